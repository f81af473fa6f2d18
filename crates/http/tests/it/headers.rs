//! What is true of every answer.

use actix_web::http::Method;
use domain::StoreError;
use http::HttpSettings;
use serde_json::Value;

use crate::given::{Ports, Told, ann, anybody, ask, ask_with, breakdown, settings};

const SECURITY: [(&str, &str); 3] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
];

fn with_broken_store() -> Ports {
    let mut ports = Ports::new();
    ports.rooms.expect_seats().returning(|_| Err(breakdown()));
    ports
}

async fn all_sorts() -> Vec<Told> {
    vec![
        ask(Ports::new(), anybody(Method::GET, "/health")).await,
        ask(Ports::new(), anybody(Method::GET, "/")).await,
        ask(Ports::new(), anybody(Method::GET, "/api/rooms")).await,
        ask(Ports::new(), anybody(Method::GET, "/api/nowhere")).await,
        ask(Ports::new(), anybody(Method::PUT, "/api/rooms")).await,
        ask(with_broken_store(), ann(Method::GET, "/api/rooms")).await,
    ]
}

#[actix_web::test]
async fn every_answer_bears_its_id_and_the_security_headers() {
    let statuses: Vec<_> = all_sorts().await.iter().map(|told| told.status).collect();
    assert_eq!(statuses, [200, 200, 401, 404, 405, 500]);
    for told in all_sorts().await {
        for (name, value) in SECURITY {
            assert_eq!(told.header(name), Some(value), "{}", told.status);
        }
        let policy = told.header("content-security-policy").unwrap();
        assert_eq!(policy, "default-src 'none'; frame-ancestors 'none'");
        assert!(told.header("x-request-id").is_some_and(|id| id.len() > 8));
        assert_eq!(told.header("strict-transport-security"), None);
    }
}

#[actix_web::test]
async fn no_two_requests_have_one_id() {
    let id = || async {
        let told = ask(Ports::new(), anybody(Method::GET, "/health")).await;
        told.header("x-request-id").unwrap().to_owned()
    };
    assert_ne!(id().await, id().await);
}

#[actix_web::test]
async fn a_sane_request_id_is_kept_and_any_other_replaced() {
    let long = "a".repeat(65);
    for (given, is_kept) in [
        ("abc-123_4.5", true),
        ("", false),
        ("with space", false),
        ("<script>", false),
        (long.as_str(), false),
    ] {
        let request = anybody(Method::GET, "/health").insert_header(("x-request-id", given));
        let told = ask(Ports::new(), request).await;
        let id = told.header("x-request-id").unwrap();
        assert_eq!(id == given, is_kept, "{given}");
        assert!(!id.is_empty());
    }
}

#[actix_web::test]
async fn s40_a_server_error_tells_its_id_and_nothing_else() {
    let told = ask(with_broken_store(), ann(Method::GET, "/api/rooms")).await;
    assert_eq!(told.refusal(), (500, "internal".into()));
    let id = told.header("x-request-id").map(Value::from);
    assert_eq!(told.json().get("request_id").cloned(), id);
    let text = String::from_utf8(told.body.to_vec()).unwrap();
    assert!(!text.contains("db-7") && !text.contains("garden"));
}

#[actix_web::test]
async fn a_fault_of_authentication_is_no_401() {
    let mut ports = Ports::new();
    ports.sessions.checkpoint();
    ports
        .sessions
        .expect_owner()
        .returning(|_, _, _| Err(breakdown()));
    let told = ask(ports, ann(Method::GET, "/api/rooms")).await;
    assert_eq!(told.refusal(), (500, "internal".into()));
}

#[actix_web::test]
async fn a_failed_authentication_names_the_scheme() {
    for told in [
        ask(Ports::new(), anybody(Method::GET, "/api/rooms")).await,
        wrong_password().await,
    ] {
        assert_eq!(told.status, 401);
        assert_eq!(told.header("www-authenticate"), Some("Bearer"));
    }
}

async fn wrong_password() -> Told {
    let mut ports = Ports::new().with_passwords();
    ports.accounts.expect_credentials().returning(|_| Ok(None));
    let login = anybody(Method::POST, "/api/auth/login");
    let given = serde_json::json!({"username": "Ann", "password": "wrong"});
    ask(ports, login.set_json(given)).await
}

#[actix_web::test]
async fn a_refusal_is_one_plain_sentence() {
    let mut ports = Ports::new();
    ports
        .rooms
        .expect_join()
        .returning(|_, _, _| Err(StoreError::Conflict(domain::JoinRefused::AlreadyAMember)));
    let told = ask(ports, ann(Method::POST, "/api/rooms/7/join")).await;
    let expected = serde_json::json!({
        "type": "/problems/already_a_member",
        "title": "Already a member",
        "status": 409,
        "code": "already_a_member",
        "detail": "Already a member of this room.",
    });
    assert_eq!(told.json(), expected);
}

fn behind(proxy: &str) -> HttpSettings {
    let network = proxy.parse().unwrap();
    HttpSettings {
        trusted_proxies: http::TrustedProxies::new(vec![network]),
        ..settings()
    }
}

#[actix_web::test]
async fn tls_is_demanded_only_when_a_trusted_proxy_says_it_was_used() {
    for (trusted, proto, expected) in [
        ("192.0.2.1", "https", true),
        ("192.0.2.0/24", "HTTPS", true),
        ("192.0.2.1", "http", false),
        ("192.0.2.1", "https, http", false),
        ("198.51.100.1", "https", false),
    ] {
        let request = anybody(Method::GET, "/health");
        let request = request.insert_header(("x-forwarded-proto", proto));
        let told = ask_with(behind(trusted), Ports::new(), request).await;
        let demanded = told.header("strict-transport-security").is_some();
        assert_eq!(demanded, expected, "{trusted} {proto}");
    }
}

#[actix_web::test]
async fn answers_for_one_person_are_kept_by_no_cache() {
    let told = ask(Ports::new(), ann(Method::GET, "/api/auth/me")).await;
    assert_eq!(told.header("cache-control"), Some("no-store"));
    assert_eq!(told.header("content-type"), Some("application/json"));
}
