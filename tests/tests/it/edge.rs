//! What is true of every answer: headers, request ids, CORS, unknown addresses and methods.

use outside::{Answer, Person, Server, Setup, anonymous};
use reqwest::Method;
use serde_json::{Value, json};

async fn with(server: &Server, person: &Person, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = person.request(server, Method::GET, path);
    let request = headers
        .iter()
        .fold(request, |it, (name, value)| it.header(*name, *value));
    person.send(request).await
}

#[tokio::test]
async fn s36_every_answer_bears_the_security_headers_and_an_id() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let paths = [
        "/",
        "/health",
        "/ready",
        "/api/rooms",
        "/api/nothing",
        "/nothing",
        "/api/auth/me",
    ];
    for path in paths {
        for person in [&ann, &anonymous()] {
            for accept in ["text/html", "*/*"] {
                let answer = with(&server, person, path, &[("accept", accept)]).await;
                let told = format!("{} {path} {accept}: {:?}", answer.status, answer.headers);
                assert_eq!(answer.header("x-content-type-options"), "nosniff", "{told}");
                assert_eq!(answer.header("x-frame-options"), "DENY", "{told}");
                assert_eq!(answer.header("referrer-policy"), "no-referrer", "{told}");
                let policy = answer.header("content-security-policy");
                assert!(
                    policy.contains("default-src") && !policy.contains("unsafe"),
                    "{told}"
                );
                assert!(!answer.header("x-request-id").is_empty(), "{told}");
                assert_eq!(answer.header("access-control-allow-origin"), "", "{told}");
            }
        }
    }
}

#[tokio::test]
async fn behind_a_proxy_that_speaks_tls_browsers_are_told_to_stay_there() {
    let https = [("x-forwarded-proto", "https")];
    let server = Setup::sqlite()
        .with("ROSTRA_TRUSTED_PROXIES", "127.0.0.1")
        .start()
        .await;
    let answer = with(&server, &anonymous(), "/health", &https).await;
    assert!(
        answer
            .header("strict-transport-security")
            .contains("max-age="),
        "{answer:?}"
    );
    let answer = with(&server, &anonymous(), "/health", &[]).await;
    assert_eq!(answer.header("strict-transport-security"), "", "{answer:?}");
    let server = Setup::sqlite().start().await;
    let answer = with(&server, &anonymous(), "/health", &https).await;
    assert_eq!(
        answer.header("strict-transport-security"),
        "",
        "nobody vouches: {answer:?}"
    );
}

#[tokio::test]
async fn a_request_id_is_taken_over_when_it_is_sane() {
    let server = Setup::sqlite().start().await;
    let id_of = async |given: &str| {
        let answer = with(&server, &anonymous(), "/health", &[("x-request-id", given)]).await;
        answer.header("x-request-id").to_owned()
    };
    assert_eq!(id_of("abc-123").await, "abc-123");
    for odd in ["a b", "<script>", "x\"y", &"x".repeat(1_000)] {
        let given = id_of(odd).await;
        assert!(given != odd && !given.is_empty(), "{odd}");
    }
}

#[tokio::test]
async fn an_unknown_address_or_method_is_a_problem() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    for path in [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/rooms/1/nothing",
        "/api/../etc/passwd",
    ] {
        ann.get(&server, path).await.problem(404, "not_found");
    }
    let wrong = [
        ("PUT", "/api/rooms"),
        ("DELETE", "/api/auth/me"),
        ("GET", "/api/auth/login"),
        ("PATCH", "/api/messages"),
        ("POST", "/health"),
        ("BREW", "/api/rooms"),
    ];
    for (method, path) in wrong {
        let answer = ann.ask(&server, method, path, &Value::Null).await;
        assert!(
            !answer.header("allow").is_empty(),
            "{method} {path}: {:?}",
            answer.headers
        );
        answer.problem(405, "method_not_allowed");
    }
}

#[tokio::test]
async fn the_front_door_knows_browsers_from_programs() {
    let server = Setup::sqlite().start().await;
    let page = with(
        &server,
        &anonymous(),
        "/",
        &[("accept", "text/html,*/*;q=0.8")],
    )
    .await;
    assert!(
        page.header("content-type").starts_with("text/html"),
        "{page:?}"
    );
    for path in ["/login", "/register", "/chat", "/rooms/1"] {
        let page = with(&server, &anonymous(), path, &[("accept", "text/html")]).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{page:?}"
        );
    }
    let plain = anonymous().get(&server, "/").await.expect(200);
    assert_eq!(plain, json!({"message": "Chat API is running"}));
}

#[tokio::test]
async fn only_pages_of_allowed_sites_may_read_answers() {
    let server = Setup::sqlite()
        .with(
            "BACKEND_CORS_ORIGINS",
            r#"["https://a.example.org","https://b.example.org/"]"#,
        )
        .start()
        .await;
    let ann = server.person("Ann").await;
    for origin in ["https://a.example.org", "https://b.example.org"] {
        for path in ["/api/rooms", "/api/rooms/9999", "/api/nothing"] {
            let answer = with(&server, &ann, path, &[("origin", origin)]).await;
            assert_eq!(
                answer.header("access-control-allow-origin"),
                origin,
                "{answer:?}"
            );
            let vary = answer.header("vary").to_lowercase();
            assert!(vary.contains("origin"), "{answer:?}");
        }
    }
    for origin in [
        "https://evil.example.org",
        "http://a.example.org",
        "https://a.example.org.evil.org",
        "null",
    ] {
        let answer = with(&server, &ann, "/api/rooms", &[("origin", origin)]).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "",
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn the_documents_are_served_in_debug_mode_only() {
    let server = Setup::sqlite().start().await;
    for path in ["/docs", "/openapi.json"] {
        assert_eq!(anonymous().get(&server, path).await.status, 404, "{path}");
    }
    let server = Setup::sqlite().with("DEBUG", "true").start().await;
    let document = anonymous().get(&server, "/openapi.json").await.expect(200);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(anonymous().get(&server, "/docs").await.status, 200);
}
