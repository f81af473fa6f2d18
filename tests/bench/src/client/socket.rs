//! WebSocket clients: opened in bulk, listened to frame by frame.

use std::{
    io::Read,
    net::{SocketAddr, TcpStream},
};

use super::{
    Reader,
    line::{Line, send},
};
use crate::{
    fault::{Fault, Result, While},
    frame,
};

/// Handshakes under way at a time: fewer than any accept queue holds.
const TOGETHER: usize = 64;
const LONGEST_HEAD: usize = 16_384;

/// Hears the text frames of many sockets.
pub(crate) trait Listener {
    fn hear(&mut self, line: usize, text: &[u8]) -> Result<()>;
}

/// Opens `count` sockets, sharing out the tokens among them.
pub(crate) fn open_sockets(
    address: SocketAddr,
    tokens: &[String],
    count: usize,
) -> Result<Vec<Line>> {
    let mut lines = Vec::with_capacity(count);
    let mut shared = tokens.iter().cycle();
    while lines.len() < count {
        crate::interrupt::check()?;
        let first = lines.len();
        for token in shared.by_ref().take(TOGETHER.min(count - first)) {
            let line = Line::open(address)?;
            send(&line.stream, handshake(address, token).as_bytes())?;
            lines.push(line);
        }
        if lines.len() == first {
            return Err(Fault::Answer("no accounts to open sockets with".to_owned()));
        }
        for line in &mut lines[first..] {
            finish(line)?;
        }
    }
    Ok(lines)
}

fn handshake(address: SocketAddr, token: &str) -> String {
    format!(
        "GET /ws/connect?token={token} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
}

fn finish(line: &mut Line) -> Result<()> {
    let mut buffer = [0; 4_096];
    loop {
        if let Some(end) = memchr::memmem::find(&line.rest, b"\r\n\r\n") {
            if !line.rest.starts_with(b"HTTP/1.1 101 ") {
                let head = String::from_utf8_lossy(&line.rest[..end]).into_owned();
                return Err(Fault::Answer(format!("no upgrade to a socket: {head}")));
            }
            line.rest.drain(..end + 4);
            // The line may live long and idle: it keeps no buffer.
            line.rest.shrink_to_fit();
            return Ok(());
        }
        let got = (&*line.stream)
            .read(&mut buffer)
            .during("await the end of a handshake")?;
        if got == 0 || line.rest.len() > LONGEST_HEAD {
            return Err(Fault::Answer("the handshake was cut off".to_owned()));
        }
        line.rest.extend_from_slice(&buffer[..got]);
    }
}

/// Makes frames out of bytes and answers pings.
#[derive(Debug)]
pub(crate) struct Ears<L>(pub(crate) L);

impl<L: Listener> Reader for Ears<L> {
    fn take(&mut self, line: usize, stream: &TcpStream, bytes: &[u8]) -> Result<usize> {
        let mut at = 0;
        while let Some(head) = bytes.get(at..).and_then(frame::first) {
            if !head.is_plain || head.mask.is_some() {
                return Err(Fault::Answer(
                    "a frame that is masked, compressed or cut".to_owned(),
                ));
            }
            let payload = &bytes[at + head.start..at + head.end];
            match head.opcode {
                frame::TEXT => self.0.hear(line, payload)?,
                frame::PING => pong(stream, payload)?,
                frame::CLOSE => return Err(closed(payload)),
                frame::PONG => {}
                _ => return Err(Fault::Answer("a frame that is not text".to_owned())),
            }
            at += head.end;
        }
        Ok(at)
    }
}

fn pong(stream: &TcpStream, payload: &[u8]) -> Result<()> {
    let mut answer = Vec::with_capacity(payload.len() + 14);
    frame::push_masked(&mut answer, frame::PONG, payload);
    send(stream, &answer)
}

fn closed(payload: &[u8]) -> Fault {
    let code = payload
        .first_chunk::<2>()
        .map_or(1005, |code| u16::from_be_bytes(*code));
    let reason = String::from_utf8_lossy(payload.get(2..).unwrap_or_default()).into_owned();
    Fault::Answer(format!("the server closed a socket: {code} {reason}"))
}
