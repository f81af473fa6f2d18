//! What a socket still has to send: bounded, so that a slow reader costs a bounded amount.

use std::collections::VecDeque;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;

/// How much may wait for one socket before it counts as too slow.
#[derive(Debug, Clone, Copy)]
pub struct QueueLimit {
    /// Most frames.
    pub frames: usize,
    /// Most bytes; frames are shared, so this bounds what the kernel may have to buffer.
    pub bytes: usize,
}

impl Default for QueueLimit {
    fn default() -> Self {
        Self {
            frames: 8_192,
            bytes: 2 * 1024 * 1024,
        }
    }
}

/// How badly a frame is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Must arrive; a socket that has no room for it is too slow.
    Sure,
    /// Part of a replay that the client asked for: bounded by the replay, not by the queue.
    Replay,
    /// Typing and presence: dropped as soon as the queue is half full.
    Lossy,
}

/// What became of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pushed {
    /// Queued, dropped as lossy, or the socket is closing anyway.
    Taken,
    /// There is no room: the socket is too slow.
    Overflow,
}

#[derive(Debug)]
pub(crate) struct Queue {
    frames: VecDeque<Bytes>,
    bytes: usize,
    /// Frames and bytes of a replay that wait beside what the limit allows.
    replayed: (usize, usize),
    limit: QueueLimit,
    is_closing: bool,
    reader: Option<Waker>,
}

impl Queue {
    pub(crate) fn new(limit: QueueLimit) -> Self {
        Self {
            frames: VecDeque::new(),
            bytes: 0,
            replayed: (0, 0),
            limit,
            is_closing: false,
            reader: None,
        }
    }

    pub(crate) fn push(&mut self, frame: Bytes, lane: Lane) -> Pushed {
        if self.is_closing {
            return Pushed::Taken;
        }
        let frames = self.frames.len().saturating_sub(self.replayed.0);
        let bytes = self.bytes.saturating_sub(self.replayed.1);
        match lane {
            Lane::Lossy if frames > self.limit.frames / 2 || bytes > self.limit.bytes / 2 => {
                return Pushed::Taken;
            }
            Lane::Sure if frames >= self.limit.frames || bytes >= self.limit.bytes => {
                return Pushed::Overflow;
            }
            Lane::Replay => {
                self.replayed.0 += 1;
                self.replayed.1 += frame.len();
            }
            Lane::Sure | Lane::Lossy => {}
        }
        self.enqueue(frame);
        Pushed::Taken
    }

    /// Queues the last frame; what comes after it is ignored.
    pub(crate) fn finish(&mut self, close: Bytes) {
        if !self.is_closing {
            self.enqueue(close);
            self.is_closing = true;
        }
    }

    /// Forgets what waits and queues the last frame: for a reader that can't keep up anyway.
    pub(crate) fn abort(&mut self, close: Bytes) {
        if !self.is_closing {
            self.frames.clear();
            self.bytes = 0;
            self.finish(close);
        }
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.is_closing
    }

    /// The next frame; `None` after the last one.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if let Some(frame) = self.frames.pop_front() {
            self.bytes = self.bytes.saturating_sub(frame.len());
            if self.frames.is_empty() {
                self.rest();
            }
            return Poll::Ready(Some(frame));
        }
        if self.is_closing {
            return Poll::Ready(None);
        }
        match &mut self.reader {
            Some(reader) => reader.clone_from(cx.waker()),
            None => self.reader = Some(cx.waker().clone()),
        }
        Poll::Pending
    }

    /// A drained queue keeps no memory of how long it once was.
    fn rest(&mut self) {
        self.replayed = (0, 0);
        if self.frames.capacity() > 64 {
            self.frames = VecDeque::new();
        }
    }

    fn enqueue(&mut self, frame: Bytes) {
        self.bytes += frame.len();
        self.frames.push_back(frame);
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}
