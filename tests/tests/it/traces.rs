//! Logs and traces of the real binary: what they tell, and what they never do.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use outside::{Person, Server, Setup, anonymous};
use serde_json::{Value, json};

/// A collector that takes whatever it is sent.
struct Collector {
    endpoint: String,
    bodies: Receiver<Vec<u8>>,
}

impl Collector {
    fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (sender, bodies) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                take(stream, &sender);
            }
        });
        Self { endpoint, bodies }
    }

    /// Everything that was sent until the server ended, one after the other.
    fn taken(&self) -> Vec<u8> {
        self.bodies.try_iter().flatten().collect()
    }
}

/// Reads one request and answers it.
fn take(mut stream: TcpStream, bodies: &Sender<Vec<u8>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut length = 0;
    let mut line = String::new();
    assert!(reader.read_line(&mut line).unwrap() > 0);
    assert!(line.starts_with("POST /v1/traces "), "{line}");
    while line.trim() != "" {
        line.clear();
        reader.read_line(&mut line).unwrap();
        if let Some(("content-length", value)) = line.to_ascii_lowercase().split_once(": ") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    bodies.send(body).unwrap();
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    stream.write_all(answer.as_bytes()).unwrap();
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Somebody does everything that involves a secret; answers all that nobody else may read.
async fn journey(server: &Server) -> (Person, Vec<String>) {
    let ann = server.person("Ann").await;
    let login = json!({"username": "Ann", "password": "correct horse battery"});
    let signed_in = anonymous().post(server, "/api/auth/login", &login).await;
    let signed_in = signed_in.expect(200);
    let wrong = json!({"username": "Ann", "password": "wrong donkey capacitor"});
    anonymous().post(server, "/api/auth/login", &wrong).await;
    let room = ann.opens(server, "Room").await;
    ann.says(server, room, "only over rest").await;
    let mut socket = ann.hears(server, room).await;
    socket.send(room, "only over sockets").await;
    socket.hear("new_message").await;
    socket
        .say(json!({"action": "send_message", "room_id": 999_999, "content": "refused words"}))
        .await;
    socket.hear("error").await;
    ann.get(
        server,
        &format!("/api/rooms/{room}/messages/search?q=sockets+needle"),
    )
    .await;
    anonymous()
        .get(server, "/api/auth/me?token=stray-token-in-a-query")
        .await;
    let made_up = Person {
        token: "made-up-token-of-a-stranger".to_owned(),
        ..anonymous()
    };
    made_up
        .get(server, "/api/rooms")
        .await
        .problem(401, "not_authenticated");
    let key = std::fs::read_to_string(server.data_dir().join("data/secret.key")).unwrap();
    let mut secrets: Vec<String> = [
        "correct horse",
        "wrong donkey",
        "only over",
        "refused words",
        "needle",
        "stray-token",
        "made-up-token",
        "ann@example.org",
    ]
    .map(str::to_owned)
    .into();
    secrets.push(key.trim().to_owned());
    secrets.push(ann.token.clone());
    let tokens = signed_in.as_object().unwrap().iter();
    let tokens = tokens.filter(|(name, _)| name.ends_with("_token"));
    secrets.extend(tokens.map(|(_, token)| token.as_str().unwrap().to_owned()));
    (ann, secrets)
}

#[tokio::test]
async fn s20_even_the_longest_log_holds_no_secret_and_no_text() {
    // The HTTP library is heard only when it is named.
    let everything = "trace,actix_http=trace";
    let mut server = Setup::sqlite().with("ROSTRA_LOG", everything).start().await;
    let (_, secrets) = journey(&server).await;
    server.terminate();
    server.ended().await;
    let log = server.log();
    assert!(log.len() > 100, "this is no long log: {log:#?}");
    for line in log {
        let text = line.to_string();
        for secret in &secrets {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
    }
}

#[tokio::test]
async fn a_request_is_one_line_with_its_id_its_user_its_operation_and_its_time() {
    let mut server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let request = ann.request(&server, reqwest::Method::GET, "/api/rooms/17");
    let request = request.header("x-request-id", "a-request-of-anns");
    ann.send(request).await.problem(404, "room_not_found");
    server.terminate();
    server.ended().await;
    let log = server.log();
    let lines: Vec<_> = log
        .iter()
        .filter(|line| line["request.id"] == "a-request-of-anns")
        .collect();
    let [line] = lines.as_slice() else {
        panic!("{lines:#?}")
    };
    assert_eq!(line["message"], "answered");
    assert_eq!(line["user.id"], ann.id);
    assert_eq!(line["operation"], "GET /api/rooms/{room_id}");
    assert_eq!(line["http.status"], 404);
    assert!(line["elapsed_ms"].as_f64().unwrap() > 0.0);
    assert!(line["timestamp"].as_str().unwrap().ends_with('Z'));
}

#[tokio::test]
async fn traces_reach_the_collector_under_the_clients_trace_and_without_secrets() {
    let collector = Collector::listen();
    let mut server = Setup::sqlite()
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.endpoint)
        .start()
        .await;
    let (ann, secrets) = journey(&server).await;
    let request = ann.request(&server, reqwest::Method::GET, "/api/rooms");
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    ann.send(request.header("traceparent", parent))
        .await
        .expect(200);
    let nonsense = ann.request(&server, reqwest::Method::GET, "/api/rooms");
    ann.send(nonsense.header("traceparent", "00-nonsense"))
        .await
        .expect(200);
    server.terminate();
    assert_eq!(server.ended().await.code(), Some(0));
    let taken = collector.taken();
    let operations = [
        "rostra",
        "POST /api/messages",
        "send_message",
        "conversation.post",
        "user.id",
    ];
    for word in operations {
        assert!(holds(&taken, word.as_bytes()), "{word} was not traced");
    }
    let trace = [
        0x0a, 0xf7, 0x65, 0x19, 0x16, 0xcd, 0x43, 0xdd, 0x84, 0x48, 0xeb, 0x21, 0x1c, 0x80, 0x31,
        0x9c,
    ];
    assert!(holds(&taken, &trace), "the client's trace was not taken up");
    for secret in &secrets {
        assert!(!holds(&taken, secret.as_bytes()), "{secret} was traced");
    }
}

#[tokio::test]
async fn a_collector_that_is_down_costs_nothing_but_the_traces() {
    let gone = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let mut server = Setup::sqlite()
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)
        .start()
        .await;
    let ann = server.person("Ann").await;
    ann.get(&server, "/api/rooms").await.expect(200);
    server.terminate();
    assert_eq!(server.ended().await.code(), Some(0));
    let told = |line: &Value| {
        line["target"] == "opentelemetry_sdk" && line.to_string().contains("export failed")
    };
    assert!(server.log().iter().any(told), "{:#?}", server.log());
}
