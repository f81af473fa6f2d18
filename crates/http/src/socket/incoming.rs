//! Frames from a client.
//!
//! actix-ws would read them too, but keeps the buffer of the last one for as long as the socket is
//! idle; thousands of sockets are. Here a buffer lives only while part of a frame is in it.

use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::dev::Payload;
use bytes::Bytes;
use futures_util::Stream;
use realtime::{CloseCode, Socket};

use super::frames::{Frames, Received};

/// The frames of one client, in order.
pub(super) struct Incoming {
    payload: Payload,
    socket: Rc<Socket>,
    frames: Frames,
}

impl Incoming {
    pub(super) fn new(payload: Payload, socket: Rc<Socket>) -> Self {
        Self {
            payload,
            socket,
            frames: Frames::new(),
        }
    }

    /// The next frame, or how to close because of it; `None` when the connection is gone.
    pub(super) async fn next(&mut self) -> Option<Result<Received, CloseCode>> {
        loop {
            match self.frames.next() {
                Ok(Some(received)) => return Some(Ok(received)),
                Ok(None) => {}
                Err(code) => return Some(Err(code)),
            }
            let chunk = poll_fn(|cx| self.poll_chunk(cx)).await?;
            self.frames.add(&chunk);
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
}
