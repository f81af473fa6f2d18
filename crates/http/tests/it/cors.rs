//! Pages of other origins.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use http::{HttpSettings, InvalidOrigin, Origin};

use crate::given::{Ports, ann, anybody, ask_with, breakdown, settings};

const FRIEND: &str = "https://chat.example.org";

fn friendly() -> HttpSettings {
    HttpSettings {
        cors_origins: vec![FRIEND.parse().unwrap()],
        ..settings()
    }
}

fn preflight(origin: &str, method: &str, headers: &str) -> TestRequest {
    anybody(Method::OPTIONS, "/api/rooms/7/read")
        .insert_header(("origin", origin))
        .insert_header(("access-control-request-method", method))
        .insert_header(("access-control-request-headers", headers))
}

#[actix_web::test]
async fn a_configured_origin_may_send_what_the_client_sends() {
    for method in ["GET", "POST", "PATCH", "DELETE", "PUT"] {
        let asked = preflight(
            FRIEND,
            method,
            "authorization,content-type,x-request-id,traceparent",
        );
        let told = ask_with(friendly(), Ports::new(), asked).await;
        assert_eq!(told.status, 200, "{method}");
        assert_eq!(told.header("access-control-allow-origin"), Some(FRIEND));
        assert_eq!(told.header("access-control-allow-credentials"), None);
        assert!(told.header("x-request-id").is_some());
    }
}

#[actix_web::test]
async fn an_unknown_origin_is_told_so() {
    let asked = preflight("https://evil.example.org", "GET", "authorization");
    let told = ask_with(friendly(), Ports::new(), asked).await;
    assert_eq!(told.refusal(), (403, "origin_not_allowed".into()));
    assert_eq!(told.header("access-control-allow-origin"), None);
}

#[actix_web::test]
async fn where_no_origin_is_configured_none_is_let_in() {
    let asked = preflight(FRIEND, "GET", "authorization");
    let told = ask_with(settings(), Ports::new(), asked).await;
    assert_eq!(told.refusal(), (405, "method_not_allowed".into()));
    assert_eq!(told.header("access-control-allow-origin"), None);
}

#[actix_web::test]
async fn refusals_and_errors_can_be_read_by_the_page() {
    let mut broken = Ports::new();
    broken.rooms.expect_seats().returning(|_| Err(breakdown()));
    for (ports, request, status) in [
        (Ports::new(), anybody(Method::GET, "/api/rooms"), 401),
        (Ports::new(), anybody(Method::GET, "/api/nowhere"), 404),
        (Ports::new(), ann(Method::GET, "/api/rooms/0"), 422),
        (broken, ann(Method::GET, "/api/rooms"), 500),
    ] {
        let request = request.insert_header(("origin", FRIEND));
        let told = ask_with(friendly(), ports, request).await;
        assert_eq!(told.status, status);
        assert_eq!(told.header("access-control-allow-origin"), Some(FRIEND));
        let exposed = told.header("access-control-expose-headers").unwrap();
        for name in [
            "x-request-id",
            "x-ratelimit-reset",
            "retry-after",
            "x-next-cursor",
        ] {
            assert!(exposed.to_ascii_lowercase().contains(name), "{name}");
        }
    }
}

#[actix_web::test]
async fn without_an_origin_nothing_is_said() {
    let told = ask_with(friendly(), Ports::new(), anybody(Method::GET, "/health")).await;
    assert_eq!(told.header("access-control-allow-origin"), None);
}

#[test]
fn an_origin_is_scheme_host_and_port() {
    for (text, expected) in [
        ("https://chat.example.org", Some("https://chat.example.org")),
        ("HTTP://Localhost:5173/", Some("http://localhost:5173")),
        ("http://[::1]:8000", Some("http://[::1]:8000")),
        ("*", None),
        ("https://*.example.org", None),
        ("https://example.org/chat", None),
        ("https://example.org?x", None),
        ("ftp://example.org", None),
        ("https://user@example.org", None),
        ("example.org", None),
        ("null", None),
        ("", None),
    ] {
        let parsed: Result<Origin, InvalidOrigin> = text.parse();
        let parsed = parsed.as_ref().map(Origin::as_str).ok();
        assert_eq!(parsed, expected, "{text:?}");
    }
}
