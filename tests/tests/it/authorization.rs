//! Who may do what over REST: every route, as everybody, in a public and in a private room.

use std::collections::BTreeSet;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use outside::{Person, Server, Setup, anonymous, binary};
use serde_json::{Value, json};

use crate::tokens;

/// A route and what a stranger, a member and the creator are answered, in a public and in a private
/// room. Somebody without a token is answered `nobody`.
struct Row {
    method: &'static str,
    path: &'static str,
    body: Value,
    nobody: u16,
    public: [u16; 3],
    private: [u16; 3],
}

fn row(
    method: &'static str,
    path: &'static str,
    body: Value,
    public: [u16; 3],
    private: [u16; 3],
) -> Row {
    Row {
        method,
        path,
        body,
        nobody: 401,
        public,
        private,
    }
}

impl Row {
    /// Whether it needs a sign-in of its own, because that ends by it.
    fn ends_sessions(&self) -> bool {
        ["session_id", "logout", "refresh"]
            .iter()
            .any(|word| self.path.contains(word))
    }
}

/// For everybody who is signed in, whatever the room.
fn signed_in(method: &'static str, path: &'static str, body: Value, status: u16) -> Row {
    row(method, path, body, [status; 3], [status; 3])
}

/// For administrators only, whatever the room. Ann, the first of all, is the one.
fn admin(method: &'static str, path: &'static str, body: Value, status: u16) -> Row {
    row(method, path, body, [403, 403, status], [403, 403, status])
}

/// For everybody.
fn open(method: &'static str, path: &'static str, body: Value, status: u16) -> Row {
    Row {
        nobody: status,
        ..signed_in(method, path, body, status)
    }
}

/// For members only.
fn members(method: &'static str, path: &'static str, body: Value, status: u16) -> Row {
    row(
        method,
        path,
        body,
        [403, status, status],
        [404, status, status],
    )
}

/// For the creator only.
fn creator(method: &'static str, path: &'static str, body: Value, status: u16) -> Row {
    row(method, path, body, [403, 403, status], [404, 403, status])
}

#[rustfmt::skip]
fn table() -> Vec<Row> {
    let none = || Value::Null;
    let registration = json!({"username": "New {n}", "email": "new{n}@example.org", "password": "correct horse"});
    vec![
        open("GET", "/health", none(), 200),
        open("GET", "/ready", none(), 200),
        open("POST", "/api/auth/register", registration, 201),
        open("POST", "/api/auth/login", json!({"username": "Ann", "password": "correct horse battery"}), 200),
        admin("GET", "/api/admin/users", none(), 200),
        admin("PATCH", "/api/admin/users/{user_id}", json!({"is_admin": false}), 200),
        admin("POST", "/api/admin/users/{spare_id}/disable", none(), 200),
        admin("POST", "/api/admin/users/{spare_id}/enable", none(), 200),
        admin("POST", "/api/admin/users/{spare_id}/reset-password", none(), 200),
        admin("GET", "/api/admin/rooms", none(), 200),
        admin("DELETE", "/api/admin/rooms/{room_id}", none(), 204),
        admin("GET", "/api/admin/storage", none(), 200),
        admin("GET", "/api/admin/activity", none(), 200),
        open("POST", "/api/auth/refresh", json!({"refresh_token": "{refresh}"}), 200),
        signed_in("GET", "/api/auth/me", none(), 200),
        signed_in("PATCH", "/api/auth/me", json!({"bio": "likes tea"}), 200),
        signed_in("GET", "/api/auth/sessions", none(), 200),
        signed_in("DELETE", "/api/auth/sessions/{session_id}", none(), 204),
        signed_in("POST", "/api/auth/logout", none(), 204),
        signed_in("POST", "/api/auth/logout-all", none(), 204),
        signed_in("POST", "/api/auth/ws-ticket", none(), 200),
        signed_in("POST", "/api/auth/password", json!({"current_password": "wrong horse", "new_password": "better horse"}), 403),
        signed_in("GET", "/api/users", none(), 200),
        signed_in("GET", "/api/users/{user_id}", none(), 200),
        signed_in("GET", "/api/health/db", none(), 200),
        signed_in("GET", "/api/rooms", none(), 200),
        signed_in("GET", "/api/rooms/discover", none(), 200),
        signed_in("POST", "/api/rooms", json!({"name": "Room {n}"}), 201),
        signed_in("GET", "/api/unread", none(), 200),
        signed_in("GET", "/api/search?q=hello", none(), 200),
        members("GET", "/api/rooms/{room_id}", none(), 200),
        creator("PATCH", "/api/rooms/{room_id}", json!({"description": "other"}), 200),
        creator("DELETE", "/api/rooms/{room_id}", none(), 204),
        row("POST", "/api/rooms/{room_id}/join", none(), [200, 409, 409], [404, 409, 409]),
        row("POST", "/api/rooms/{room_id}/leave", none(), [400, 200, 403], [404, 200, 403]),
        members("PATCH", "/api/rooms/{room_id}/read", none(), 200),
        members("GET", "/api/rooms/{room_id}/members", none(), 200),
        row("POST", "/api/rooms/{room_id}/members", json!({"user_id": "{guest}"}), [403, 403, 403], [404, 201, 201]),
        creator("DELETE", "/api/rooms/{room_id}/members/{user_id}", none(), 204),
        members("GET", "/api/rooms/{room_id}/messages", none(), 200),
        members("GET", "/api/rooms/{room_id}/messages/newer", none(), 200),
        members("GET", "/api/rooms/{room_id}/messages/{message_id}/context", none(), 200),
        members("GET", "/api/rooms/{room_id}/messages/{message_id}/reactions", none(), 200),
        members("GET", "/api/rooms/{room_id}/messages/search?q=hello", none(), 200),
        members("POST", "/api/messages", json!({"room_id": "{room}", "content": "hello"}), 201),
        row("PATCH", "/api/messages/{message_id}", json!({"content": "other"}), [403, 200, 403], [404, 200, 403]),
        row("DELETE", "/api/messages/{message_id}", none(), [403, 204, 204], [404, 204, 204]),
        members("POST", "/api/messages/{message_id}/reactions", json!({"emoji": "🔥"}), 200),
        members("DELETE", "/api/messages/{message_id}/reactions/{emoji}", none(), 200),
    ]
}

/// The people of all cases. Ann creates, Bob is a member who wrote the message, Cem is a stranger,
/// and Dan may be added.
struct Cast {
    ann: Person,
    bob: Person,
    cem: Person,
    dan: Person,
    /// Nobody minds what becomes of her.
    eve: Person,
}

/// A fresh room with a message of Bob's.
struct Scene {
    room: i64,
    message: i64,
    number: usize,
}

impl Scene {
    async fn set(server: &Server, cast: &Cast, is_private: bool, number: usize) -> Self {
        let name = format!("Scene {number}");
        let room = if is_private {
            let room = cast.ann.opens_private(server, &name).await;
            cast.ann.adds(server, room, &cast.bob).await;
            room
        } else {
            let room = cast.ann.opens(server, &name).await;
            cast.bob.joins(server, room).await;
            room
        };
        let message = cast.bob.says(server, room, "hello").await["id"]
            .as_i64()
            .unwrap();
        Self {
            room,
            message,
            number,
        }
    }

    fn path(&self, template: &str, cast: &Cast) -> String {
        template
            .replace("{room_id}", &self.room.to_string())
            .replace("{message_id}", &self.message.to_string())
            .replace("{user_id}", &cast.bob.id.to_string())
            .replace("{spare_id}", &cast.eve.id.to_string())
            .replace("{emoji}", "%F0%9F%94%A5")
    }

    fn body(&self, template: &Value, cast: &Cast) -> Value {
        let text = template
            .to_string()
            .replace("\"{room}\"", &self.room.to_string())
            .replace("\"{guest}\"", &cast.dan.id.to_string())
            .replace("{n}", &self.number.to_string());
        serde_json::from_str(&text).unwrap()
    }
}

async fn s01_s07_every_route_answers_everybody_as_the_table_says(setup: Setup) {
    let server = setup.start().await;
    let cast = Cast {
        ann: server.person("Ann").await,
        bob: server.person("Bob").await,
        cem: server.person("Cem").await,
        dan: server.person("Dan").await,
        eve: server.person("Eve").await,
    };
    let nobody = anonymous();
    let mut wrong = Vec::new();
    let mut number = 0;
    for row in table() {
        for (is_private, [stranger, member, creator]) in [(false, row.public), (true, row.private)]
        {
            let cases = [
                (&nobody, row.nobody),
                (&cast.cem, stranger),
                (&cast.bob, member),
                (&cast.ann, creator),
            ];
            for (person, expected) in cases {
                number += 1;
                let scene = Scene::set(&server, &cast, is_private, number).await;
                let (mut path, mut body) =
                    (scene.path(row.path, &cast), scene.body(&row.body, &cast));
                let mut person = person.clone();
                if row.ends_sessions() {
                    let fresh = match (row.path, person.id) {
                        // The cast stays signed in.
                        ("/api/auth/logout-all", _) => {
                            server.person(&format!("Guest {number}")).await
                        }
                        (_, 0) => cast.ann.signs_in(&server).await,
                        _ => person.signs_in(&server).await,
                    };
                    path = path.replace("{session_id}", &session_of(&fresh));
                    let text = body.to_string().replace("{refresh}", &fresh.refresh_token);
                    body = serde_json::from_str(&text).unwrap();
                    if person.id != 0 {
                        person = fresh;
                    }
                }
                let answer = person.ask(&server, row.method, &path, &body).await;
                if answer.status != expected {
                    let (asked, got) = (&answer.asked, answer.status);
                    wrong.push(format!(
                        "{asked} (private: {is_private}): {got}, not {expected}"
                    ));
                } else if expected >= 400 {
                    answer.assert_problem(expected);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The `sid` claim of somebody's token.
fn session_of(person: &Person) -> String {
    let claims = URL_SAFE_NO_PAD.decode(person.token.split('.').nth(1).unwrap());
    let claims: Value = serde_json::from_slice(&claims.unwrap()).unwrap();
    claims["sid"].as_str().unwrap().to_owned()
}

on_both_databases!(s01_s07_every_route_answers_everybody_as_the_table_says);

#[test]
fn every_route_of_the_document_is_in_the_table() {
    let output = Command::new(binary()).arg("openapi").output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let documented: BTreeSet<_> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let listed: BTreeSet<_> = table()
        .iter()
        .map(|row| format!("{} {}", row.method, row.path.split('?').next().unwrap()))
        .map(|row| row.replace("{spare_id}", "{user_id}"))
        .collect();
    assert_eq!(documented, listed);
}

/// Tokens that prove nothing are all answered alike.
#[tokio::test]
async fn s01_a_token_that_proves_nothing_is_refused_everywhere() {
    let server = Setup::sqlite()
        .with("SECRET_KEY", tokens::SECRET)
        .start()
        .await;
    let ann = server.person("Ann").await;
    let tokens = tokens::bad(ann.id);
    for row in table().iter().filter(|row| row.nobody == 401) {
        for token in &tokens {
            let somebody = Person {
                token: token.clone(),
                ..anonymous()
            };
            let path = row
                .path
                .replace("{room_id}", "1")
                .replace("{message_id}", "1");
            let path = path.replace("{user_id}", "1").replace("{emoji}", "x");
            let path = path.replace("{session_id}", "1").replace("{spare_id}", "1");
            let answer = somebody.ask(&server, row.method, &path, &row.body).await;
            answer.problem(401, "not_authenticated");
        }
    }
}
