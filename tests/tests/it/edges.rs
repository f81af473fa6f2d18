//! The edge where answers are rare: assets, preflights, refusals and their headers, proxies that
//! lie.

mod pages;
mod sites;

use outside::{Answer, Person, Server, Setup, anonymous};
use reqwest::Method;
use serde_json::json;

const FRIEND: &str = "https://chat.example.org";
const FOE: &str = "https://evil.example.org";

type Headers<'a> = &'a [(&'a str, &'a str)];

async fn ask(
    server: &Server,
    person: &Person,
    method: &str,
    path: &str,
    with: Headers<'_>,
) -> Answer {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let request = person.request(server, method, path);
    let request = with
        .iter()
        .fold(request, |it, (name, value)| it.header(*name, *value));
    person.send(request).await
}

async fn browse(server: &Server, path: &str) -> Answer {
    let accept = "text/html,application/xhtml+xml,*/*;q=0.8";
    ask(server, &anonymous(), "GET", path, &[("accept", accept)]).await
}

/// A file that the page loads; none in a debug build, where a stub is in the page's place.
async fn asset(server: &Server) -> Option<String> {
    let page = browse(server, "/").await.text;
    let rest = &page[page.find("/assets/")?..];
    rest.split('"').next().map(str::to_owned)
}

#[tokio::test]
async fn every_kind_of_answer_is_protected_and_named() {
    let server = Setup::sqlite()
        .with("BACKEND_CORS_ORIGINS", FRIEND)
        .start()
        .await;
    let ann = server.person("Ann").await;
    let html = ("accept", "text/html");
    // The page itself stands for an asset that is not there.
    let asset = asset(&server).await.unwrap_or("/".to_owned());
    let etag = ask(&server, &ann, "GET", &asset, &[html]).await;
    let etag = etag.header("etag");
    let preflight = [
        ("origin", FRIEND),
        ("access-control-request-method", "POST"),
    ];
    let cases: [(u16, &str, &str, Headers<'_>); 12] = [
        (200, "GET", "/api/rooms", &[]),
        (200, "HEAD", "/", &[html]),
        (200, "GET", &asset, &[html]),
        (304, "GET", &asset, &[html, ("if-none-match", etag)]),
        (200, "OPTIONS", "/api/rooms", &preflight),
        (400, "GET", "/api/search?q=x&cursor=x", &[]),
        (403, "GET", "/ws/connect", &[("origin", FOE)]),
        (404, "GET", "/assets/nothing.js", &[html]),
        (405, "DELETE", "/api/rooms", &[]),
        (413, "POST", "/api/rooms", &[("content-length", "99999999")]),
        (422, "GET", "/api/rooms/0", &[]),
        (426, "GET", "/ws/connect", &[]),
    ];
    for (status, method, path, with) in cases {
        let mut with = with.to_vec();
        with.push(("x-request-id", "told.by_the-client"));
        let answer = ask(&server, &ann, method, path, &with).await;
        let told = format!("{method} {path}: {answer:?}");
        assert_eq!(answer.status, status, "{told}");
        if status >= 400 {
            answer.assert_problem(status);
        }
        assert_eq!(
            answer.header("x-request-id"),
            "told.by_the-client",
            "{told}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{told}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{told}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{told}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{told}"
        );
        assert_eq!(answer.header("server"), "", "{told}");
    }
}

#[tokio::test]
async fn generated_request_ids_are_never_the_same_and_long_ones_are_not_taken() {
    let server = Setup::sqlite().start().await;
    let mut ids = std::collections::BTreeSet::new();
    for _ in 0..50 {
        let answer = ask(&server, &anonymous(), "GET", "/api/nothing", &[]).await;
        assert!(
            ids.insert(answer.header("x-request-id").to_owned()),
            "{answer:?}"
        );
    }
    let (longest, longer) = ("x".repeat(64), "x".repeat(65));
    for (given, is_taken) in [(&longest, true), (&longer, false)] {
        let with = [("x-request-id", given.as_str())];
        let answer = ask(&server, &anonymous(), "GET", "/health", &with).await;
        assert_eq!(
            answer.header("x-request-id") == given,
            is_taken,
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn s21_behind_a_proxy_the_last_address_it_vouches_for_counts() {
    let server = Setup::sqlite()
        .with("ROSTRA_RATE_LIMITS", "on")
        .with("ROSTRA_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8")
        .start()
        .await;
    let sign_in = async |chain: &str| {
        let request = anonymous().request(&server, Method::POST, "/api/auth/login");
        let request = request.header("x-forwarded-for", chain);
        // Each name once: guesses at one account are slowed down earlier.
        let form = json!({"username": outside::uuid(), "password": "wrong horse"});
        anonymous().send(request.json(&form)).await
    };
    // What the client put before its own address is its own invention.
    for number in 0..10_u8 {
        let answer = sign_in(&format!("198.51.100.{number}, 203.0.113.7, 10.1.2.3")).await;
        answer.problem(401, "invalid_credentials");
    }
    sign_in("198.51.100.99, 203.0.113.7")
        .await
        .problem(429, "rate_limited");
    sign_in("203.0.113.7, 203.0.113.8")
        .await
        .problem(401, "invalid_credentials");
}

#[tokio::test]
async fn only_a_trusted_proxy_can_say_that_the_browser_came_by_tls() {
    let header = [("x-forwarded-proto", "https")];
    for (proxies, is_trusted) in [("127.0.0.1", true), ("192.0.2.1", false)] {
        let server = Setup::sqlite()
            .with("ROSTRA_TRUSTED_PROXIES", proxies)
            .start()
            .await;
        for path in ["/", "/api/rooms", "/api/nothing"] {
            let answer = ask(&server, &anonymous(), "GET", path, &header).await;
            let promised = answer.header("strict-transport-security");
            assert_eq!(promised.contains("max-age="), is_trusted, "{answer:?}");
            let answer = ask(&server, &anonymous(), "GET", path, &[]).await;
            assert_eq!(answer.header("strict-transport-security"), "", "{answer:?}");
        }
    }
}
