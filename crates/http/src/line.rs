//! A client's connection that the server can end itself.

use std::cell::Cell;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::rt::net::TcpStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection over TCP, with an end that the server decides on.
///
/// After the last answer actix reads on until the client hangs up or loses patience, for seconds. That
/// is right for a request that was refused while its body still came. After the goodbyes of a socket it
/// is the server that hangs up (RFC 6455, section 7.1.1), and browsers tell their page that the socket
/// closed only then.
pub struct Line {
    stream: TcpStream,
    hang_up: HangUp,
}

/// Ends a [`Line`]; found in the data of the connection.
#[derive(Debug, Clone, Default)]
pub struct HangUp(Rc<Cell<bool>>);

impl HangUp {
    /// From now on the line reads as if the client had hung up. To be called by what answers the
    /// client, at its end: nobody is woken.
    pub(crate) fn now(&self) {
        self.0.set(true);
    }
}

impl Line {
    /// A line over `stream`.
    pub fn over(stream: TcpStream) -> Self {
        Self {
            stream,
            hang_up: HangUp::default(),
        }
    }

    /// What ends this line.
    pub fn hang_up(&self) -> HangUp {
        self.hang_up.clone()
    }

    fn stream(&mut self) -> Pin<&mut TcpStream> {
        Pin::new(&mut self.stream)
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.hang_up.0.get() {
            return Poll::Ready(Ok(()));
        }
        self.stream().poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream().poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream().poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(cx)
    }
}
