//! Connecting, and frames that are not what they should be.

use std::time::Duration;

use outside::{Setup, Socket, uuid};
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::tokens;

/// The server ends the connection after the goodbyes (RFC 6455, section 7.1.1); until then a browser
/// tells its page nothing.
const HANG_UP: Duration = Duration::from_secs(1);

#[tokio::test]
async fn a_token_that_proves_nothing_finishes_the_handshake_and_is_closed_with_1008() {
    let server = Setup::sqlite()
        .with("SECRET_KEY", tokens::SECRET)
        .start()
        .await;
    let ann = server.person("Ann").await;
    let mut queries = vec![String::new(), "?token=".to_owned(), "?token=%00".to_owned()];
    queries.extend(
        tokens::bad(ann.id)
            .iter()
            .map(|token| format!("?token={}", token.replace(' ', "%20"))),
    );
    for query in queries {
        let (mut socket, response) = Socket::open(&server, &query, "nobody").await;
        assert_eq!(response.status(), 101, "{query}");
        assert_eq!(socket.next_or_closed().await, Err(1008), "{query}");
        assert!(socket.is_hung_up_within(HANG_UP).await, "{query}");
    }
}

#[tokio::test]
async fn who_says_goodbye_is_hung_up_on_at_once() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let mut socket = ann.connects(&server).await;
    socket.say_raw(Message::Close(None)).await;
    assert!(socket.is_hung_up_within(HANG_UP).await);
}

#[tokio::test]
async fn a_token_may_come_as_the_second_sub_protocol() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let mut request = server.socket_url().into_client_request().unwrap();
    let protocols = format!("rostra, {}", ann.token);
    request
        .headers_mut()
        .insert("Sec-WebSocket-Protocol", protocols.parse().unwrap());
    let (stream, response) = connect_async(request).await.unwrap();
    assert_eq!(response.headers()["sec-websocket-protocol"], "rostra");
    let mut socket = Socket::over(stream, "Ann");
    assert_eq!(socket.hear_until_pong().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_page_of_another_site_may_connect_only_when_it_is_allowed() {
    let server = Setup::sqlite()
        .with("BACKEND_CORS_ORIGINS", "https://chat.example.org")
        .start()
        .await;
    let ann = server.person("Ann").await;
    let own = server.url().to_owned();
    let origins = [
        ("https://chat.example.org", true),
        (own.as_str(), true),
        ("https://evil.example.org", false),
        ("null", false),
    ];
    for (origin, is_allowed) in origins {
        let url = format!("{}?token={}", server.socket_url(), ann.token);
        let mut request = url.into_client_request().unwrap();
        request
            .headers_mut()
            .insert("Origin", origin.parse().unwrap());
        assert_eq!(connect_async(request).await.is_ok(), is_allowed, "{origin}");
    }
}

/// Frames that are refused, and the code that says why.
fn bad_frames() -> Vec<(String, &'static str)> {
    let action = |value: Value| value.to_string();
    let long = "x".repeat(1_001);
    vec![
        (String::new(), "invalid_json"),
        ("hello".to_owned(), "invalid_json"),
        ("{".to_owned(), "invalid_json"),
        ("[]".to_owned(), "invalid_json"),
        ("null".to_owned(), "invalid_json"),
        ("42".to_owned(), "invalid_json"),
        ("[".repeat(10_000), "invalid_json"),
        (
            format!("{{\"action\":{}1{}}}", "[".repeat(5_000), "]".repeat(5_000)),
            "invalid_request",
        ),
        (action(json!({})), "invalid_request"),
        (action(json!({"action": 1})), "invalid_request"),
        (action(json!({"action": null})), "invalid_request"),
        (action(json!({"action": "dance"})), "unknown_action"),
        (action(json!({"action": "subscribe"})), "invalid_request"),
        (
            action(json!({"action": "subscribe", "room_id": "1"})),
            "invalid_request",
        ),
        (
            action(json!({"action": "subscribe", "room_id": 1.5})),
            "invalid_request",
        ),
        (
            action(json!({"action": "subscribe", "room_id": -1})),
            "invalid_request",
        ),
        (
            action(json!({"action": "subscribe", "room_id": 0})),
            "invalid_request",
        ),
        (
            action(json!({"action": "subscribe", "room_id": 9_007_199_254_740_992_i64})),
            "invalid_request",
        ),
        (
            r#"{"action":"subscribe","room_id":99999999999999999999999999}"#.to_owned(),
            "invalid_request",
        ),
        (
            action(json!({"action": "subscribe", "room_id": 1, "since": -1})),
            "invalid_request",
        ),
        (
            action(json!({"action": "subscribe", "room_id": 1, "since": "x"})),
            "invalid_request",
        ),
        (
            action(json!({"action": "subscribe", "room_id": 1, "since": 0, "epoch": 7})),
            "invalid_request",
        ),
        (
            action(json!({"action": "subscribe", "room_id": 1, "since": 0, "epoch": long})),
            "invalid_request",
        ),
        (action(json!({"action": "unsubscribe"})), "invalid_request"),
        (
            action(json!({"action": "send_message", "room_id": 1})),
            "invalid_request",
        ),
        (
            action(json!({"action": "send_message", "room_id": 1, "content": 1})),
            "invalid_request",
        ),
        (
            action(json!({"action": "send_message", "room_id": 1, "content": ""})),
            "invalid_request",
        ),
        (
            action(json!({"action": "send_message", "room_id": 1, "content": "  \n "})),
            "invalid_request",
        ),
        (
            action(json!({"action": "send_message", "room_id": 1, "content": long})),
            "invalid_request",
        ),
        (
            action(json!({"action": "send_message", "room_id": 1, "content": "a\u{0}b"})),
            "invalid_request",
        ),
        (
            action(json!({"action": "send_message", "room_id": 1, "content": "a\u{1b}b"})),
            "invalid_request",
        ),
        (
            action(
                json!({"action": "send_message", "room_id": 1, "content": "x", "client_id": "x"}),
            ),
            "invalid_request",
        ),
        (
            action(json!({"action": "send_message", "room_id": 1, "content": "x", "reply_to": -1})),
            "invalid_request",
        ),
        (
            action(json!({"action": "user_typing", "room_id": null})),
            "invalid_request",
        ),
        (
            action(json!({"action": "mark_read", "room_id": 1, "seq": -1})),
            "invalid_request",
        ),
        (
            action(json!({"action": "mark_read", "room_id": 1, "seq": {}})),
            "invalid_request",
        ),
        (
            action(json!({"action": "subscribe", "room_id": 4_711})),
            "room_not_found",
        ),
    ]
}

#[tokio::test]
async fn a_bad_frame_is_told_and_the_socket_stays_open() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let mut socket = ann.hears(&server, room).await;
    for (frame, code) in bad_frames() {
        socket.say_raw(Message::text(frame.clone())).await;
        let error = socket.expect("error").await;
        let start = frame.get(..frame.len().min(120)).unwrap_or_default();
        assert_eq!(error["code"], code, "{start}: {error}");
        assert!(!error["message"].as_str().unwrap().is_empty(), "{error}");
        assert_eq!(
            error["details"].is_array(),
            code == "invalid_request" || code == "invalid_json",
            "{error}"
        );
    }
    socket.send(room, "still here").await;
    assert_eq!(
        socket.expect("new_message").await["message"]["content"],
        "still here"
    );
}

#[tokio::test]
async fn a_refused_send_names_its_client_id_and_room() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let mut socket = ann.connects(&server).await;
    let client_id = uuid();
    socket
        .say(json!({"action": "send_message", "room_id": room, "content": " ", "client_id": client_id}))
        .await;
    let error = socket.expect("error").await;
    assert_eq!(error["client_id"], json!(client_id));
    assert_eq!(error["room_id"], json!(room));
    assert_eq!(error["details"][0]["field"], "content");
}

#[tokio::test]
async fn binary_frames_and_bytes_that_are_no_text_are_survived() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let mut socket = ann.connects(&server).await;
    socket.say_raw(Message::binary(vec![1, 2, 3])).await;
    let told = socket.next_or_closed().await;
    match told {
        Ok(event) => assert_eq!(event["type"], "error", "{event}"),
        Err(code) => assert!([1003, 1007].contains(&code), "{code}"),
    }
    assert_eq!(ann.get(&server, "/api/auth/me").await.status, 200);
}

#[tokio::test]
async fn s22_a_frame_of_more_than_64_kib_closes_with_1009() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    for size in [64 * 1_024 + 1, 200_000, 2_000_000] {
        let mut socket = ann.connects(&server).await;
        socket.say_raw(Message::text("x".repeat(size))).await;
        assert_eq!(socket.closed().await, 1009, "{size}");
    }
    let mut socket = ann.connects(&server).await;
    let padded = format!("{{\"action\":\"ping\"{}}}", " ".repeat(60_000));
    socket.say_raw(Message::text(padded)).await;
    socket.expect("pong").await;
}

#[tokio::test]
async fn s22_a_socket_listens_to_50_rooms_at_most() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let mut socket = ann.connects(&server).await;
    let mut rooms = Vec::new();
    for number in 0..51 {
        rooms.push(ann.opens(&server, &format!("Room {number}")).await);
    }
    for room in &rooms[..50] {
        socket.subscribe(*room).await;
    }
    socket
        .say(json!({"action": "subscribe", "room_id": rooms[50]}))
        .await;
    assert_eq!(socket.hear("error").await["code"], "too_many_subscriptions");
    // A subscription that exists may be renewed, and one that ends makes room.
    socket.subscribe(rooms[7]).await;
    socket
        .say(json!({"action": "unsubscribe", "room_id": rooms[0]}))
        .await;
    socket.hear("unsubscribed").await;
    socket.subscribe(rooms[50]).await;
}
