//! The people and rooms of a measurement.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicU64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};

use super::{Kind, Server};
use crate::{
    client::Api,
    fault::{Fault, Result},
};

/// Makes names unique: a PostgreSQL database may remember earlier runs.
static SERIAL: AtomicU64 = AtomicU64::new(0);

/// Accounts that exist on a server.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) address: SocketAddr,
    pub(crate) tokens: Vec<String>,
    kind: Kind,
}

impl Stage {
    /// Registers `people` accounts; the yardstick knows nobody and lets everybody in.
    pub(crate) fn set(server: &Server, people: usize) -> Result<Self> {
        let (address, kind) = (server.address, server.kind);
        if kind == Kind::Yardstick {
            return Ok(Self {
                address,
                tokens: vec!["anybody".to_owned(); people],
                kind,
            });
        }
        let mut api = Api::open(address)?;
        let register = |_| {
            let name = format!("b{}", unique());
            let body = json!({
                "username": name,
                "email": format!("{name}@bench.example"),
                "password": "correct horse battery",
            });
            let answer = api.call("POST", "/api/auth/register", "", &body)?;
            text(&answer, "access_token")
        };
        let tokens = (0..people).map(register).collect::<Result<_>>()?;
        Ok(Self {
            address,
            tokens,
            kind,
        })
    }

    /// Opens a room whose creator is the first of `members` (numbers of accounts).
    pub(crate) fn room(&self, members: &[usize]) -> Result<u64> {
        if self.kind == Kind::Yardstick {
            return Ok(SERIAL.fetch_add(1, Ordering::Relaxed) + 1);
        }
        let mut api = Api::open(self.address)?;
        let mut tokens = members.iter().filter_map(|&member| self.tokens.get(member));
        let creator = tokens.next().map_or("", String::as_str);
        let answer = api.call(
            "POST",
            "/api/rooms",
            creator,
            &json!({"name": format!("r{}", unique())}),
        )?;
        let id = answer.get("id").and_then(Value::as_u64);
        let id = id.ok_or_else(|| Fault::Answer(format!("a room without id: {answer}")))?;
        for token in tokens {
            api.call(
                "POST",
                &format!("/api/rooms/{id}/join"),
                token,
                &Value::Null,
            )?;
        }
        Ok(id)
    }

    /// How many messages the server says are in a room.
    pub(crate) fn last_seq(&self, room: u64) -> Result<u64> {
        let token = self.tokens.first().map_or("", String::as_str);
        let path = format!("/api/rooms/{room}");
        let answer = Api::open(self.address)?.call("GET", &path, token, &Value::Null)?;
        let last = answer.get("last_seq").and_then(Value::as_u64);
        last.ok_or_else(|| Fault::Answer(format!("a room without last_seq: {answer}")))
    }
}

fn text(answer: &Value, key: &str) -> Result<String> {
    let value = answer.get(key).and_then(Value::as_str).map(str::to_owned);
    value.ok_or_else(|| Fault::Answer(format!("no {key} in {answer}")))
}

/// A short text that no other run has used.
pub(crate) fn unique() -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    format!(
        "{:x}x{:x}",
        now.as_nanos(),
        SERIAL.fetch_add(1, Ordering::Relaxed)
    )
}
