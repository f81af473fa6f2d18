//! The same over a socket: every field of every action.

use outside::{Setup, Socket};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use super::{NO_NUMBER, NO_TEXT, Scene, assert_sentence};

/// An action, its fields, and whether each is a number.
const ACTIONS: [(&str, &[(&str, bool)]); 5] = [
    (
        "subscribe",
        &[("room_id", true), ("since", true), ("epoch", false)],
    ),
    ("unsubscribe", &[("room_id", true)]),
    (
        "send_message",
        &[
            ("room_id", true),
            ("content", false),
            ("client_id", false),
            ("reply_to", true),
        ],
    ),
    ("user_typing", &[("room_id", true)]),
    ("mark_read", &[("room_id", true), ("seq", true)]),
];

fn good(action: &str, room: i64) -> Value {
    let mut frame = json!({"action": action, "room_id": room});
    if action == "send_message" {
        frame["content"] = json!("never stored");
    }
    frame
}

async fn refused(socket: &mut Socket, frame: &str, code: &str) -> Value {
    socket.say_raw(Message::text(frame.to_owned())).await;
    let error = socket.expect("error").await;
    let start: String = frame.chars().take(120).collect();
    assert_eq!(error["code"], code, "{start}: {error}");
    assert_sentence(error["message"].as_str().unwrap(), &start);
    error
}

async fn s02_every_field_of_every_action_refuses_what_it_cannot_hold(setup: Setup) {
    let scene = Scene::set(setup).await;
    let mut socket = scene.ann.connects(&scene.server).await;
    for (action, fields) in ACTIONS {
        for (field, is_number) in fields {
            let values = if *is_number {
                &NO_NUMBER[..]
            } else {
                &NO_TEXT[..]
            };
            // An epoch is compared, never stored: one of another database may hold anything.
            let values = values
                .iter()
                .filter(|it| *field != "epoch" || !it.starts_with('"'));
            for value in values {
                let mut frame = good(action, scene.room);
                frame[field] = json!("{here}");
                let frame = frame.to_string().replace("\"{here}\"", value);
                let error = refused(&mut socket, &frame, "invalid_request").await;
                assert_eq!(error["details"][0]["field"], *field, "{frame}: {error}");
            }
        }
    }
    assert!(socket.hear_until_pong().await.is_empty());
    scene.assert_unchanged().await;
}

async fn frames_that_are_no_actions_are_told_apart(setup: Setup) {
    let scene = Scene::set(setup).await;
    let mut socket = scene.ann.connects(&scene.server).await;
    for name in ["[]", "{}", "42", "true", "null", "1e999"] {
        let frame = format!("{{\"action\":{name}}}");
        let code = if name == "1e999" {
            "invalid_json"
        } else {
            "invalid_request"
        };
        refused(&mut socket, &frame, code).await;
    }
    let long = "x".repeat(60_000);
    for name in [
        "",
        "Ping",
        "ping ",
        "send message",
        "subscribe\\u0000",
        long.as_str(),
    ] {
        let frame = format!("{{\"action\":\"{name}\"}}");
        let error = refused(&mut socket, &frame, "unknown_action").await;
        assert!(error.to_string().len() < 500, "told back: {error}");
    }
    for (open, close) in [("[", "]"), ("{\"x\":", "}")] {
        let (open, close) = (open.repeat(3_000), close.repeat(3_000));
        let frame = format!("{{\"action\":\"subscribe\",\"room_id\":{open}1{close}}}");
        refused(&mut socket, &frame, "invalid_request").await;
    }
    refused(&mut socket, "{\"action\":\"ping\"} x", "invalid_json").await;
    refused(&mut socket, "{\"action\":\"\\ud800\"}", "invalid_json").await;
    for frame in [
        good("subscribe", 4_711),
        good("send_message", 4_711),
        good("mark_read", 4_711),
    ] {
        refused(&mut socket, &frame.to_string(), "room_not_found").await;
    }
    let mut reply = good("send_message", scene.room);
    reply["reply_to"] = json!(9_007_199_254_740_991_i64);
    refused(&mut socket, &reply.to_string(), "reply_not_found").await;
    assert!(socket.hear_until_pong().await.is_empty());
    scene.assert_unchanged().await;
}

on_both_databases!(
    s02_every_field_of_every_action_refuses_what_it_cannot_hold,
    frames_that_are_no_actions_are_told_apart,
);

#[tokio::test]
async fn text_that_is_no_utf_8_closes_that_socket_alone() {
    let scene = Scene::set(Setup::sqlite()).await;
    let mut other = scene.ann.connects(&scene.server).await;
    let mut socket = scene.ann.connects(&scene.server).await;
    let bytes = b"{\"action\":\"ping\",\"x\":\"\xc3\x28\"}".to_vec();
    let frame = Frame::message(bytes, OpCode::Data(Data::Text), true);
    socket.say_raw(Message::Frame(frame)).await;
    assert_eq!(socket.closed().await, 1007);
    assert!(other.hear_until_pong().await.is_empty());
    scene.assert_unchanged().await;
}
