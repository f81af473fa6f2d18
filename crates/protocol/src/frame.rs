//! WebSocket frames as bytes (RFC 6455, section 5), built once and shared by every receiver.

use bytes::{BufMut, Bytes, BytesMut};
use serde::Serialize;

const FINAL_TEXT: u8 = 0x81;
const FINAL_CLOSE: u8 = 0x88;
const FINAL_PING: u8 = 0x89;
const FINAL_PONG: u8 = 0x8a;
/// The longest header of an unmasked frame: two bytes and a 64-bit length.
const HEADER: usize = 10;

/// A text frame that carries `event` as JSON.
///
/// # Errors
/// Fails only if the event can't be written as JSON, which none of this crate's types can cause.
pub fn text_frame(event: &impl Serialize) -> Result<Bytes, serde_json::Error> {
    // The payload is written behind room for the longest header, which is then cut to fit.
    let mut buffer = BytesMut::with_capacity(512);
    buffer.put_bytes(0, HEADER);
    let mut writer = buffer.writer();
    serde_json::to_writer(&mut writer, event)?;
    let mut frame = writer.into_inner();
    let header = header(FINAL_TEXT, frame.len() - HEADER);
    let mut frame = frame.split_off(HEADER - header.len());
    if let Some(front) = frame.get_mut(..header.len()) {
        front.copy_from_slice(&header);
    }
    Ok(frame.freeze())
}

/// A close frame with its code and a short reason (RFC 6455, section 7.4).
pub fn close_frame(code: u16, reason: &str) -> Bytes {
    // A control frame holds 125 bytes, two of them the code.
    let reason = reason.get(..reason.len().min(123)).unwrap_or_default();
    let mut payload = code.to_be_bytes().to_vec();
    payload.extend_from_slice(reason.as_bytes());
    control(FINAL_CLOSE, &payload)
}

/// A ping without payload.
pub fn ping_frame() -> Bytes {
    control(FINAL_PING, &[])
}

/// The answer to a ping; the payload of a ping is at most 125 bytes.
pub fn pong_frame(payload: &[u8]) -> Bytes {
    control(
        FINAL_PONG,
        payload.get(..payload.len().min(125)).unwrap_or_default(),
    )
}

fn control(opcode: u8, payload: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(2 + payload.len());
    frame.extend_from_slice(&header(opcode, payload.len()));
    frame.extend_from_slice(payload);
    frame.freeze()
}

fn header(opcode: u8, length: usize) -> Vec<u8> {
    let mut header = vec![opcode];
    match (
        u8::try_from(length),
        u16::try_from(length),
        u64::try_from(length),
    ) {
        (Ok(short @ 0..=125), _, _) => header.push(short),
        (_, Ok(medium), _) => {
            header.push(126);
            header.extend_from_slice(&medium.to_be_bytes());
        }
        (_, _, long) => {
            header.push(127);
            header.extend_from_slice(&long.unwrap_or(u64::MAX).to_be_bytes());
        }
    }
    header
}
