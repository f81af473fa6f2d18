//! A client's connection that the server can write to and end itself, past actix.

use std::cell::{Cell, RefCell};
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use actix_web::rt::net::TcpStream;
use realtime::Wire;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection over TCP, with an end that the server decides on.
///
/// After the last answer actix reads on until the client hangs up or loses patience, for seconds. That
/// is right for a request that was refused while its body still came. After the goodbyes of a socket it
/// is the server that hangs up (RFC 6455, section 7.1.1), and browsers tell their page that the socket
/// closed only then.
pub struct Line(Rc<Shared>);

struct Shared {
    stream: RefCell<TcpStream>,
    is_hung_up: Cell<bool>,
    /// Whether everything that actix has written is through.
    is_clear: Cell<bool>,
}

/// A hold on a [`Line`] that does not keep it open; found in the data of the connection.
#[derive(Clone)]
pub struct LineEnd(Weak<Shared>);

impl LineEnd {
    /// From now on the line reads as if the client had hung up. To be called by what answers the
    /// client, at its end: nobody is woken.
    pub(crate) fn hang_up(&self) {
        if let Some(line) = self.0.upgrade() {
            line.is_hung_up.set(true);
        }
    }
}

impl Wire for LineEnd {
    /// What actix was given comes first: it writes all it has when it is polled, so it has something
    /// left only if the line did not take it.
    fn send(&self, bytes: &[u8]) -> usize {
        let line = self.0.upgrade().filter(|line| line.is_clear.get());
        let sent = line.map(|line| line.stream.borrow().try_write(bytes));
        sent.and_then(Result::ok).unwrap_or(0)
    }
}

impl Line {
    /// A line over `stream`.
    pub fn over(stream: TcpStream) -> Self {
        Self(Rc::new(Shared {
            stream: RefCell::new(stream),
            is_hung_up: Cell::new(false),
            is_clear: Cell::new(true),
        }))
    }

    /// What writes to this line and ends it.
    pub fn end(&self) -> LineEnd {
        LineEnd(Rc::downgrade(&self.0))
    }

    fn with<T>(&self, act: impl FnOnce(Pin<&mut TcpStream>) -> T) -> T {
        act(Pin::new(&mut *self.0.stream.borrow_mut()))
    }

    /// Takes note of how much of so many bytes actix got rid of.
    fn note(&self, due: usize, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        let is_clear = matches!(written, Poll::Ready(Ok(written)) if written == due);
        self.0.is_clear.set(is_clear);
        written
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.0.is_hung_up.get() {
            return Poll::Ready(Ok(()));
        }
        self.with(|stream| stream.poll_read(cx, buffer))
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = self.with(|stream| stream.poll_write(cx, bytes));
        self.note(bytes.len(), written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let due = slices.iter().map(|slice| slice.len()).sum();
        let written = self.with(|stream| stream.poll_write_vectored(cx, slices));
        self.note(due, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.stream.borrow().is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.with(|stream| stream.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.with(|stream| stream.poll_shutdown(cx))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// A line and the client at its other end.
    async fn line() -> (Line, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (client, server) = tokio::join!(TcpStream::connect(address), listener.accept());
        (Line::over(server.unwrap().0), client.unwrap())
    }

    /// Writes as actix does until the line takes no more; answers how much it took.
    async fn fill(line: &mut Line, bytes: &[u8]) -> usize {
        let mut taken = 0;
        poll_fn(|cx| {
            while let Poll::Ready(written) = Pin::new(&mut *line).poll_write(cx, bytes) {
                taken += written.unwrap();
            }
            Poll::Ready(())
        })
        .await;
        taken
    }

    #[tokio::test]
    async fn what_is_sent_past_actix_arrives_among_what_actix_writes() {
        let (mut line, mut client) = line().await;
        line.write_all(b"one, ").await.unwrap();
        assert_eq!(line.end().send(b"two, "), 5);
        line.write_all(b"three").await.unwrap();
        drop(line);
        let mut heard = String::new();
        client.read_to_string(&mut heard).await.unwrap();
        assert_eq!(heard, "one, two, three");
    }

    #[tokio::test]
    async fn nothing_overtakes_what_actix_could_not_write_yet() {
        let (mut line, mut client) = line().await;
        let end = line.end();
        let taken = fill(&mut line, &[b'a'; 1 << 16]).await;
        assert_eq!(end.send(b"b"), 0);
        // The client reads, so there is room again; but actix comes first.
        let mut heard = vec![0; taken];
        client.read_exact(&mut heard).await.unwrap();
        assert_eq!(end.send(b"b"), 0);
        line.write_all(b"c").await.unwrap();
        assert_eq!(end.send(b"b"), 1);
        let mut rest = [0; 2];
        client.read_exact(&mut rest).await.unwrap();
        assert_eq!(&rest, b"cb");
    }

    #[tokio::test]
    async fn an_end_keeps_no_line_open() {
        let (line, mut client) = line().await;
        let end = line.end();
        drop(line);
        assert_eq!(end.send(b"late"), 0);
        end.hang_up();
        let mut heard = Vec::new();
        client.read_to_end(&mut heard).await.unwrap();
        assert!(heard.is_empty());
    }
}
