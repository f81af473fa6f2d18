//! Limits: the headers that tell of them, and what happens beyond.

use std::collections::HashSet;
use std::time::Instant;

use outside::{Answer, Person, Server, Setup, anonymous, uuid};
use reqwest::Method;
use serde_json::{Value, json};

fn limited() -> Setup {
    Setup::sqlite().with("ROSTRA_RATE_LIMITS", "on")
}

fn number(answer: &Answer, header: &str) -> u64 {
    let text = answer.header(header);
    text.parse()
        .unwrap_or_else(|_| panic!("{header} is `{text}`: {answer:?}"))
}

/// Asks until it is refused; before that at least `limit` requests are let through. A machine so
/// slow that one more becomes free meanwhile is given time for it.
async fn exhaust(limit: u64, mut ask: impl AsyncFnMut(u64) -> Answer) {
    for taken in 0..limit * 3 {
        let answer = ask(taken).await;
        if answer.status == 429 {
            assert!(
                taken >= limit,
                "refused after {taken} of {limit}: {answer:?}"
            );
            assert_refused(answer);
            return;
        }
        assert_eq!(number(&answer, "x-ratelimit-limit"), limit, "{answer:?}");
        let remaining = number(&answer, "x-ratelimit-remaining");
        assert!(
            remaining >= (limit - 1).saturating_sub(taken) && remaining < limit,
            "{answer:?}"
        );
        assert!(number(&answer, "x-ratelimit-reset") <= 60, "{answer:?}");
    }
    panic!("never refused");
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
    exhaust(5, async |number| {
        let name = format!("Ann {number}");
        let mail = format!("ann{number}@example.org");
        let form = json!({"username": name, "email": mail, "password": "correct horse"});
        anonymous().post(&server, "/api/auth/register", &form).await
    })
    .await;
}

#[tokio::test]
async fn s21_ten_sign_ins_a_minute_come_from_one_address_whatever_it_claims() {
    let server = limited().start().await;
    exhaust(10, async |number| {
        // Each name once: guesses at one account are slowed down earlier.
        let form = json!({"username": format!("Ann {number}"), "password": "wrong horse"});
        let request = anonymous()
            .request(&server, Method::POST, "/api/auth/login")
            .json(&form);
        let forged = format!("203.0.113.{number}");
        anonymous()
            .send(request.header("x-forwarded-for", forged))
            .await
    })
    .await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_every_client_counts_alone() {
    let server = limited()
        .with("ROSTRA_TRUSTED_PROXIES", "127.0.0.1")
        .start()
        .await;
    for number in 0..11_u8 {
        let form = json!({"username": format!("Ann {number}"), "password": "wrong horse"});
        let request = anonymous()
            .request(&server, Method::POST, "/api/auth/login")
            .json(&form);
        let client = format!("203.0.113.{number}");
        let answer = anonymous()
            .send(request.header("x-forwarded-for", client))
            .await;
        answer.problem(401, "invalid_credentials");
    }
}

#[tokio::test]
async fn rooms_are_discovered_joined_and_left_a_limited_number_of_times() {
    let server = limited().start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    let routes = [
        ("GET", "/api/rooms/discover".to_owned(), 30),
        ("POST", format!("/api/rooms/{room}/join"), 10),
        ("POST", format!("/api/rooms/{room}/leave"), 10),
    ];
    for (method, path, limit) in routes {
        exhaust(limit, async |_| {
            bob.ask(&server, method, &path, &Value::Null).await
        })
        .await;
        // Another person is not held back by it.
        assert_ne!(
            ann.ask(&server, method, &path, &Value::Null).await.status,
            429
        );
    }
}

#[tokio::test]
async fn thirty_messages_a_minute_come_from_one_person_over_all_their_devices() {
    let server = limited().start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut devices = [ann.connects(&server).await, ann.hears(&server, room).await];
    let began = Instant::now();
    for number in 0..40 {
        for device in &mut devices {
            device.send(room, &format!("{number}")).await;
        }
    }
    // The first device is not subscribed: it hears of refusals alone.
    let mut refused: HashSet<String> = HashSet::new();
    let mut note = |event: &Value| {
        if event["type"] == "error" {
            assert_eq!(event["code"], "rate_limited", "{event}");
            assert!(refused.insert(event["client_id"].as_str().unwrap().to_owned()));
        }
    };
    for device in &mut devices {
        device.hear_until_pong().await.iter().for_each(&mut note);
    }
    let stored = ann.history(&server, room).await.len();
    let regained = usize::try_from(began.elapsed().as_secs() / 2).unwrap() + 1;
    assert!((30..=30 + regained).contains(&stored), "{stored} stored");
    assert_eq!(stored + refused.len(), 80);
    exhaust_sends(&server, &ann, room).await;
    bob.says(&server, room, "I still may").await;
}

async fn exhaust_sends(server: &Server, person: &Person, room: i64) {
    let order = || json!({"room_id": room, "content": "one too many", "client_id": uuid()});
    for _ in 0..40 {
        let answer = person.post(server, "/api/messages", &order()).await;
        assert_eq!(number(&answer, "x-ratelimit-limit"), 30, "{answer:?}");
        if answer.status == 429 {
            assert_refused(answer);
            return;
        }
        answer.expect(201);
    }
    panic!("never refused");
}

#[tokio::test]
async fn without_limits_nothing_is_limited_and_the_log_warns() {
    let server = Setup::sqlite().start().await;
    let form = json!({"username": "Ann", "password": "wrong horse"});
    for _ in 0..20 {
        anonymous()
            .post(&server, "/api/auth/login", &form)
            .await
            .problem(401, "invalid_credentials");
    }
    let warned = server.log().iter().any(|line| {
        line["level"] == "WARN"
            && line["message"]
                .as_str()
                .is_some_and(|it| it.contains("rate limits are off"))
    });
    assert!(warned, "{:#?}", server.log());
}
