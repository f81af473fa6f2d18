//! One open socket of a core: its stream and what waits to be written to it.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    io::{self, IoSlice},
};

use bytes::{Buf, Bytes};
use tokio::{net::TcpStream, sync::Notify};

/// Bytes that may wait for a reader before it is dropped as too slow.
const LONGEST_BACKLOG: usize = 4 << 20;
/// Pieces that go out in one write.
const WIDEST_WRITE: usize = 64;

/// Lives on one core, hence no locks.
#[derive(Debug)]
pub(crate) struct Socket {
    pub(crate) id: u64,
    pub(crate) stream: TcpStream,
    /// Whether a batch under way holds a frame for this socket alone.
    pub(crate) has_own_frame: Cell<bool>,
    /// Wakes the socket's task when a backlog begins or the socket is given up.
    pub(crate) stirred: Notify,
    is_gone: Cell<bool>,
    backlog: RefCell<Backlog>,
}

#[derive(Debug, Default)]
struct Backlog {
    pieces: VecDeque<Bytes>,
    size: usize,
}

impl Socket {
    pub(crate) fn new(id: u64, stream: TcpStream) -> Self {
        Self {
            id,
            stream,
            has_own_frame: Cell::new(false),
            stirred: Notify::new(),
            is_gone: Cell::new(false),
            backlog: RefCell::default(),
        }
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.is_gone.get()
    }

    pub(crate) fn has_backlog(&self) -> bool {
        !self.backlog.borrow().pieces.is_empty()
    }

    /// Writes at once when nothing waits; else the batch waits its turn, sharing its bytes with all other sockets.
    pub(crate) fn write(&self, batch: &Bytes) {
        let mut left = batch.clone();
        if !self.has_backlog() {
            match self.stream.try_write(batch) {
                Ok(written) if written == batch.len() => return,
                Ok(written) => left.advance(written),
                Err(cause) if cause.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return self.give_up(),
            }
        }
        let mut backlog = self.backlog.borrow_mut();
        backlog.size += left.len();
        backlog.pieces.push_back(left);
        if backlog.size > LONGEST_BACKLOG {
            self.give_up();
        }
        self.stirred.notify_one();
    }

    /// Writes the backlog as far as the peer takes it, everything queued in one call.
    pub(crate) fn flush(&self) -> io::Result<()> {
        let mut backlog = self.backlog.borrow_mut();
        while !backlog.pieces.is_empty() {
            let slices: Vec<_> = backlog
                .pieces
                .iter()
                .take(WIDEST_WRITE)
                .map(|piece| IoSlice::new(piece))
                .collect();
            match self.stream.try_write_vectored(&slices) {
                Ok(written) => backlog.advance(written),
                Err(cause) if cause.kind() == io::ErrorKind::WouldBlock => break,
                Err(cause) => return Err(cause),
            }
        }
        Ok(())
    }

    fn give_up(&self) {
        self.is_gone.set(true);
        self.stirred.notify_one();
    }
}

impl Backlog {
    fn advance(&mut self, mut written: usize) {
        self.size = self.size.saturating_sub(written);
        while let Some(piece) = self.pieces.front_mut() {
            if written < piece.len() {
                piece.advance(written);
                return;
            }
            written -= piece.len();
            self.pieces.pop_front();
        }
    }
}
