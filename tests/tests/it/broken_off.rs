//! Clients that break their connection off at the worst moment: right after they asked.

use std::hint::spin_loop;
use std::time::{Duration, Instant};

use outside::{Person, Server, Setup, Socket};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

on_both_databases!(who_left_hears_nothing_more_though_the_answer_found_nobody,);

/// So often it is tried, each time a little later or earlier: some of them while the server is at it.
const TRIES: u32 = 120;
const PATIENCE: Duration = Duration::from_secs(20);
const LATER: Duration = Duration::from_micros(40);

/// Sends a request and resets the connection, so that the server finds it broken and not just closed.
async fn break_off(server: &Server, head: &str, after: Duration) {
    let address = server.url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_zero_linger().unwrap();
    let request = format!("{head}\r\nHost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let sent = Instant::now();
    while sent.elapsed() < after {
        spin_loop();
    }
    drop(stream);
}

async fn is_member(server: &Server, room: i64, person: &Person) -> bool {
    let answer = person.get(server, &format!("/api/rooms/{room}")).await;
    answer.status == 200
}

/// Joins and listens, whatever is still on its way from the try before.
async fn settles_in(server: &Server, room: i64, person: &Person, socket: &mut Socket) {
    loop {
        let path = format!("/api/rooms/{room}/join");
        person.post(server, &path, &json!({})).await;
        let subscribe = json!({"action": "subscribe", "room_id": room});
        socket.say(subscribe).await;
        let heard = socket.hear_until_pong().await;
        let last = heard.iter().rfind(|it| it["type"] != "user_joined");
        if last.is_some_and(|it| it["type"] == "subscribed") {
            return;
        }
    }
}

async fn who_left_hears_nothing_more_though_the_answer_found_nobody(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    let mut socket = bob.connects(&server).await;
    let head = format!(
        "POST /api/rooms/{room}/leave HTTP/1.1\r\nContent-Length: 0\r\nAuthorization: Bearer {}",
        bob.token
    );
    let (mut after, mut left) = (LATER * TRIES, 0);
    for _ in 0..TRIES {
        settles_in(&server, room, &bob, &mut socket).await;
        break_off(&server, &head, after).await;
        // Towards the moment at which it is stored.
        if is_member(&server, room, &bob).await {
            after += LATER * 2;
        } else {
            let told = timeout(PATIENCE, socket.hear("unsubscribed")).await;
            told.expect("it was stored and not told");
            after = after.saturating_sub(LATER);
            left += 1;
        }
    }
    assert!(left > 0, "never came so far as to leave");
}
