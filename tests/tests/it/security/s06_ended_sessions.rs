//! A session that ended has no way in left, and its sockets close within a second.

use std::time::Instant;

use outside::{Person, Server, Setup, Socket};
use serde_json::{Value, json};

use super::AT_ONCE;

/// A device with a socket that listens to a room.
struct Device {
    person: Person,
    socket: Socket,
    ticket: String,
}

impl Device {
    async fn of(server: &Server, person: &Person, room: i64) -> Self {
        let person = person.signs_in(server).await;
        Self {
            socket: person.hears(server, room).await,
            ticket: person.ticket(server).await,
            person,
        }
    }

    /// Fails unless the socket closes at once after `since`, when the end was answered.
    async fn closes(&mut self, since: Instant) {
        assert_eq!(self.socket.closed().await, 1008);
        assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
        // Browsers tell a page that its socket closed only when the connection ends too.
        assert!(self.socket.is_hung_up_within(AT_ONCE).await);
    }

    /// Fails unless every way in is closed, the socket at once after `since`.
    async fn is_out(&mut self, server: &Server, since: Instant) {
        self.closes(since).await;
        self.has_no_way_in(server).await;
    }

    async fn has_no_way_in(&self, server: &Server) {
        let asked = self.person.get(server, "/api/auth/me").await;
        asked.problem(401, "not_authenticated");
        let refreshed = self.person.asks_for_tokens(server).await;
        refreshed.problem(401, "not_authenticated");
        for query in [
            format!("?token={}", self.person.token),
            format!("?ticket={}", self.ticket),
        ] {
            let (mut socket, _) = Socket::open(server, &query, "who is out").await;
            assert_eq!(socket.next_or_closed().await, Err(1008), "{query}");
        }
    }

    async fn is_in(&mut self, server: &Server) {
        self.person.get(server, "/api/auth/me").await.expect(200);
        assert_eq!(self.socket.hear_until_pong().await, Vec::<Value>::new());
    }
}

struct Scene {
    server: Server,
    ann: Person,
    phone: Device,
    laptop: Device,
    bobs: Device,
}

impl Scene {
    async fn set(setup: Setup) -> Self {
        let server = setup.start().await;
        let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
        let room = ann.opens(&server, "Garden").await;
        bob.joins(&server, room).await;
        let phone = Device::of(&server, &ann, room).await;
        let laptop = Device::of(&server, &ann, room).await;
        let mut bobs = Device::of(&server, &bob, room).await;
        bobs.socket.hear_until_pong().await;
        let mut scene = Self {
            server,
            ann,
            phone,
            laptop,
            bobs,
        };
        scene.phone.socket.hear_until_pong().await;
        scene.laptop.socket.hear_until_pong().await;
        scene
    }
}

async fn s06_signing_out_ends_this_device_only(setup: Setup) {
    let mut scene = Scene::set(setup).await;
    scene.phone.person.signs_out(&scene.server).await;
    let since = Instant::now();
    scene.phone.is_out(&scene.server, since).await;
    scene.laptop.is_in(&scene.server).await;
    scene.bobs.is_in(&scene.server).await;
}

async fn s06_signing_out_everywhere_ends_all_devices(setup: Setup) {
    let mut scene = Scene::set(setup).await;
    let path = "/api/auth/logout-all";
    let answer = scene.phone.person.post(&scene.server, path, &Value::Null);
    answer.await.expect(204);
    let since = Instant::now();
    scene.phone.closes(since).await;
    scene.laptop.closes(since).await;
    scene.phone.has_no_way_in(&scene.server).await;
    scene.laptop.has_no_way_in(&scene.server).await;
    let first = scene.ann.get(&scene.server, "/api/auth/me").await;
    first.problem(401, "not_authenticated");
}

async fn s06_one_device_signs_another_out(setup: Setup) {
    let mut scene = Scene::set(setup).await;
    let listed = scene.laptop.person.sessions(&scene.server).await;
    assert_eq!(listed.len(), 3);
    let current: Vec<_> = listed.iter().filter(|it| it["current"] == true).collect();
    assert_eq!(current.len(), 1);
    let phones = scene.phone.person.sessions(&scene.server).await;
    let phone = phones.iter().find(|it| it["current"] == true).unwrap();
    let path = format!("/api/auth/sessions/{}", phone["id"].as_str().unwrap());
    let not_his = scene.bobs.person.delete(&scene.server, &path).await;
    not_his.problem(404, "session_not_found");
    scene.phone.is_in(&scene.server).await;
    let ended = scene.laptop.person.delete(&scene.server, &path).await;
    ended.expect(204);
    let since = Instant::now();
    scene.phone.is_out(&scene.server, since).await;
    scene.laptop.is_in(&scene.server).await;
    let again = scene.laptop.person.delete(&scene.server, &path).await;
    again.problem(404, "session_not_found");
}

async fn s06_a_new_password_ends_all_other_devices(setup: Setup) {
    let mut scene = Scene::set(setup).await;
    let form = |current: &str| json!({"current_password": current, "new_password": "better horse"});
    let path = "/api/auth/password";
    let guess = form("guess");
    let wrong = scene.laptop.person.post(&scene.server, path, &guess);
    wrong.await.problem(403, "wrong_password");
    scene.phone.is_in(&scene.server).await;
    let right = form("correct horse battery");
    let changed = scene.laptop.person.post(&scene.server, path, &right).await;
    changed.expect(204);
    let since = Instant::now();
    scene.phone.is_out(&scene.server, since).await;
    scene.laptop.is_in(&scene.server).await;
    let old = scene.ann.login_form();
    let refused = scene.ann.post(&scene.server, "/api/auth/login", &old).await;
    refused.problem(401, "invalid_credentials");
    let new = json!({"username": "Ann", "password": "better horse"});
    let let_in = scene.ann.post(&scene.server, "/api/auth/login", &new).await;
    let_in.expect(200);
}

/// A token that is used twice signs out the thief and the owner, sockets included.
async fn s06_a_reused_token_closes_the_sockets_of_its_session(setup: Setup) {
    let mut scene = Scene::set(setup).await;
    let stolen = scene.phone.person.clone();
    let newer = stolen.refreshes(&scene.server).await;
    newer.refreshes(&scene.server).await;
    let reused = stolen.asks_for_tokens(&scene.server).await;
    reused.problem(401, "not_authenticated");
    let since = Instant::now();
    scene.phone.is_out(&scene.server, since).await;
    scene.laptop.is_in(&scene.server).await;
}

async fn s06_a_ticket_lets_in_once(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Garden").await;
    let query = format!("?ticket={}", ann.ticket(&server).await);
    let (mut socket, _) = Socket::open(&server, &query, "Ann").await;
    socket.subscribe(room).await;
    let (mut again, _) = Socket::open(&server, &query, "a thief").await;
    assert_eq!(again.next_or_closed().await, Err(1008));
    ann.signs_out(&server).await;
    assert_eq!(socket.closed().await, 1008);
}

/// Connecting and signing out at the same time: whoever comes first, no socket stays.
async fn s06_no_socket_slips_in_while_its_session_ends(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    for _ in 0..20 {
        let device = ann.signs_in(&server).await;
        let query = format!("?token={}", device.token);
        let connecting = Socket::open(&server, &query, "Ann");
        let ((mut socket, _), ()) = tokio::join!(connecting, device.signs_out(&server));
        assert_eq!(socket.closed().await, 1008);
    }
}

on_both_databases!(
    s06_signing_out_ends_this_device_only,
    s06_signing_out_everywhere_ends_all_devices,
    s06_one_device_signs_another_out,
    s06_a_new_password_ends_all_other_devices,
    s06_a_reused_token_closes_the_sockets_of_its_session,
    s06_a_ticket_lets_in_once,
    s06_no_socket_slips_in_while_its_session_ends,
);
