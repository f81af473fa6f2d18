//! In which order a request is checked: 401, 422, 404, 403, then the rest.

use actix_web::http::Method;
use domain::{NoSeat, StoreError};

use crate::given::{Ports, ann, anybody, ask};

const PROTECTED: [(&str, &str); 27] = [
    ("GET", "/api/auth/me"),
    ("GET", "/api/rooms"),
    ("POST", "/api/rooms"),
    ("GET", "/api/rooms/discover"),
    ("GET", "/api/rooms/7"),
    ("PATCH", "/api/rooms/7"),
    ("DELETE", "/api/rooms/7"),
    ("POST", "/api/rooms/7/join"),
    ("POST", "/api/rooms/7/leave"),
    ("PATCH", "/api/rooms/7/read"),
    ("GET", "/api/rooms/7/members"),
    ("POST", "/api/rooms/7/members"),
    ("DELETE", "/api/rooms/7/members/2"),
    ("GET", "/api/rooms/7/messages"),
    ("GET", "/api/rooms/7/messages/newer"),
    ("GET", "/api/rooms/7/messages/40/context"),
    ("GET", "/api/rooms/7/messages/40/reactions"),
    ("GET", "/api/rooms/7/messages/search"),
    ("POST", "/api/messages"),
    ("PATCH", "/api/messages/40"),
    ("DELETE", "/api/messages/40"),
    ("POST", "/api/messages/40/reactions"),
    ("DELETE", "/api/messages/40/reactions/%F0%9F%91%8D"),
    ("GET", "/api/search"),
    ("GET", "/api/unread"),
    ("GET", "/api/health/db"),
    ("HEAD", "/api/rooms"),
];

fn method(name: &str) -> Method {
    name.parse().unwrap()
}

#[actix_web::test]
async fn who_is_not_signed_in_gets_nowhere() {
    for (name, path) in PROTECTED {
        let told = ask(Ports::new(), anybody(method(name), path)).await;
        assert_eq!(told.status, 401, "{name} {path}");
    }
}

#[actix_web::test]
async fn who_is_not_signed_in_does_not_even_learn_of_their_mistakes() {
    for (name, path) in [
        ("POST", "/api/rooms"),
        ("POST", "/api/messages"),
        ("GET", "/api/rooms/zero/messages?limit=never"),
        ("DELETE", "/api/messages/0"),
    ] {
        let nonsense = anybody(method(name), path).set_payload("[");
        let told = ask(Ports::new(), nonsense).await;
        assert_eq!(told.refusal(), (401, "not_authenticated".into()));
    }
}

#[actix_web::test]
async fn s19_only_a_bearer_token_signs_in() {
    for (header, status) in [
        ("Bearer ann", 200),
        ("bearer ann", 200),
        ("BEARER  ann ", 200),
        ("Bearer", 401),
        ("Bearer ", 401),
        ("Bearer bad", 401),
        ("Basic ann", 401),
        ("ann", 401),
        ("", 401),
        ("Bearer ann ann", 401),
        ("Bearer \u{e9}", 401),
    ] {
        let request = anybody(Method::GET, "/api/auth/me").insert_header(("authorization", header));
        let told = ask(Ports::new(), request).await;
        assert_eq!(told.status, status, "{header:?}");
    }
}

#[actix_web::test]
async fn ids_are_positive_integers_in_their_one_spelling() {
    for id in [
        "0",
        "-1",
        "abc",
        "1.5",
        "9007199254740992",
        "99999999999999999999",
        "+7",
        "07",
    ] {
        let path = format!("/api/rooms/{id}");
        let told = ask(Ports::new(), ann(Method::GET, &path)).await;
        assert_eq!(told.refusal(), (422, "invalid_request".into()), "{id}");
        assert_eq!(told.wrong_fields(), ["room_id"]);
    }
}

#[actix_web::test]
async fn all_mistakes_of_a_path_are_told_at_once() {
    let told = ask(Ports::new(), ann(Method::DELETE, "/api/rooms/x/members/y")).await;
    assert_eq!(told.wrong_fields(), ["room_id", "user_id"]);
    let path = "/api/messages/0/reactions/nonsense";
    let told = ask(Ports::new(), ann(Method::DELETE, path)).await;
    assert_eq!(told.wrong_fields(), ["message_id", "emoji"]);
}

#[actix_web::test]
async fn limits_of_lists_are_kept() {
    for (path, field) in [
        ("/api/rooms?include_unread=perhaps", "include_unread"),
        ("/api/rooms/discover?limit=0", "limit"),
        ("/api/rooms/discover?limit=501", "limit"),
        ("/api/rooms/7/members?limit=101", "limit"),
        ("/api/rooms/7/messages?limit=0", "limit"),
        ("/api/rooms/7/messages?limit=101", "limit"),
        ("/api/rooms/7/messages?limit=-5", "limit"),
        ("/api/rooms/7/messages?limit=ten", "limit"),
        ("/api/rooms/7/messages/newer?limit=101", "limit"),
        ("/api/rooms/7/messages/40/context?before=101", "before"),
        ("/api/rooms/7/messages/40/context?after=101", "after"),
        ("/api/rooms/7/messages/search?q=hello&limit=51", "limit"),
        ("/api/rooms/7/messages/search", "q"),
        ("/api/rooms/7/messages/search?q=%20", "q"),
        ("/api/search?q=%00", "q"),
        ("/api/search", "q"),
    ] {
        let told = ask(Ports::new(), ann(Method::GET, path)).await;
        assert_eq!(told.refusal(), (422, "invalid_request".into()), "{path}");
        assert_eq!(told.wrong_fields(), [field], "{path}");
    }
}

#[actix_web::test]
async fn a_malformed_cursor_is_told_to_members_only() {
    for path in [
        "/api/rooms/7/messages?cursor=nonsense",
        "/api/rooms/7/messages/newer?cursor=nonsense",
        "/api/rooms/7/messages/search?q=hello&cursor=nonsense",
        "/api/rooms/7/members?cursor=nonsense",
    ] {
        let told = ask(Ports::new().with_seats(), ann(Method::GET, path)).await;
        assert_eq!(told.refusal(), (400, "malformed_cursor".into()), "{path}");
        for (refused, expected) in [
            (NoSeat::NoSuchRoom, (404, "room_not_found")),
            (NoSeat::NotAMember, (403, "not_a_member")),
        ] {
            let mut ports = Ports::new();
            ports
                .rooms
                .expect_membership()
                .returning(move |_, _| Err(StoreError::Conflict(refused)));
            let told = ask(ports, ann(Method::GET, path)).await;
            assert_eq!(told.refusal(), (expected.0, expected.1.into()), "{path}");
        }
    }
}

#[actix_web::test]
async fn s26_a_cursor_of_another_list_is_malformed() {
    for path in ["/api/rooms/discover", "/api/search"] {
        // A place in the messages of a room.
        let path = format!("{path}?q=hello&cursor=cy43LjU");
        let told = ask(Ports::new(), ann(Method::GET, &path)).await;
        assert_eq!(told.refusal(), (400, "malformed_cursor".into()), "{path}");
    }
}

#[actix_web::test]
async fn an_unknown_address_and_an_unknown_method_are_told_apart() {
    for path in [
        "/api",
        "/api/",
        "/api/nowhere",
        "/api/rooms/7/nowhere",
        "/ws/other",
        "/metrics",
    ] {
        let browser = anybody(Method::GET, path).insert_header(("accept", "text/html"));
        let told = ask(Ports::new(), browser).await;
        assert_eq!(told.refusal(), (404, "not_found".into()), "{path}");
    }
    for (name, path, allowed) in [
        ("PUT", "/api/rooms", "GET, POST"),
        ("POST", "/api/rooms/7", "GET, PATCH, DELETE"),
        ("GET", "/api/messages", "POST"),
        ("GET", "/api/auth/login", "POST"),
        ("POST", "/health", "GET"),
        ("POST", "/", "GET"),
    ] {
        let told = ask(Ports::new(), anybody(method(name), path)).await;
        assert_eq!(
            told.refusal(),
            (405, "method_not_allowed".into()),
            "{name} {path}"
        );
        assert_eq!(told.header("allow"), Some(allowed));
    }
}
