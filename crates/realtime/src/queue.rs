//! What a socket still has to send: bounded, so that a slow reader costs a bounded amount.

use std::collections::VecDeque;
use std::task::{Context, Poll, Waker};

use bytes::{Buf, Bytes};

use crate::wire::Wire;

/// So many bytes are put together for one call.
const AT_ONCE: usize = 64 * 1024;

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

impl QueueLimit {
    fn has_place(self, frames: usize, bytes: usize) -> bool {
        frames <= self.frames && bytes <= self.bytes
    }

    fn is_half_used(self, frames: usize, bytes: usize) -> bool {
        frames > self.frames / 2 || bytes > self.bytes / 2
    }
}

/// How badly a frame is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Must arrive; a socket that has no room for it is too slow.
    Sure,
    /// Part of a replay: bounded by the replay, not by the queue, and only begun when the queue has
    /// room.
    Replay,
    /// Typing and head counts: dropped as soon as the queue is half full.
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
    blocks: VecDeque<Block>,
    frames: usize,
    bytes: usize,
    replay: Replay,
    limit: QueueLimit,
    is_closing: bool,
    /// Whether a part of the first block is written already.
    is_begun: bool,
    reader: Option<Waker>,
    /// Who waits to queue a replay.
    patient: Vec<Waker>,
}

/// Frames that go out together.
#[derive(Debug)]
struct Block {
    bytes: Bytes,
    frames: usize,
    is_replay: bool,
}

/// What waits beside what the limit allows.
#[derive(Debug, Default)]
struct Replay {
    frames: usize,
    bytes: usize,
}

impl Queue {
    pub(crate) fn new(limit: QueueLimit) -> Self {
        Self {
            blocks: VecDeque::new(),
            frames: 0,
            bytes: 0,
            replay: Replay::default(),
            limit,
            is_closing: false,
            is_begun: false,
            reader: None,
            patient: Vec::new(),
        }
    }

    /// Queues so many frames that follow each other in `bytes`; all of them or none. The reader does
    /// not hear of it yet.
    pub(crate) fn push_block(&mut self, bytes: Bytes, frames: usize, lane: Lane) -> Pushed {
        if self.is_closing {
            return Pushed::Taken;
        }
        let waiting = self.frames.saturating_sub(self.replay.frames);
        let size = self.bytes.saturating_sub(self.replay.bytes);
        // Who has read everything is not too slow, however much comes at once.
        let has_place = waiting == 0 || self.limit.has_place(waiting + frames, size + bytes.len());
        match lane {
            Lane::Lossy if self.limit.is_half_used(waiting, size) => {}
            Lane::Sure if !has_place => return Pushed::Overflow,
            Lane::Sure | Lane::Lossy => self.enqueue(bytes, frames, false),
            Lane::Replay => {
                self.replay.frames += frames;
                self.replay.bytes += bytes.len();
                self.enqueue(bytes, frames, true);
            }
        }
        Pushed::Taken
    }

    /// Queues the last frame; what comes after it is ignored.
    pub(crate) fn finish(&mut self, close: Bytes) {
        if !self.is_closing {
            self.enqueue(close, 1, false);
            self.end();
        }
    }

    /// Forgets what waits and queues the last frame: for a reader that can't keep up anyway. After a
    /// part of a block there is no last frame, for it would be read as the rest of that part.
    pub(crate) fn abort(&mut self, close: Bytes) {
        if self.is_closing {
            return;
        }
        self.blocks = VecDeque::new();
        self.frames = 0;
        self.bytes = 0;
        self.replay = Replay::default();
        match self.is_begun {
            true => self.end(),
            false => self.finish(close),
        }
    }

    fn end(&mut self) {
        self.is_closing = true;
        self.wake_reader();
        self.let_on();
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.is_closing
    }

    /// The next frames; `None` after the last one.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if let Some(bytes) = self.pop() {
            // It has something to write, so nobody may write past it until it waits again.
            self.reader = None;
            return Poll::Ready(Some(bytes));
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

    /// Has the reader write what waits.
    pub(crate) fn wake_reader(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }

    /// Writes what waits to `wire`; the reader gets what it does not take. A reader that is about to
    /// come anyway gets everything.
    pub(crate) fn write_to(&mut self, wire: &dyn Wire) {
        while self.reader.is_some() && !self.blocks.is_empty() {
            let due = self.next_bytes();
            let sent = wire.send(&due);
            self.forget(sent);
            if sent < due.len() || due.is_empty() {
                self.wake_reader();
            }
        }
    }

    /// What is to be written next, in one piece.
    fn next_bytes(&self) -> Bytes {
        if let [only] = self.blocks.as_slices().0
            && self.blocks.len() == 1
        {
            return only.bytes.clone();
        }
        let mut due = Vec::new();
        for block in &self.blocks {
            if !due.is_empty() && due.len() + block.bytes.len() > AT_ONCE {
                break;
            }
            due.extend_from_slice(&block.bytes);
        }
        due.into()
    }

    /// So many of the first bytes are written.
    fn forget(&mut self, mut sent: usize) {
        while sent > 0
            && let Some(first) = self.blocks.front_mut()
        {
            if first.bytes.len() > sent {
                first.bytes.advance(sent);
                self.bytes = self.bytes.saturating_sub(sent);
                if first.is_replay {
                    self.replay.bytes = self.replay.bytes.saturating_sub(sent);
                }
                self.is_begun = true;
                return;
            }
            sent -= first.bytes.len();
            self.pop();
        }
    }

    fn pop(&mut self) -> Option<Bytes> {
        let block = self.blocks.pop_front()?;
        self.frames = self.frames.saturating_sub(block.frames);
        self.bytes = self.bytes.saturating_sub(block.bytes.len());
        if block.is_replay {
            self.replay.frames = self.replay.frames.saturating_sub(block.frames);
            self.replay.bytes = self.replay.bytes.saturating_sub(block.bytes.len());
        }
        self.is_begun = false;
        self.rest();
        Some(block.bytes)
    }

    /// Ready once there is room for a replay. Replays are not bounded by the limit, so they must
    /// not be piled up by somebody who asks for them but does not read.
    pub(crate) fn poll_room(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.has_room() {
            return Poll::Ready(());
        }
        if !self.patient.iter().any(|it| it.will_wake(cx.waker())) {
            self.patient.push(cx.waker().clone());
        }
        Poll::Pending
    }

    fn has_room(&self) -> bool {
        self.is_closing || !self.limit.is_half_used(self.frames, self.bytes)
    }

    /// After a block went out. A drained queue keeps no memory of how long it once was.
    fn rest(&mut self) {
        if self.blocks.is_empty() && self.blocks.capacity() > 64 {
            self.blocks = VecDeque::new();
        }
        if !self.patient.is_empty() && self.has_room() {
            self.let_on();
        }
    }

    fn let_on(&mut self) {
        self.patient.drain(..).for_each(Waker::wake);
    }

    fn enqueue(&mut self, bytes: Bytes, frames: usize, is_replay: bool) {
        self.frames += frames;
        self.bytes += bytes.len();
        self.blocks.push_back(Block {
            bytes,
            frames,
            is_replay,
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    use super::*;

    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    impl Woken {
        fn times(&self) -> usize {
            self.0.load(Ordering::Relaxed)
        }
    }

    const FRAME: Bytes = Bytes::from_static(b"0123456789");

    fn queue() -> Queue {
        Queue::new(QueueLimit {
            frames: 1_000,
            bytes: 100_000,
        })
    }

    fn drain(queue: &mut Queue) -> usize {
        let mut cx = Context::from_waker(Waker::noop());
        let next = || queue.poll_next(&mut cx);
        std::iter::repeat_with(next)
            .take_while(|it| matches!(it, Poll::Ready(Some(_))))
            .count()
    }

    #[test]
    fn a_drained_queue_keeps_no_memory() {
        let mut queue = queue();
        for lane in [Lane::Sure, Lane::Lossy, Lane::Replay] {
            for _ in 0..400 {
                queue.push_block(FRAME, 1, lane);
            }
        }
        assert!(drain(&mut queue) > 800);
        assert_eq!(queue.blocks.capacity(), 0);
        assert_eq!(
            (queue.bytes, queue.replay.bytes, queue.replay.frames),
            (0, 0, 0)
        );
    }

    #[test]
    fn the_reader_is_woken_once_for_what_waits_and_by_the_last_frame() {
        let (mut queue, woken) = (queue(), Arc::new(Woken::default()));
        let waker = Waker::from(Arc::clone(&woken));
        let mut cx = Context::from_waker(&waker);
        assert!(queue.poll_next(&mut cx).is_pending());
        for _ in 0..2 {
            queue.push_block(FRAME, 1, Lane::Sure);
            queue.wake_reader();
        }
        assert_eq!(woken.times(), 1);
        assert_eq!(drain(&mut queue), 2);
        assert!(queue.poll_next(&mut cx).is_pending());
        queue.finish(FRAME);
        assert_eq!(woken.times(), 2);
        assert_eq!(queue.poll_next(&mut cx), Poll::Ready(Some(FRAME)));
        assert_eq!(queue.poll_next(&mut cx), Poll::Ready(None));
    }

    #[test]
    fn who_waits_for_room_is_woken_when_half_is_written_or_nothing_ever_will_be() {
        for is_read in [true, false] {
            let (mut queue, woken) = (queue(), Arc::new(Woken::default()));
            let waker = Waker::from(Arc::clone(&woken));
            let mut cx = Context::from_waker(&waker);
            for _ in 0..502 {
                queue.push_block(FRAME, 1, Lane::Replay);
            }
            assert!(queue.poll_room(&mut cx).is_pending());
            assert!(queue.poll_next(&mut cx).is_ready());
            assert!(queue.poll_room(&mut cx).is_pending());
            assert_eq!(woken.times(), 0);
            match is_read {
                true => assert!(queue.poll_next(&mut cx).is_ready()),
                false => queue.abort(FRAME),
            }
            assert_eq!(woken.times(), 1);
            assert!(queue.poll_room(&mut cx).is_ready());
        }
    }

    /// A connection that takes so many bytes at once.
    struct Takes(usize);

    impl Wire for Takes {
        fn send(&self, bytes: &[u8]) -> usize {
            bytes.len().min(self.0)
        }
    }

    /// A queue whose reader waits.
    fn parked(woken: &Arc<Woken>) -> Queue {
        let mut queue = queue();
        let waker = Waker::from(Arc::clone(woken));
        let mut cx = Context::from_waker(&waker);
        assert!(queue.poll_next(&mut cx).is_pending());
        queue
    }

    #[test]
    fn the_reader_is_woken_for_what_the_connection_does_not_take() {
        for taken in [0, 3] {
            let woken = Arc::new(Woken::default());
            let mut queue = parked(&woken);
            queue.push_block(FRAME, 1, Lane::Sure);
            queue.write_to(&Takes(taken));
            assert_eq!(woken.times(), 1);
            let mut cx = Context::from_waker(Waker::noop());
            let rest = FRAME.slice(taken..);
            assert_eq!(queue.poll_next(&mut cx), Poll::Ready(Some(rest)));
        }
        let woken = Arc::new(Woken::default());
        let mut queue = parked(&woken);
        queue.push_block(FRAME, 1, Lane::Sure);
        queue.write_to(&Takes(100));
        assert_eq!((woken.times(), queue.bytes, queue.frames), (0, 0, 0));
    }

    #[test]
    fn no_close_frame_follows_a_part_of_another_frame() {
        for (taken, last) in [(0, Some(FRAME)), (3, None)] {
            let woken = Arc::new(Woken::default());
            let mut queue = parked(&woken);
            queue.push_block(FRAME, 1, Lane::Sure);
            queue.write_to(&Takes(taken));
            queue.abort(FRAME);
            let mut cx = Context::from_waker(Waker::noop());
            assert_eq!(queue.poll_next(&mut cx), Poll::Ready(last.clone()));
            assert_eq!(queue.poll_next(&mut cx), Poll::Ready(None));
        }
    }

    #[test]
    fn who_reads_one_replay_after_the_other_gets_no_credit_for_those_read() {
        let mut queue = queue();
        let mut cx = Context::from_waker(Waker::noop());
        for _ in 0..10 {
            for _ in 0..2_000 {
                queue.push_block(FRAME, 1, Lane::Replay);
            }
            for _ in 0..1_900 {
                assert!(queue.poll_next(&mut cx).is_ready());
            }
        }
        for _ in 0..1_000 {
            assert_eq!(queue.push_block(FRAME, 1, Lane::Sure), Pushed::Taken);
        }
        assert_eq!(queue.push_block(FRAME, 1, Lane::Sure), Pushed::Overflow);
    }

    #[test]
    fn who_has_read_everything_is_not_too_slow_for_a_large_block() {
        let mut queue = queue();
        assert_eq!(queue.push_block(FRAME, 5_000, Lane::Sure), Pushed::Taken);
        assert_eq!(queue.push_block(FRAME, 1, Lane::Sure), Pushed::Overflow);
    }

    #[test]
    fn what_is_replayed_does_not_count_until_it_is_written() {
        let mut queue = queue();
        for _ in 0..3_000 {
            assert_eq!(queue.push_block(FRAME, 1, Lane::Replay), Pushed::Taken);
        }
        for _ in 0..1_000 {
            assert_eq!(queue.push_block(FRAME, 1, Lane::Sure), Pushed::Taken);
        }
        assert_eq!(queue.push_block(FRAME, 1, Lane::Sure), Pushed::Overflow);
        let mut cx = Context::from_waker(Waker::noop());
        for _ in 0..3_000 {
            assert!(queue.poll_next(&mut cx).is_ready());
        }
        assert_eq!(queue.push_block(FRAME, 1, Lane::Sure), Pushed::Overflow);
        assert!(queue.poll_next(&mut cx).is_ready());
        assert_eq!(queue.push_block(FRAME, 1, Lane::Sure), Pushed::Taken);
    }

    #[test]
    fn a_block_counts_as_its_frames_and_is_taken_whole_or_not_at_all() {
        let mut queue = queue();
        assert_eq!(queue.push_block(FRAME, 999, Lane::Sure), Pushed::Taken);
        assert_eq!(queue.push_block(FRAME, 2, Lane::Sure), Pushed::Overflow);
        assert_eq!((queue.frames, queue.bytes), (999, FRAME.len()));
        assert_eq!(queue.push_block(FRAME, 1, Lane::Sure), Pushed::Taken);
        assert_eq!(drain(&mut queue), 2);
        assert_eq!((queue.frames, queue.bytes), (0, 0));
    }
}
