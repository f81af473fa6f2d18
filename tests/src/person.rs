//! Somebody with an account, or without: asks over REST, connects sockets.

use std::sync::OnceLock;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::{Answer, Server, Socket};

/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// Somebody who asks a server.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their id; 0 of somebody without an account.
    pub id: i64,
    /// Their name.
    pub name: String,
    /// What they show; empty of somebody without an account.
    pub token: String,
    /// What they get the next one with; empty of somebody without an account.
    pub refresh_token: String,
}

/// Somebody without an account.
pub fn anonymous() -> Person {
    Person {
        id: 0,
        name: "nobody".to_owned(),
        token: String::new(),
        refresh_token: String::new(),
    }
}

/// A fresh client id.
pub fn uuid() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// What everybody asks with.
pub fn client() -> &'static Client {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    CLIENT.get_or_init(|| {
        // The client wants to know who would encrypt, even for addresses that are not encrypted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Connections belong to the runtime of the test that made them.
        let builder = Client::builder().no_proxy().pool_max_idle_per_host(0);
        builder.build().unwrap()
    })
}

impl Person {
    /// Opens an account.
    pub async fn register(server: &Server, name: &str) -> Self {
        let body = json!({
            "username": name,
            "email": format!("{}@example.org", name.to_lowercase().replace(' ', "-")),
            "password": PASSWORD,
        });
        let answer = anonymous()
            .post(server, "/api/auth/register", &body)
            .await
            .expect(201);
        let mut person = anonymous().with_tokens(&answer);
        name.clone_into(&mut person.name);
        let me = person.get(server, "/api/auth/me").await.expect(200);
        person.id = me["id"].as_i64().unwrap();
        person
    }

    /// A request of theirs, not sent yet.
    pub fn request(&self, server: &Server, method: Method, path: &str) -> RequestBuilder {
        let request = client().request(method, format!("{}{path}", server.url()));
        if self.token.is_empty() {
            request
        } else {
            request.bearer_auth(&self.token)
        }
    }

    /// Asks and reads the answer.
    pub async fn ask(&self, server: &Server, method: &str, path: &str, body: &Value) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let asked = format!("{} as {}: {method} {path} {body}", server.url(), self.name);
        let request = self.request(server, method, path);
        let request = if body.is_null() {
            request
        } else {
            request.json(body)
        };
        Answer::read(asked, request.send().await.unwrap()).await
    }

    /// Sends a prepared request.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let request = request.build().unwrap();
        let asked = format!("as {}: {} {}", self.name, request.method(), request.url());
        Answer::read(asked, client().execute(request).await.unwrap()).await
    }

    /// GET.
    pub async fn get(&self, server: &Server, path: &str) -> Answer {
        self.ask(server, "GET", path, &Value::Null).await
    }

    /// POST; a null body is none.
    pub async fn post(&self, server: &Server, path: &str, body: &Value) -> Answer {
        self.ask(server, "POST", path, body).await
    }

    /// PATCH; a null body is none.
    pub async fn patch(&self, server: &Server, path: &str, body: &Value) -> Answer {
        self.ask(server, "PATCH", path, body).await
    }

    /// DELETE.
    pub async fn delete(&self, server: &Server, path: &str) -> Answer {
        self.ask(server, "DELETE", path, &Value::Null).await
    }

    /// Creates a public room.
    pub async fn opens(&self, server: &Server, name: &str) -> i64 {
        let room = self
            .post(server, "/api/rooms", &json!({"name": name}))
            .await
            .expect(201);
        room["id"].as_i64().unwrap()
    }

    /// Creates a private room.
    pub async fn opens_private(&self, server: &Server, name: &str) -> i64 {
        let order = json!({"name": name, "kind": "private"});
        let room = self.post(server, "/api/rooms", &order).await.expect(201);
        room["id"].as_i64().unwrap()
    }

    /// Joins a public room.
    pub async fn joins(&self, server: &Server, room: i64) {
        self.post(server, &format!("/api/rooms/{room}/join"), &Value::Null)
            .await
            .expect(200);
    }

    /// Adds somebody to a private room.
    pub async fn adds(&self, server: &Server, room: i64, other: &Self) {
        let path = format!("/api/rooms/{room}/members");
        self.post(server, &path, &json!({"user_id": other.id}))
            .await
            .expect(201);
    }

    /// Posts over REST.
    pub async fn says(&self, server: &Server, room: i64, content: &str) -> Value {
        let order = json!({"room_id": room, "content": content});
        self.post(server, "/api/messages", &order).await.expect(201)
    }

    /// The whole history of a room, oldest first.
    pub async fn history(&self, server: &Server, room: i64) -> Vec<Value> {
        let mut messages = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/api/rooms/{room}/messages?limit=100{cursor}");
            let page = self.get(server, &path).await.expect(200);
            messages.extend(page["messages"].as_array().unwrap().iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        messages.reverse();
        messages
    }

    /// Connects a device.
    pub async fn connects(&self, server: &Server) -> Socket {
        Socket::connect(server, self).await
    }

    /// Connects a device and subscribes it.
    pub async fn hears(&self, server: &Server, room: i64) -> Socket {
        let mut socket = self.connects(server).await;
        socket.subscribe(room).await;
        socket
    }
}
