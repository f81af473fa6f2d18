//! Pages of other sites: what they may read, and what they may open.

use outside::{Person, Setup, anonymous};
use serde_json::Value;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use super::{FOE, FRIEND, ask};

#[tokio::test]
async fn pages_of_an_allowed_site_read_refusals_and_limits_too() {
    let server = Setup::sqlite()
        .with("BACKEND_CORS_ORIGINS", FRIEND)
        .with("ROSTRA_RATE_LIMITS", "on")
        .start()
        .await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let leave = format!("/api/rooms/{room}/leave");
    let origin = [("origin", FRIEND)];
    for _ in 0..10 {
        ask(&server, &ann, "POST", &leave, &origin)
            .await
            .problem(403, "creator_cannot_leave");
    }
    let cases: [(u16, &Person, &str, &str); 6] = [
        (200, &ann, "GET", "/api/rooms"),
        (401, &anonymous(), "GET", "/api/rooms"),
        (404, &ann, "GET", "/api/nothing"),
        (405, &ann, "DELETE", "/api/rooms"),
        (422, &ann, "POST", "/api/rooms"),
        (429, &ann, "POST", &leave),
    ];
    for (status, person, method, path) in cases {
        let answer = ask(&server, person, method, path, &origin).await;
        assert_eq!(answer.status, status, "{answer:?}");
        assert_eq!(
            answer.header("access-control-allow-origin"),
            FRIEND,
            "{answer:?}"
        );
        assert_eq!(
            answer.header("access-control-allow-credentials"),
            "",
            "{answer:?}"
        );
        let exposed = answer
            .header("access-control-expose-headers")
            .to_lowercase();
        for name in [
            "x-request-id",
            "retry-after",
            "x-ratelimit-remaining",
            "x-next-cursor",
        ] {
            assert!(exposed.contains(name), "{name}: {answer:?}");
        }
        let answer = ask(&server, person, method, path, &[("origin", FOE)]).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "",
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn a_preflight_lets_in_who_is_allowed_and_nobody_else() {
    let open = Setup::sqlite()
        .with("BACKEND_CORS_ORIGINS", FRIEND)
        .start()
        .await;
    let closed = Setup::sqlite().start().await;
    for method in ["GET", "POST", "PATCH", "PUT", "DELETE"] {
        let wanted = |origin: &'static str| {
            [
                ("origin", origin),
                ("access-control-request-method", method),
                (
                    "access-control-request-headers",
                    "authorization,content-type",
                ),
            ]
        };
        let nobody = anonymous();
        let answer = ask(
            &open,
            &nobody,
            "OPTIONS",
            "/api/messages/1",
            &wanted(FRIEND),
        )
        .await;
        assert!([200, 204].contains(&answer.status), "{answer:?}");
        assert_eq!(
            answer.header("access-control-allow-origin"),
            FRIEND,
            "{answer:?}"
        );
        assert!(
            answer
                .header("access-control-allow-methods")
                .contains(method),
            "{answer:?}"
        );
        let allowed = answer.header("access-control-allow-headers").to_lowercase();
        assert!(
            allowed.contains("authorization") && allowed.contains("content-type"),
            "{answer:?}"
        );
        for (server, origin) in [(&open, FOE), (&open, "null"), (&closed, FRIEND)] {
            let answer = ask(
                server,
                &nobody,
                "OPTIONS",
                "/api/messages/1",
                &wanted(origin),
            )
            .await;
            assert_eq!(
                answer.header("access-control-allow-origin"),
                "",
                "{answer:?}"
            );
            assert!((400..500).contains(&answer.status), "{answer:?}");
            answer.assert_problem(answer.status);
        }
    }
}

#[tokio::test]
async fn s18_a_socket_of_a_foreign_page_is_refused_with_403() {
    let server = Setup::sqlite()
        .with("BACKEND_CORS_ORIGINS", FRIEND)
        .start()
        .await;
    let ann = server.person("Ann").await;
    let near = format!("{}.evil.example.org", server.url());
    for origin in [FOE, "null", "", near.as_str(), "file://"] {
        let url = format!("{}?token={}", server.socket_url(), ann.token);
        let mut request = url.into_client_request().unwrap();
        request
            .headers_mut()
            .insert("Origin", origin.parse().unwrap());
        let Err(Error::Http(response)) = connect_async(request).await else {
            panic!("{origin} was let in");
        };
        assert_eq!(response.status(), 403, "{origin}");
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        let body: Value = serde_json::from_slice(response.body().as_ref().unwrap()).unwrap();
        assert_eq!(body["code"], "origin_not_allowed");
    }
}
