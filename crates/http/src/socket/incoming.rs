//! Frames from a client.
//!
//! actix-ws would read them too, but keeps the buffer of the last one for as long as the socket is
//! idle; thousands of sockets are. Here a buffer lives only while part of a frame is in it.

use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::rt::time::timeout;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use realtime::{CloseCode, Socket};

use super::frames::{Frames, Received};
use super::goodbye::PATIENCE;

/// What was on its way when a client was told goodbye has come when nothing came for so long.
const QUIET: Duration = Duration::from_millis(100);

/// The frames of one client, in order.
pub(super) struct Incoming {
    payload: Payload,
    /// Not there for a client that was not let in.
    socket: Option<Rc<Socket>>,
    frames: Frames,
}

impl Incoming {
    pub(super) fn new(payload: Payload, socket: Option<Rc<Socket>>) -> Self {
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

    /// Waits for the goodbye of a client that is not listened to, but no longer than one waits for
    /// goodbyes.
    pub(super) async fn ignore(mut self) {
        let reading = async {
            loop {
                match self.next().await {
                    Some(Ok(Received::Close)) | None => return,
                    Some(Ok(_)) => {}
                    Some(Err(_)) => return self.drain().await,
                }
            }
        };
        // Nobody tells when the connection of such a client is gone.
        let _ = timeout(PATIENCE, reading).await;
    }

    /// Reads away what still comes after something that was no frame: a client that is hung up on while
    /// it sends may never see what it was told.
    pub(super) async fn drain(&mut self) {
        while let Ok(Some(Ok(_))) = timeout(QUIET, self.payload.next()).await {}
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        // The payload itself never tells that its connection was dropped.
        if let Some(socket) = &self.socket
            && socket.poll_gone(cx).is_ready()
        {
            return Poll::Ready(None);
        }
        let chunk = Pin::new(&mut self.payload).poll_next(cx);
        chunk.map(|chunk| chunk.and_then(Result::ok))
    }
}
