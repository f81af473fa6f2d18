//! One connected device: says actions, hears events, in order and with patience.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::handshake::client::Response;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::{Person, Server};

/// A machine that compiles beside the tests is slow.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connected device.
pub struct Socket {
    owner: String,
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// What it heard so far, for the message of a failed test.
    heard: Vec<Value>,
}

/// What came next.
#[derive(Debug)]
enum Next {
    Event(Value),
    Closed(u16),
    /// Gone without a goodbye.
    Lost,
}

impl Socket {
    /// Connects with the person's token.
    pub async fn connect(server: &Server, person: &Person) -> Self {
        let query = format!("?token={}", person.token);
        let (socket, response) = Self::open(server, &query, &person.name).await;
        assert_eq!(response.status(), 101);
        socket
    }

    /// Connects with any query, as a client might.
    pub async fn open(server: &Server, query: &str, owner: &str) -> (Self, Response) {
        let url = format!("{}{query}", server.socket_url());
        let (stream, response) = connect_async(url).await.expect("a finished handshake");
        let socket = Self::over(stream, owner);
        (socket, response)
    }

    /// Wraps a stream that was opened in a special way.
    pub fn over(stream: WebSocketStream<MaybeTlsStream<TcpStream>>, owner: &str) -> Self {
        Self {
            owner: owner.to_owned(),
            stream,
            heard: Vec::new(),
        }
    }

    /// Says an action.
    pub async fn say(&mut self, action: Value) {
        self.say_raw(Message::text(action.to_string())).await;
    }

    /// Sends any frame.
    pub async fn say_raw(&mut self, message: Message) {
        // A socket that was closed meanwhile tells so when it is read.
        let _ = self.stream.send(message).await;
    }

    /// Subscribes and answers `subscribed`; what is heard before it is skipped.
    pub async fn subscribe(&mut self, room: i64) -> Value {
        self.say(json!({"action": "subscribe", "room_id": room}))
            .await;
        self.hear("subscribed").await
    }

    /// Sends a message with a fresh client id, and answers that id.
    pub async fn send(&mut self, room: i64, content: &str) -> String {
        let client_id = crate::uuid();
        self.say(json!({
            "action": "send_message", "room_id": room, "content": content, "client_id": client_id,
        }))
        .await;
        client_id
    }

    /// The next event.
    pub async fn next(&mut self) -> Value {
        match self.take().await {
            Next::Event(event) => event,
            other => panic!("{} heard {:#?}, then {other:?}", self.owner, self.heard),
        }
    }

    /// The next event, which must be of this type.
    pub async fn expect(&mut self, kind: &str) -> Value {
        let event = self.next().await;
        assert_eq!(event["type"], kind, "{} heard {event}", self.owner);
        event
    }

    /// The next event of this type; others are skipped.
    pub async fn hear(&mut self, kind: &str) -> Value {
        loop {
            let event = self.next().await;
            if event["type"] == kind {
                return event;
            }
        }
    }

    /// Everything up to and with the next event of this type.
    pub async fn hear_until(&mut self, kind: &str) -> Vec<Value> {
        let mut events = Vec::new();
        loop {
            let event = self.next().await;
            let is_last = event["type"] == kind;
            events.push(event);
            if is_last {
                return events;
            }
        }
    }

    /// What is heard before the answer to a `ping`.
    pub async fn hear_until_pong(&mut self) -> Vec<Value> {
        self.say(json!({"action": "ping"})).await;
        let mut events = self.hear_until("pong").await;
        events.pop();
        events
    }

    /// The next event, or `None` when the socket is gone: for servers that are killed.
    pub async fn next_or_end(&mut self) -> Option<Value> {
        match self.take().await {
            Next::Event(event) => Some(event),
            Next::Closed(_) | Next::Lost => None,
        }
    }

    /// The next event, or the code of the close that came instead.
    pub async fn next_or_closed(&mut self) -> Result<Value, u16> {
        match self.take().await {
            Next::Event(event) => Ok(event),
            Next::Closed(code) => Err(code),
            Next::Lost => panic!("{} was cut off after {:#?}", self.owner, self.heard),
        }
    }

    /// The code that the server closes with; events before it are skipped.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match self.take().await {
                Next::Event(_) => {}
                Next::Closed(code) => return code,
                Next::Lost => panic!("{} was cut off after {:#?}", self.owner, self.heard),
            }
        }
    }

    /// Waits until the connection itself ends, after the close that was heard; `false` when that
    /// takes longer than so.
    pub async fn is_hung_up_within(&mut self, limit: Duration) -> bool {
        let end = async { while let Some(Ok(_)) = self.stream.next().await {} };
        timeout(limit, end).await.is_ok()
    }

    /// The port that it connected from.
    pub fn local_port(&self) -> u16 {
        let MaybeTlsStream::Plain(stream) = self.stream.get_ref() else {
            unreachable!("tests speak without TLS");
        };
        stream.local_addr().expect("a connected socket").port()
    }

    /// Cuts the line without a goodbye.
    pub fn cut(self) {
        drop(self.stream);
    }

    async fn take(&mut self) -> Next {
        loop {
            let next = timeout(PATIENCE, self.stream.next()).await;
            let Ok(next) = next else {
                panic!("{} heard nothing more after {:#?}", self.owner, self.heard);
            };
            match next {
                Some(Ok(Message::Text(text))) => {
                    let event: Value = serde_json::from_str(&text).expect("an event as JSON");
                    self.heard.push(event.clone());
                    return Next::Event(event);
                }
                Some(Ok(Message::Close(Some(frame)))) => return Next::Closed(frame.code.into()),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(other)) => panic!("{} heard {other:?}", self.owner),
                Some(Err(Error::ConnectionClosed | Error::Io(_) | Error::Protocol(_))) | None => {
                    return Next::Lost;
                }
                Some(Err(error)) => panic!("{} heard {error}", self.owner),
            }
        }
    }
}
