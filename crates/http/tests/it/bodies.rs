//! What may be sent.

use actix_web::http::Method;
use domain::{Appended, MessageBody};
use http::HttpSettings;
use serde_json::json;

use crate::given::{Ports, ann, ann_sends, anybody, ask, ask_with, message, settings};

fn ports() -> Ports {
    let mut ports = Ports::new().without_send_limit();
    ports
        .messages
        .expect_append()
        .returning(|_| Ok(Appended::New(message(6))));
    ports
}

const HELLO: &str = r#"{"room_id": 7, "content": "hello"}"#;

#[actix_web::test]
async fn a_body_must_be_json_and_say_so() {
    for (content_type, status) in [
        ("application/json", 201),
        ("Application/JSON; charset=UTF-8", 201),
        ("application/json;charset=\"utf-8\"", 201),
        ("application/vnd.rostra+json", 201),
        ("application/json; charset=latin1", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("", 415),
    ] {
        let request = ann(Method::POST, "/api/messages")
            .insert_header(("content-type", content_type))
            .set_payload(HELLO);
        let told = ask(ports(), request).await;
        assert_eq!(told.status, status, "{content_type:?}");
    }
    let untyped = ann(Method::POST, "/api/messages").set_payload(HELLO);
    let told = ask(ports(), untyped).await;
    assert_eq!(told.refusal(), (415, "unsupported_media_type".into()));
}

#[actix_web::test]
async fn a_compressed_body_is_not_taken() {
    let request = ann(Method::POST, "/api/messages")
        .insert_header(("content-type", "application/json"))
        .insert_header(("content-encoding", "gzip"))
        .set_payload(HELLO);
    let told = ask(ports(), request).await;
    assert_eq!(told.status, 415);
}

#[actix_web::test]
async fn what_is_no_json_object_is_refused_field_by_field() {
    for body in [
        b"{".to_vec(),
        b"null".to_vec(),
        b"[7, \"hello\"]".to_vec(),
        b"\"hello\"".to_vec(),
        b"{\"room_id\": 7, \"content\": \"\xff\xfe\"}".to_vec(),
        b"{\"room_id\": 7, \"content\": \"hello\"} trailing".to_vec(),
    ] {
        let shown = String::from_utf8_lossy(&body)
            .chars()
            .take(40)
            .collect::<String>();
        let request = ann(Method::POST, "/api/messages")
            .insert_header(("content-type", "application/json"))
            .set_payload(body);
        let told = ask(ports(), request).await;
        assert_eq!(told.refusal(), (422, "invalid_request".into()), "{shown}");
        assert_eq!(told.wrong_fields(), ["body"], "{shown}");
    }
}

#[actix_web::test]
async fn deep_json_is_a_wrong_type_and_breaks_nothing() {
    let (open, close) = ("[".repeat(30_000), "]".repeat(30_000));
    let deep = format!("{{\"room_id\": 7, \"content\": {open}{close}}}");
    let request = ann(Method::POST, "/api/messages")
        .insert_header(("content-type", "application/json"))
        .set_payload(deep);
    let told = ask(ports(), request).await;
    assert_eq!(told.refusal(), (422, "invalid_request".into()));
}

#[actix_web::test]
async fn all_mistakes_of_a_form_are_told_at_once() {
    let wrong = json!({"room_id": "seven", "content": 7, "client_id": "x", "reply_to": 0});
    let told = ask(ports(), ann_sends(Method::POST, "/api/messages", wrong)).await;
    let fields = ["room_id", "content", "client_id", "reply_to"];
    assert_eq!(told.wrong_fields(), fields);
    let empty = ann(Method::POST, "/api/messages");
    let told = ask(ports(), empty).await;
    assert_eq!(told.wrong_fields(), ["room_id", "content"]);
    let nothing = json!({"username": null});
    let register = anybody(Method::POST, "/api/auth/register").set_json(nothing);
    let told = ask(Ports::new(), register).await;
    assert_eq!(told.wrong_fields(), ["username", "email", "password"]);
}

#[actix_web::test]
async fn unknown_fields_are_ignored() {
    let more = json!({"room_id": 7, "content": "hello", "mood": ["sunny"]});
    let told = ask(ports(), ann_sends(Method::POST, "/api/messages", more)).await;
    assert_eq!(told.status, 201);
}

#[actix_web::test]
async fn a_body_has_at_most_sixty_four_kilobytes() {
    for (length, expected) in [(64 * 1024, 422), (64 * 1024 + 1, 413), (1_000_000, 413)] {
        let frame = r#"{"room_id": 7, "content": ""}"#.len();
        let content = "a".repeat(length - frame);
        let body = format!(r#"{{"room_id": 7, "content": "{content}"}}"#);
        assert_eq!(body.len(), length);
        let request = ann(Method::POST, "/api/messages")
            .insert_header(("content-type", "application/json"))
            .set_payload(body);
        assert_eq!(ask(ports(), request).await.status, expected, "{length}");
    }
}

#[actix_web::test]
async fn the_longest_message_is_what_the_operator_chose() {
    let three = HttpSettings {
        body_limit: domain::BodyLimit::new(3).unwrap(),
        ..settings()
    };
    for (content, status) in [("abc", 201), ("abcd", 422)] {
        let form = json!({"room_id": 7, "content": content});
        let request = ann_sends(Method::POST, "/api/messages", form);
        let told = ask_with(three.clone(), ports(), request).await;
        assert_eq!(told.status, status);
    }
    let mut ports = Ports::new();
    ports.messages.expect_edit().returning(|_| Ok(message(6)));
    let form = json!({"content": "abcd"});
    let told = ask_with(
        three,
        ports,
        ann_sends(Method::PATCH, "/api/messages/40", form),
    )
    .await;
    assert_eq!(told.wrong_fields(), ["content"]);
}

#[actix_web::test]
async fn a_text_reaches_the_store_trimmed() {
    let mut ports = Ports::new().without_send_limit();
    ports
        .messages
        .expect_append()
        .withf(|order| order.body == MessageBody::restored("hello"))
        .returning(|_| Ok(Appended::New(message(6))));
    let form = json!({"room_id": 7, "content": "  hello\n"});
    let told = ask(ports, ann_sends(Method::POST, "/api/messages", form)).await;
    assert_eq!(told.status, 201);
}
