//! Guessing passwords: nothing is learned, it gets slow, and the owner stays in.

use std::time::{Duration, Instant};

use outside::{Answer, Server, Setup, anonymous};
use reqwest::Method;
use serde_json::{Value, json};

fn limited() -> Setup {
    Setup::sqlite()
        .with("ROSTRA_RATE_LIMITS", "on")
        .with("ROSTRA_TRUSTED_PROXIES", "127.0.0.1")
}

/// Somebody at `address` tries a password.
async fn tries(server: &Server, address: &str, name: &str, password: &str) -> Answer {
    let request = anonymous().request(server, Method::POST, "/api/auth/login");
    let request = request.header("x-forwarded-for", address);
    let form = json!({"username": name, "password": password});
    anonymous().send(request.json(&form)).await
}

/// Guesses from ever new addresses until the account makes them wait.
async fn guess_until_slowed(server: &Server, name: &str) -> Answer {
    for number in 0..12_u8 {
        let address = format!("203.0.113.{number}");
        let answer = tries(server, &address, name, "a guess").await;
        if answer.status == 429 {
            assert!(number >= 5, "slowed down after {number}");
            return answer;
        }
        answer.problem(401, "invalid_credentials");
    }
    panic!("never slowed down");
}

const PASSWORD: &str = "correct horse battery";

/// S3: neither the words nor the headers tell whether a name exists.
#[tokio::test]
async fn s03_an_unknown_name_is_answered_as_a_wrong_password_is() {
    let server = limited().start().await;
    server.person("Ann").await;
    let mut told = Vec::new();
    for name in ["Ann", "Nobody", "x", ""] {
        let answer = tries(&server, "198.51.100.1", name, "a guess").await;
        let mut headers: Vec<_> = answer.headers.keys().map(|it| it.to_string()).collect();
        headers.sort();
        told.push((answer.status, answer.text.clone(), headers));
    }
    assert!(told.iter().all(|it| *it == told[0]), "{told:#?}");
}

/// S4: many addresses do not help against one account, whether or not it exists.
#[tokio::test]
async fn s04_guesses_from_many_addresses_get_slow() {
    let server = limited().start().await;
    server.person("Ann").await;
    for name in ["Ann", "Nobody"] {
        let answer = guess_until_slowed(&server, name).await;
        let wait: u64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=300).contains(&wait), "{answer:?}");
        answer.problem(429, "too_many_attempts");
    }
}

/// S4: the owner signs in at once where they signed in before, however many strangers guess.
#[tokio::test]
async fn s04_the_owner_is_not_locked_out_where_they_were_before() {
    let server = limited().start().await;
    server.person("Ann").await;
    let home = "192.0.2.7";
    tries(&server, home, "Ann", PASSWORD).await.expect(200);
    guess_until_slowed(&server, "Ann")
        .await
        .problem(429, "too_many_attempts");
    let elsewhere = tries(&server, "198.51.100.99", "Ann", PASSWORD).await;
    elsewhere.problem(429, "too_many_attempts");
    tries(&server, home, "Ann", PASSWORD).await.expect(200);
}

/// Far more people sign in at once than may wait, at nearly the real cost of a password: some are
/// served, the rest is told to come back, and a socket is answered meanwhile.
#[tokio::test]
async fn s04_a_flood_of_sign_ins_does_not_delay_sockets() {
    let server = Setup::sqlite()
        .with("ROSTRA_BCRYPT_COST", "10")
        .start()
        .await;
    let ann = server.person("Ann").await;
    let mut socket = ann.connects(&server).await;
    let form = json!({"username": "Nobody", "password": "a guess"});
    let nobody = anonymous();
    let cores = std::thread::available_parallelism().unwrap().get();
    let flood = async {
        let tries = (0..40 * cores).map(|_| nobody.post(&server, "/api/auth/login", &form));
        futures_util::future::join_all(tries).await
    };
    let pings = async {
        let mut slowest = Duration::ZERO;
        for _ in 0..20 {
            let since = Instant::now();
            assert_eq!(socket.hear_until_pong().await, Vec::<Value>::new());
            slowest = slowest.max(since.elapsed());
        }
        slowest
    };
    let (answers, slowest) = tokio::join!(flood, pings);
    let mut away = 0;
    for answer in answers {
        if answer.status == 503 {
            away += 1;
            assert_eq!(answer.header("retry-after"), "5");
            answer.problem(503, "busy");
        } else {
            answer.problem(401, "invalid_credentials");
        }
    }
    assert!((1..8 * cores).contains(&away), "{away} were sent away");
    let figures = nobody.get(&server, "/metrics").await.text;
    let counted = format!("rostra_passwords_turned_away_total {away}");
    assert!(figures.contains(&counted), "{figures}");
    // The comparisons take seconds; a machine that compiles beside the tests is given time.
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
}
