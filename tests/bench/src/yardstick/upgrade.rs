//! The opening handshake, and the one plain request (`GET /ready`) that a starting generator makes.

use std::io;

use base64::{Engine, prelude::BASE64_STANDARD};
use ring::digest;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const MAGIC: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const KEY: &str = "sec-websocket-key:";
const LONGEST_HEAD: usize = 8_192;

/// Answers one request; `true` when the stream speaks WebSocket from here on.
pub(crate) async fn upgrade(stream: &mut TcpStream) -> io::Result<bool> {
    let head = read_head(stream).await?;
    let Some(key) = key_of(&head) else {
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")
            .await?;
        return Ok(false);
    };
    let mut seed = key.as_bytes().to_vec();
    seed.extend_from_slice(MAGIC);
    let accept = BASE64_STANDARD.encode(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &seed));
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
    );
    stream.write_all(answer.as_bytes()).await?;
    Ok(true)
}

/// A client sends nothing more before it has the answer, so the head is all there is.
async fn read_head(stream: &mut TcpStream) -> io::Result<String> {
    let mut head = Vec::with_capacity(1_024);
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() > LONGEST_HEAD || stream.read_buf(&mut head).await? == 0 {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
    String::from_utf8(head).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn key_of(head: &str) -> Option<&str> {
    let is_key = |line: &&str| {
        line.get(..KEY.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(KEY))
    };
    head.lines().find(is_key)?.get(KEY.len()..).map(str::trim)
}
