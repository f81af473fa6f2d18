//! Signing in, prolonging and ending sessions, as a client does.

use serde_json::{Value, json};

use crate::person::PASSWORD;
use crate::{Answer, Person, Server, anonymous};

impl Person {
    /// The form that signs them in.
    pub fn login_form(&self) -> Value {
        json!({"username": self.name, "password": PASSWORD})
    }

    /// The same person on another device.
    pub async fn signs_in(&self, server: &Server) -> Self {
        let form = self.login_form();
        let answer = anonymous().post(server, "/api/auth/login", &form).await;
        self.with_tokens(&answer.expect(200))
    }

    /// The same person with the tokens of an answer.
    #[must_use]
    pub fn with_tokens(&self, answer: &Value) -> Self {
        let token = |name: &str| answer[name].as_str().unwrap().to_owned();
        Self {
            token: token("access_token"),
            refresh_token: token("refresh_token"),
            ..self.clone()
        }
    }

    /// Asks for the next pair of tokens.
    pub async fn asks_for_tokens(&self, server: &Server) -> Answer {
        let form = json!({"refresh_token": self.refresh_token});
        anonymous().post(server, "/api/auth/refresh", &form).await
    }

    /// The same person with the next pair of tokens.
    pub async fn refreshes(&self, server: &Server) -> Self {
        let answer = self.asks_for_tokens(server).await;
        self.with_tokens(&answer.expect(200))
    }

    /// Signs this device out.
    pub async fn signs_out(&self, server: &Server) {
        let path = "/api/auth/logout";
        self.post(server, path, &Value::Null).await.expect(204);
    }

    /// The devices that are signed in.
    pub async fn sessions(&self, server: &Server) -> Vec<Value> {
        let answer = self.get(server, "/api/auth/sessions").await.expect(200);
        answer["sessions"].as_array().unwrap().clone()
    }

    /// A one-use ticket for a socket.
    pub async fn ticket(&self, server: &Server) -> String {
        let path = "/api/auth/ws-ticket";
        let answer = self.post(server, path, &Value::Null).await.expect(200);
        assert_eq!(answer["expires_in"], 30);
        answer["ticket"].as_str().unwrap().to_owned()
    }
}
