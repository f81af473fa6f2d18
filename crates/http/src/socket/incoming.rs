//! Frames from a client.
//!
//! actix-ws would read them too, but keeps the buffer of the last one for as long as the socket is
//! idle; thousands of sockets are. Here a buffer lives only while part of a frame is in it.

use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_http::ws::{Codec, Frame, Item, ProtocolError};
use actix_web::dev::Payload;
use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use realtime::{CloseCode, Socket};
use tokio_util::codec::Decoder;

/// Frames are at most this long, put together from fragments or not; longer ones close with 1009.
const MAX_FRAME_BYTES: usize = 64 * 1024;

/// What a client sent.
pub(super) enum Received {
    Text(String),
    Binary,
    Ping(Bytes),
    Pong,
    Close,
}

/// The frames of one client, in order.
pub(super) struct Incoming {
    payload: Payload,
    socket: Rc<Socket>,
    codec: Codec,
    buffer: BytesMut,
    fragments: Option<Fragments>,
}

/// A message that has begun and not ended.
struct Fragments {
    is_text: bool,
    bytes: Vec<u8>,
}

impl Incoming {
    pub(super) fn new(payload: Payload, socket: Rc<Socket>) -> Self {
        Self {
            payload,
            socket,
            codec: Codec::new().max_size(MAX_FRAME_BYTES),
            buffer: BytesMut::new(),
            fragments: None,
        }
    }

    /// The next frame, or how to close because of it; `None` when the connection is gone.
    pub(super) async fn next(&mut self) -> Option<Result<Received, CloseCode>> {
        loop {
            match self.decode() {
                Ok(Some(received)) => return Some(Ok(received)),
                Ok(None) => {}
                Err(code) => return Some(Err(code)),
            }
            if self.buffer.is_empty() {
                self.buffer = BytesMut::new();
            }
            let chunk = poll_fn(|cx| self.poll_chunk(cx)).await?;
            self.buffer.extend_from_slice(&chunk);
        }
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        // The payload itself never tells that its connection was dropped.
        if self.socket.poll_gone(cx).is_ready() {
            return Poll::Ready(None);
        }
        let chunk = Pin::new(&mut self.payload).poll_next(cx);
        chunk.map(|chunk| chunk.and_then(Result::ok))
    }

    fn decode(&mut self) -> Result<Option<Received>, CloseCode> {
        while let Some(frame) = self.codec.decode(&mut self.buffer).map_err(close_code)? {
            let received = match frame {
                Frame::Text(bytes) => Some(text(bytes.to_vec())?),
                Frame::Binary(_) => Some(Received::Binary),
                Frame::Ping(payload) => Some(Received::Ping(payload)),
                Frame::Pong(_) => Some(Received::Pong),
                Frame::Close(_) => Some(Received::Close),
                Frame::Continuation(item) => self.put_together(item)?,
            };
            if received.is_some() {
                return Ok(received);
            }
        }
        Ok(None)
    }

    fn put_together(&mut self, item: Item) -> Result<Option<Received>, CloseCode> {
        let (is_last, bytes) = match item {
            Item::FirstText(bytes) => return self.begin(true, &bytes),
            Item::FirstBinary(bytes) => return self.begin(false, &bytes),
            Item::Continue(bytes) => (false, bytes),
            Item::Last(bytes) => (true, bytes),
        };
        let mut fragments = self.fragments.take().ok_or(CloseCode::Protocol)?;
        if fragments.bytes.len() + bytes.len() > MAX_FRAME_BYTES {
            return Err(CloseCode::TooBig);
        }
        fragments.bytes.extend_from_slice(&bytes);
        if !is_last {
            self.fragments = Some(fragments);
            return Ok(None);
        }
        match fragments.is_text {
            true => text(fragments.bytes).map(Some),
            false => Ok(Some(Received::Binary)),
        }
    }

    fn begin(&mut self, is_text: bool, bytes: &[u8]) -> Result<Option<Received>, CloseCode> {
        let bytes = bytes.to_vec();
        let before = self.fragments.replace(Fragments { is_text, bytes });
        match before {
            Some(_) => Err(CloseCode::Protocol),
            None => Ok(None),
        }
    }
}

fn text(bytes: Vec<u8>) -> Result<Received, CloseCode> {
    let text = String::from_utf8(bytes).map_err(|_| CloseCode::InvalidText)?;
    Ok(Received::Text(text))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "maps the codec's error by value"
)]
fn close_code(error: ProtocolError) -> CloseCode {
    match error {
        ProtocolError::Overflow => CloseCode::TooBig,
        ProtocolError::UnmaskedFrame
        | ProtocolError::MaskedFrame
        | ProtocolError::InvalidOpcode(_)
        | ProtocolError::InvalidLength(_)
        | ProtocolError::BadOpCode
        | ProtocolError::ContinuationNotStarted
        | ProtocolError::ContinuationStarted
        | ProtocolError::ContinuationFragment(_)
        | ProtocolError::Io(_) => CloseCode::Protocol,
    }
}
