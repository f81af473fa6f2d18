//! Floods of requests, sockets and half-sent requests: refused clearly, and bounded.

use std::time::Duration;

use outside::{Setup, Socket, anonymous};
use reqwest::Method;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Error;

fn limited() -> Setup {
    Setup::sqlite().with("ROSTRA_RATE_LIMITS", "on")
}

const PATIENCE: Duration = Duration::from_secs(60);

/// The limit of the whole interface counts an account wherever it asks from, and tells so.
#[tokio::test]
async fn s22_one_account_asks_a_limited_number_of_times() {
    let server = limited().with("ROSTRA_API_RATE_LIMIT", "20").start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let mut asked = 0;
    let refused = loop {
        let answer = ann.get(&server, "/api/rooms").await;
        assert_eq!(answer.header("x-ratelimit-limit"), "20", "{answer:?}");
        assert!(!answer.header("x-ratelimit-reset").is_empty(), "{answer:?}");
        if answer.status == 429 {
            break answer;
        }
        asked += 1;
        assert!(asked < 100, "never refused");
    };
    assert_eq!(refused.header("x-ratelimit-remaining"), "0");
    assert!(!refused.header("retry-after").is_empty());
    refused.problem(429, "rate_limited");
    bob.get(&server, "/api/rooms").await.expect(200);
    for path in ["/", "/health", "/ready"] {
        anonymous().get(&server, path).await.expect(200);
    }
}

/// An address is the same however it is spelled.
#[tokio::test]
async fn s22_another_spelling_of_an_address_is_counted_too() {
    let server = limited().with("ROSTRA_API_RATE_LIMIT", "10").start().await;
    let mut statuses = Vec::new();
    for path in ["/%61pi/rooms", "/ap%69/users/1", "/ws/%63onnect"] {
        for _ in 0..15 {
            statuses.push(anonymous().get(&server, path).await.status);
        }
    }
    assert!(statuses[..10].iter().all(|it| *it == 401), "{statuses:?}");
    let later = &statuses[15..];
    assert!(
        later.contains(&429) && !later.contains(&426),
        "{statuses:?}"
    );
}

/// S21: who claims other addresses stays one client, unless a trusted proxy says so.
#[tokio::test]
async fn s21_a_forged_address_gets_no_more_requests() {
    let server = limited().with("ROSTRA_API_RATE_LIMIT", "10").start().await;
    let mut statuses = Vec::new();
    for number in 0..40_u8 {
        let request = anonymous().request(&server, Method::GET, "/api/rooms");
        let request = request
            .header("x-forwarded-for", format!("203.0.113.{number}"))
            .header("forwarded", format!("for=203.0.113.{number}"))
            .header("x-real-ip", format!("203.0.113.{number}"));
        statuses.push(anonymous().send(request).await.status);
    }
    assert!(statuses.contains(&429), "{statuses:?}");
    assert!(statuses[..10].iter().all(|it| *it == 401), "{statuses:?}");
}

#[tokio::test]
async fn s22_one_person_holds_a_limited_number_of_sockets() {
    let server = limited().with("ROSTRA_SOCKETS_PER_USER", "3").start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut socket = ann.connects(&server).await;
        socket.hear_until_pong().await;
        held.push(socket);
    }
    let query = format!("?token={}", ann.token);
    let (mut fourth, _) = Socket::open(&server, &query, "Ann").await;
    assert_eq!(fourth.next_or_closed().await, Err(1013));
    bob.connects(&server).await.hear_until_pong().await;
    for socket in &mut held {
        assert_eq!(socket.hear_until_pong().await, Vec::<Value>::new());
    }
}

#[tokio::test]
async fn s22_one_address_holds_a_limited_number_of_sockets() {
    let server = limited()
        .with("ROSTRA_SOCKETS_PER_ADDRESS", "2")
        .start()
        .await;
    let people = [server.person("Ann").await, server.person("Bob").await];
    let mut held = Vec::new();
    for person in &people {
        let mut socket = person.connects(&server).await;
        socket.hear_until_pong().await;
        held.push(socket);
    }
    let url = format!("{}?token={}", server.socket_url(), people[0].token);
    match connect_async(url).await {
        Err(Error::Http(response)) => {
            assert_eq!(response.status(), 429);
            assert_eq!(response.headers()["retry-after"], "5");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(held[0].hear_until_pong().await, Vec::<Value>::new());
}

/// Strangers do not choose what stands in the log as an error.
#[tokio::test]
async fn s22_what_is_no_http_is_no_error_of_the_server() {
    let server = Setup::sqlite().start().await;
    let address = server.url().trim_start_matches("http://").to_owned();
    let long = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n",
        "x".repeat(200_000)
    );
    for head in ["garbage\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", &long] {
        let mut stranger = TcpStream::connect(&address).await.unwrap();
        // The server may hang up before it has read everything.
        let _ = stranger.write_all(head.as_bytes()).await;
        let mut told = Vec::new();
        let ended = timeout(PATIENCE, stranger.read_to_end(&mut told)).await;
        let _ = ended.expect("the connection is cut off");
    }
    anonymous().get(&server, "/health").await.expect(200);
    let log = server.log().into_iter();
    let loud: Vec<_> = log.filter(|line| line["level"] == "ERROR").collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

/// Who sends the head of a request drop by drop is cut off; others are served meanwhile.
#[tokio::test]
async fn s22_a_request_that_never_ends_is_cut_off() {
    let server = Setup::sqlite().start().await;
    let address = server.url().trim_start_matches("http://").to_owned();
    let mut slow = TcpStream::connect(&address).await.unwrap();
    slow.write_all(b"GET /ws/connect HTTP/1.1\r\nHost: x\r\nUpgrade: ")
        .await
        .unwrap();
    anonymous().get(&server, "/health").await.expect(200);
    let mut told = Vec::new();
    let ended = timeout(PATIENCE, slow.read_to_end(&mut told)).await;
    ended.expect("the connection is cut off").unwrap();
    let told = String::from_utf8_lossy(&told);
    assert!(
        told.is_empty() || told.starts_with("HTTP/1.1 408"),
        "{told}"
    );
}

/// As is who announces a body and does not send it.
#[tokio::test]
async fn s22_a_body_that_never_comes_is_not_waited_for() {
    let server = Setup::sqlite().start().await;
    let address = server.url().trim_start_matches("http://").to_owned();
    let mut slow = TcpStream::connect(&address).await.unwrap();
    let head = "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Content-Length: 60000\r\n\r\n{";
    slow.write_all(head.as_bytes()).await.unwrap();
    let mut told = [0; 12];
    let answered = timeout(PATIENCE, slow.read_exact(&mut told)).await;
    answered.expect("an answer").unwrap();
    assert_eq!(&told, b"HTTP/1.1 408");
}
