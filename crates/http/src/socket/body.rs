//! The response body of a socket: frames straight from its queue, then the goodbye.

use std::convert::Infallible;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, MessageBody};
use bytes::Bytes;
use realtime::Socket;

use super::gate::Place;
use super::goodbye::Goodbye;

/// The places of a socket at the gate: its address's and its owner's.
pub(super) type Places = (Place, Place);

/// Writes a socket's queue. Everything queued is collected into one write by actix.
pub(super) struct SocketBody {
    socket: Rc<Socket>,
    goodbye: Goodbye,
    /// Held until everything is written, however slowly it is read.
    _places: Places,
}

impl SocketBody {
    pub(super) fn new(socket: Rc<Socket>, goodbye: Goodbye, places: Places) -> Self {
        Self {
            socket,
            goodbye,
            _places: places,
        }
    }
}

impl MessageBody for SocketBody {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        let frame = ready!(self.socket.poll_frame(cx));
        if frame.is_none() {
            ready!(self.goodbye.poll(cx));
        }
        Poll::Ready(frame.map(Ok))
    }
}

impl Drop for SocketBody {
    fn drop(&mut self) {
        self.socket.gone();
    }
}

/// Writes one frame.
pub(super) struct OneFrame {
    frame: Option<Bytes>,
    goodbye: Goodbye,
}

impl OneFrame {
    pub(super) fn new(frame: Bytes, goodbye: Goodbye) -> Self {
        Self {
            frame: Some(frame),
            goodbye,
        }
    }
}

impl MessageBody for OneFrame {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        let frame = self.frame.take();
        if frame.is_none() {
            ready!(self.goodbye.poll(cx));
        }
        Poll::Ready(frame.map(Ok))
    }
}
