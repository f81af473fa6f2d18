//! The response body of a socket: frames straight from its queue.

use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use bytes::Bytes;
use realtime::Socket;

/// Writes a socket's queue. Everything queued is collected into one write by actix.
pub(super) struct SocketBody {
    socket: Rc<Socket>,
}

impl SocketBody {
    pub(super) fn new(socket: Rc<Socket>) -> Self {
        Self { socket }
    }
}

impl MessageBody for SocketBody {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        self.socket.poll_frame(cx).map(|frame| frame.map(Ok))
    }
}

impl Drop for SocketBody {
    fn drop(&mut self) {
        self.socket.gone();
    }
}

/// A body that writes one frame and ends.
pub(super) fn only(frame: Bytes) -> BoxBody {
    OneFrame(Some(frame)).boxed()
}

struct OneFrame(Option<Bytes>);

impl MessageBody for OneFrame {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
