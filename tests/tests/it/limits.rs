//! Limits: the headers that tell of them, and what happens beyond.

use outside::{Answer, Setup, anonymous, uuid};
use reqwest::Method;
use serde_json::{Value, json};

fn limited() -> Setup {
    Setup::sqlite().with("ROSTRA_RATE_LIMITS", "on")
}

fn number(answer: &Answer, header: &str) -> u64 {
    let text = answer.header(header);
    text.parse().unwrap_or_else(|_| panic!("{header} is `{text}`: {answer:?}"))
}

fn assert_told(answer: &Answer, limit: u64, remaining: u64) {
    assert_eq!(number(answer, "x-ratelimit-limit"), limit, "{answer:?}");
    assert_eq!(number(answer, "x-ratelimit-remaining"), remaining, "{answer:?}");
    assert!(number(answer, "x-ratelimit-reset") <= 60, "{answer:?}");
}

fn assert_refused(answer: Answer) {
    let wait = number(&answer, "retry-after");
    assert!((1..=60).contains(&wait), "{answer:?}");
    assert_eq!(answer.header("x-ratelimit-remaining"), "0", "{answer:?}");
    answer.problem(429, "rate_limited");
}

#[tokio::test]
async fn five_registrations_a_minute_come_from_one_address() {
    let server = limited().start().await;
    for number in 0..5 {
        let form = json!({"username": format!("Ann {number}"), "email": format!("a{number}@example.org"), "password": "correct horse"});
        let answer = anonymous().post(&server, "/api/auth/register", &form).await;
        assert_told(&answer, 5, 4 - number);
        answer.expect(201);
    }
    let form = json!({"username": "Ann", "email": "a@example.org", "password": "correct horse"});
    assert_refused(anonymous().post(&server, "/api/auth/register", &form).await);
}

#[tokio::test]
async fn ten_sign_ins_a_minute_come_from_one_address_whatever_it_claims() {
    let server = limited().start().await;
    let form = json!({"username": "Ann", "password": "wrong horse"});
    for number in 0..11_u8 {
        let request = anonymous().request(&server, Method::POST, "/api/auth/login").json(&form);
        let forged = format!("203.0.113.{number}");
        let answer = anonymous().send(request.header("x-forwarded-for", forged)).await;
        if number < 10 {
            answer.problem(401, "invalid_credentials");
        } else {
            assert_refused(answer);
        }
    }
}

#[tokio::test]
async fn behind_a_trusted_proxy_every_client_counts_alone() {
    let server = limited().with("ROSTRA_TRUSTED_PROXIES", "127.0.0.1").start().await;
    let form = json!({"username": "Ann", "password": "wrong horse"});
    for number in 0..11_u8 {
        let request = anonymous().request(&server, Method::POST, "/api/auth/login").json(&form);
        let client = format!("203.0.113.{number}");
        let answer = anonymous().send(request.header("x-forwarded-for", client)).await;
        answer.problem(401, "invalid_credentials");
    }
}

#[tokio::test]
async fn rooms_are_discovered_joined_and_left_a_limited_number_of_times() {
    let server = limited().start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    let routes = [("GET", "/api/rooms/discover".to_owned(), 30),
        ("POST", format!("/api/rooms/{room}/join"), 10),
        ("POST", format!("/api/rooms/{room}/leave"), 10)];
    for (method, path, limit) in routes {
        for taken in 1..=limit {
            let answer = bob.ask(&server, method, &path, &Value::Null).await;
            assert_ne!(answer.status, 429, "{taken} of {limit}: {answer:?}");
            assert_eq!(number(&answer, "x-ratelimit-limit"), limit, "{answer:?}");
        }
        assert_refused(bob.ask(&server, method, &path, &Value::Null).await);
        // Another person is not held back by it.
        assert_ne!(ann.ask(&server, method, &path, &Value::Null).await.status, 429);
    }
}

#[tokio::test]
async fn thirty_messages_a_minute_come_from_one_person_over_all_their_devices() {
    let server = limited().start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut devices = [ann.hears(&server, room).await, ann.hears(&server, room).await];
    for number in 0..29 {
        let device = number % 2;
        devices[device].send(room, &format!("{number}")).await;
        for socket in &mut devices {
            socket.hear("new_message").await;
        }
    }
    let answer = ann.post(&server, "/api/messages", &json!({"room_id": room, "content": "29"})).await;
    assert_told(&answer, 30, 0);
    answer.expect(201);
    let client_id = devices[0].send(room, "one too many").await;
    let error = devices[0].hear("error").await;
    assert_eq!((&error["code"], &error["client_id"]), (&json!("rate_limited"), &json!(client_id)));
    let order = json!({"room_id": room, "content": "one too many", "client_id": uuid()});
    assert_refused(ann.post(&server, "/api/messages", &order).await);
    bob.says(&server, room, "I still may").await;
    let history = ann.history(&server, room).await;
    assert_eq!(history.len(), 31);
}

#[tokio::test]
async fn without_limits_nothing_is_limited_and_the_log_warns() {
    let server = Setup::sqlite().start().await;
    let form = json!({"username": "Ann", "password": "wrong horse"});
    for _ in 0..20 {
        anonymous().post(&server, "/api/auth/login", &form).await.problem(401, "invalid_credentials");
    }
    let warned = server.log().iter().any(|line| {
        line["level"] == "WARN" && line["message"].as_str().is_some_and(|it| it.contains("rate limits are off"))
    });
    assert!(warned, "{:#?}", server.log());
}
