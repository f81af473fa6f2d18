//! One REST call after the other, for what has to be set up before a measurement.

use std::{io::Read, net::SocketAddr};

use serde_json::Value;

use super::{
    first_answer,
    line::{Line, send},
};
use crate::fault::{Fault, Result, While};

#[derive(Debug)]
pub(crate) struct Api {
    address: SocketAddr,
    line: Line,
}

impl Api {
    pub(crate) fn open(address: SocketAddr) -> Result<Self> {
        Ok(Self {
            address,
            line: Line::open(address)?,
        })
    }

    /// Makes one call; any status but 2xx is an error that shows the body.
    pub(crate) fn call(
        &mut self,
        method: &str,
        path: &str,
        token: &str,
        body: &Value,
    ) -> Result<Value> {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let wire = request(self.address, method, path, token, &body);
        send(&self.line.stream, wire.as_bytes())?;
        let (status, text) = self.await_answer()?;
        if !(200..300).contains(&status) {
            return Err(Fault::Answer(format!("{method} {path}: {status} {text}")));
        }
        Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    fn await_answer(&mut self) -> Result<(u16, String)> {
        let mut buffer = vec![0; 16_384];
        loop {
            if let Some(answer) = first_answer(&self.line.rest)? {
                let (status, length) = (answer.status, answer.length);
                let text = String::from_utf8_lossy(&answer.body).into_owned();
                self.line.rest.drain(..length);
                return Ok((status, text));
            }
            let got = (&*self.line.stream)
                .read(&mut buffer)
                .during("await an answer")?;
            if got == 0 {
                return Err(Fault::Answer("the server hung up".to_owned()));
            }
            self.line.rest.extend_from_slice(&buffer[..got]);
        }
    }
}

/// The text of a keep-alive request; an empty `token` or `body` is left out.
pub(crate) fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    token: &str,
    body: &str,
) -> String {
    let mut wire = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\n");
    if !token.is_empty() {
        wire.push_str("Authorization: Bearer ");
        wire.push_str(token);
        wire.push_str("\r\n");
    }
    if !body.is_empty() {
        wire.push_str("Content-Type: application/json\r\n");
    }
    wire.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    wire
}
