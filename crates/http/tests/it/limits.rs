//! How often a client may ask.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::http::Method;
use actix_web::test::{TestRequest, init_service};
use domain::{Appended, Limited, Quota, Verdict};
use http::{Http, HttpSettings, RateLimits, TrustedProxies};
use serde_json::json;

use crate::given::{
    ANN, Ports, account, ann, ann_sends, anybody, ask, ask_app, message, seat, settings,
};

fn limited() -> HttpSettings {
    HttpSettings {
        rate_limits: RateLimits::On {
            api_per_minute: NonZeroU32::new(600).unwrap(),
        },
        ..settings()
    }
}

fn behind(proxy: &str) -> HttpSettings {
    HttpSettings {
        trusted_proxies: TrustedProxies::new(vec![proxy.parse().unwrap()]),
        ..limited()
    }
}

fn ports() -> Ports {
    let mut ports = Ports::new().with_passwords();
    ports.accounts.expect_open().returning(|_| Ok(account(ANN)));
    ports.sessions.expect_begin().returning(|_| Ok(()));
    ports.accounts.expect_credentials().returning(|_| Ok(None));
    ports
        .rooms
        .expect_join()
        .returning(|_, user, _| Ok(seat(user)));
    ports.rooms.expect_leave().returning(|_, _| Ok(()));
    ports.rooms.expect_discover().returning(|_, _| Ok(vec![]));
    ports
}

fn register() -> TestRequest {
    let form = json!({"username": "Ann", "email": "ann@example.org", "password": "correct horse"});
    anybody(Method::POST, "/api/auth/register").set_json(form)
}

fn log_in() -> TestRequest {
    let form = json!({"username": "Ann", "password": "wrong horse"});
    anybody(Method::POST, "/api/auth/login").set_json(form)
}

fn from(address: &str, request: TestRequest) -> TestRequest {
    let address: SocketAddr = address.parse().unwrap();
    request.peer_addr(address)
}

/// How many requests in a row are let through, up to 50.
macro_rules! let_through {
    ($app:expr, $request:expr) => {{
        let mut count = 0;
        while count < 50 && ask_app($app, $request).await.status != 429 {
            count += 1;
        }
        count
    }};
}

#[actix_web::test]
async fn every_limited_route_has_its_limit() {
    let app = init_service(Http::new(limited(), ports().services()).app()).await;
    assert_eq!(let_through!(&app, register()), 5);
    assert_eq!(let_through!(&app, log_in()), 10);
    assert_eq!(
        let_through!(&app, ann(Method::POST, "/api/rooms/7/join")),
        10
    );
    assert_eq!(
        let_through!(&app, ann(Method::POST, "/api/rooms/8/leave")),
        10
    );
    assert_eq!(
        let_through!(&app, ann(Method::GET, "/api/rooms/discover")),
        30
    );
}

#[actix_web::test]
async fn nothing_is_limited_when_limits_are_off() {
    let app = init_service(Http::new(settings(), ports().services()).app()).await;
    assert_eq!(let_through!(&app, log_in()), 50);
    let told = ask_app(&app, log_in()).await;
    assert_eq!(told.header("x-ratelimit-limit"), None);
}

#[actix_web::test]
async fn every_answer_of_a_limited_route_tells_what_is_left() {
    let app = init_service(Http::new(limited(), ports().services()).app()).await;
    for remaining in (0..5).rev() {
        let told = ask_app(&app, register()).await;
        assert_eq!(told.status, 201);
        assert_eq!(told.header("x-ratelimit-limit"), Some("5"));
        let left = remaining.to_string();
        assert_eq!(told.header("x-ratelimit-remaining"), Some(left.as_str()));
        let reset = (12 * (5 - remaining)).to_string();
        assert_eq!(told.header("x-ratelimit-reset"), Some(reset.as_str()));
    }
    let told = ask_app(&app, register()).await;
    assert_eq!(told.refusal(), (429, "rate_limited".into()));
    assert_eq!(told.header("x-ratelimit-limit"), Some("5"));
    assert_eq!(told.header("x-ratelimit-remaining"), Some("0"));
    assert_eq!(told.header("x-ratelimit-reset"), Some("60"));
    assert_eq!(told.header("retry-after"), Some("12"));
    assert_eq!(told.header("x-ratelimit-after"), None);
}

#[actix_web::test]
async fn limits_are_shared_by_all_workers() {
    let http = Http::new(limited(), ports().services());
    let one = init_service(http.app()).await;
    let other = init_service(http.clone().app()).await;
    for _ in 0..5 {
        ask_app(&one, register()).await;
    }
    assert_eq!(ask_app(&other, register()).await.status, 429);
}

#[actix_web::test]
async fn addresses_are_counted_apart_and_networks_of_version_six_together() {
    let app = init_service(Http::new(limited(), ports().services()).app()).await;
    for (address, expected) in [
        ("192.0.2.1:1", 5),
        ("192.0.2.1:2", 0),
        ("192.0.2.2:1", 5),
        ("[2001:db8:1:2::1]:1", 5),
        ("[2001:db8:1:2:ffff::9]:1", 0),
        ("[2001:db8:1:3::1]:1", 5),
        ("[::ffff:192.0.2.2]:1", 0),
    ] {
        let counted = let_through!(&app, from(address, register()));
        assert_eq!(counted, expected, "{address}");
    }
}

#[actix_web::test]
async fn accounts_are_counted_apart_wherever_they_are() {
    let app = init_service(Http::new(limited(), ports().services()).app()).await;
    let path = "/api/rooms/7/join";
    assert_eq!(let_through!(&app, ann(Method::POST, path)), 10);
    let elsewhere = || from("192.0.2.99:1", ann(Method::POST, path));
    assert_eq!(let_through!(&app, elsewhere()), 0);
    let bob = || anybody(Method::POST, path).insert_header(("authorization", "Bearer bob"));
    assert_eq!(let_through!(&app, bob()), 10);
}

#[actix_web::test]
async fn who_is_not_signed_in_is_told_so_and_not_counted() {
    let app = init_service(Http::new(limited(), ports().services()).app()).await;
    let path = "/api/rooms/7/join";
    for _ in 0..20 {
        let told = ask_app(&app, anybody(Method::POST, path)).await;
        assert_eq!(told.refusal(), (401, "not_authenticated".into()));
    }
    assert_eq!(let_through!(&app, ann(Method::POST, path)), 10);
}

#[actix_web::test]
async fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
    let forwarded = |hops: &str| register().insert_header(("x-forwarded-for", hops));
    let app = init_service(Http::new(behind("192.0.2.0/24"), ports().services()).app()).await;
    for (hops, expected) in [
        ("203.0.113.1", 5),
        // What the client itself claims stands on the left and is not believed.
        ("1.2.3.4, 203.0.113.1", 0),
        ("203.0.113.2, 192.0.2.77", 5),
        ("203.0.113.2", 0),
        ("203.0.113.3:4711", 5),
        ("203.0.113.3", 0),
        ("[2001:db8::1]:4711", 5),
        ("2001:db8::2", 0),
    ] {
        let counted = let_through!(&app, forwarded(hops));
        assert_eq!(counted, expected, "{hops}");
    }
    // Nonsense is laid at the door of the proxy that passed it on.
    assert_eq!(let_through!(&app, forwarded("nonsense")), 5);
    assert_eq!(let_through!(&app, forwarded("")), 0);
    let app = init_service(Http::new(behind("198.51.100.1"), ports().services()).app()).await;
    assert_eq!(let_through!(&app, forwarded("203.0.113.1")), 5);
    assert_eq!(let_through!(&app, forwarded("203.0.113.2")), 0);
}

#[test]
fn a_network_is_an_address_with_or_without_a_length() {
    for (text, is_sound) in [
        ("10.0.0.7", true),
        ("10.0.0.0/8", true),
        ("0.0.0.0/0", true),
        ("::1", true),
        ("2001:db8::/32", true),
        ("10.0.0.0/33", false),
        ("::/129", false),
        ("10.0.0.0/", false),
        ("localhost", false),
        ("", false),
    ] {
        assert_eq!(text.parse::<http::Network>().is_ok(), is_sound, "{text:?}");
    }
}

fn say_hello() -> TestRequest {
    let form = json!({"room_id": 7, "content": "hello"});
    ann_sends(Method::POST, "/api/messages", form)
}

#[actix_web::test]
async fn sends_tell_what_the_limiter_says() {
    let mut ports = Ports::new();
    ports
        .limiter
        .expect_take()
        .withf(|what| *what == Limited::Sends(ANN))
        .returning(|_| {
            Ok(Verdict::Allowed(Some(Quota {
                limit: 30,
                remaining: 29,
                reset_in: Duration::from_millis(1_500),
            })))
        });
    ports
        .messages
        .expect_append()
        .returning(|_| Ok(Appended::New(message(6))));
    let told = ask(ports, say_hello()).await;
    assert_eq!(told.status, 201);
    assert_eq!(told.header("x-ratelimit-limit"), Some("30"));
    assert_eq!(told.header("x-ratelimit-remaining"), Some("29"));
    assert_eq!(told.header("x-ratelimit-reset"), Some("2"));
}

#[actix_web::test]
async fn who_sends_too_much_is_told_when_to_come_back() {
    for (wait, told_as) in [(0, "1"), (1, "1"), (1_000, "1"), (1_001, "2")] {
        let mut ports = Ports::new();
        ports.limiter.expect_take().returning(move |_| {
            Ok(Verdict::Refused {
                quota: Quota {
                    limit: 30,
                    remaining: 0,
                    reset_in: Duration::from_secs(60),
                },
                retry_after: Duration::from_millis(wait),
            })
        });
        let told = ask(ports, say_hello()).await;
        assert_eq!(told.refusal(), (429, "rate_limited".into()));
        assert_eq!(told.header("retry-after"), Some(told_as));
        assert_eq!(told.header("x-ratelimit-remaining"), Some("0"));
    }
}
