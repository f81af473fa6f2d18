//! One connected device.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use domain::{Person, RoomId, SessionId, UserId};
use protocol::{ServerEvent, close_frame, text_frame};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::queue::{Lane, Pushed, Queue, QueueLimit};
use crate::subscription::Subscription;
use crate::wire::Wire;

/// Why the server closes a socket (RFC 6455, section 7.4, and docs/protocol.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseCode {
    /// The client said goodbye.
    Normal,
    /// The client broke the WebSocket protocol.
    Protocol,
    /// A text frame was no UTF-8.
    InvalidText,
    /// Not signed in, or not any more.
    Policy,
    /// A frame was too long.
    TooBig,
    /// The server stops; come back in a moment.
    Restart,
    /// The client reads too slowly; come back and resume.
    TooSlow,
    /// The client holds as many connections as it may; come back with fewer.
    TooMany,
    /// Nothing was heard for too long.
    Silent,
}

impl CloseCode {
    const fn number(self) -> u16 {
        match self {
            Self::Normal => 1000,
            // Not 1000: that would tell a client that sleeps to stay away for good.
            Self::Silent => 1001,
            Self::Protocol => 1002,
            Self::InvalidText => 1007,
            Self::Policy => 1008,
            Self::TooBig => 1009,
            Self::Restart => 1012,
            Self::TooSlow | Self::TooMany => 1013,
        }
    }

    const fn reason(self) -> &'static str {
        match self {
            Self::Normal => "",
            Self::Protocol => "protocol error",
            Self::InvalidText => "not UTF-8",
            Self::Policy => "not authenticated",
            Self::TooBig => "frame too long",
            Self::Restart => "server restarting",
            Self::TooSlow => "too slow; resume",
            Self::TooMany => "too many connections",
            Self::Silent => "nothing heard",
        }
    }

    /// The close frame, as it goes over the wire.
    pub fn frame(self) -> Bytes {
        close_frame(self.number(), self.reason())
    }
}

/// Whose device connects, and by which sign-in.
#[derive(Debug, Clone)]
pub struct ConnectedDevice {
    /// Whose.
    pub person: Person,
    /// The session that it closes with.
    pub session: SessionId,
}

/// One connected device; lives on one worker thread.
pub struct Socket {
    pub(crate) id: u64,
    pub(crate) person: Person,
    pub(crate) session: SessionId,
    pub(crate) subscriptions: RefCell<HashMap<RoomId, Rc<Subscription>>>,
    pub(crate) is_watching: Cell<bool>,
    pub(crate) watched: RefCell<HashSet<RoomId>>,
    /// Whether it was closed as too slow and not counted yet.
    pub(crate) overflowed: Cell<bool>,
    /// One of its subscriptions catches up at a time, so that what all of them missed is not queued at
    /// once.
    pub(crate) catching_up: Semaphore,
    queue: RefCell<Queue>,
    /// Without one everything goes through the reader of the queue.
    wire: Option<Box<dyn Wire>>,
    /// Whether it is among those that a worker writes to next.
    pub(crate) is_due: Cell<bool>,
    heard_at: Cell<Instant>,
    is_gone: Cell<bool>,
    awaits_end: Cell<Option<Waker>>,
}

impl Socket {
    pub(crate) fn new(
        id: u64,
        device: ConnectedDevice,
        wire: Option<Box<dyn Wire>>,
        limit: QueueLimit,
    ) -> Rc<Self> {
        Rc::new(Self {
            id,
            person: device.person,
            session: device.session,
            subscriptions: RefCell::default(),
            is_watching: Cell::new(false),
            watched: RefCell::default(),
            overflowed: Cell::new(false),
            catching_up: Semaphore::new(1),
            queue: RefCell::new(Queue::new(limit)),
            wire,
            is_due: Cell::new(false),
            heard_at: Cell::new(Instant::now()),
            is_gone: Cell::new(false),
            awaits_end: Cell::new(None),
        })
    }

    /// Whose device it is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    pub(crate) fn user(&self) -> UserId {
        self.person.id
    }

    /// Notes that the client is alive.
    pub fn heard(&self) {
        self.heard_at.set(Instant::now());
    }

    pub(crate) fn silent_for(&self) -> Duration {
        self.heard_at.get().elapsed()
    }

    /// Sends an event to this socket alone.
    pub fn tell(&self, event: &ServerEvent<'_>) {
        match text_frame(event) {
            Ok(frame) => self.push(frame, Lane::Sure),
            Err(error) => tracing::error!(%error, "an event could not be written as JSON"),
        }
    }

    /// Sends a frame that is already encoded, such as a pong.
    pub fn send(&self, frame: Bytes) {
        self.push(frame, Lane::Sure);
    }

    pub(crate) fn push(&self, frame: Bytes, lane: Lane) {
        self.queue_block(frame, 1, lane);
        self.queue.borrow_mut().wake_reader();
    }

    /// Queues so many frames that follow each other in `block`; they are sent with the next frame, or
    /// by [`write_out`](Self::write_out).
    pub(crate) fn queue_block(&self, block: Bytes, frames: usize, lane: Lane) {
        let mut queue = self.queue.borrow_mut();
        if queue.push_block(block, frames, lane) == Pushed::Overflow {
            queue.abort(CloseCode::TooSlow.frame());
            self.overflowed.set(true);
            tracing::info!(user.id = %self.person.id, "closed a socket that reads too slowly");
        }
    }

    /// Sends what is queued, at once if the connection takes it.
    pub(crate) fn write_out(&self) {
        let mut queue = self.queue.borrow_mut();
        match &self.wire {
            Some(wire) => queue.write_to(wire.as_ref()),
            None => queue.wake_reader(),
        }
    }

    /// Closes the socket once everything queued is sent.
    pub fn close(&self, code: CloseCode) {
        self.queue.borrow_mut().finish(code.frame());
    }

    /// Closes the socket at once; what waits for it is not told any more.
    pub(crate) fn expel(&self) {
        self.queue.borrow_mut().abort(CloseCode::Policy.frame());
    }

    /// Whether the socket hears `room` itself.
    pub fn listens_to(&self, room: RoomId) -> bool {
        self.subscriptions.borrow().contains_key(&room)
    }

    /// Whether rooms or lists still tell this socket something.
    pub(crate) fn holds_anything(&self) -> bool {
        self.is_watching.get() || !self.subscriptions.borrow().is_empty()
    }

    /// Whether the close frame is on its way.
    pub fn is_closing(&self) -> bool {
        self.queue.borrow().is_closing()
    }

    /// The connection is gone; nothing will be read from the queue any more.
    pub fn gone(&self) {
        self.queue.borrow_mut().abort(Bytes::new());
        self.is_gone.set(true);
        if let Some(waiting) = self.awaits_end.take() {
            waiting.wake();
        }
    }

    /// Ready once the connection is gone; for the one who reads from it.
    pub fn poll_gone(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.is_gone.get() {
            return Poll::Ready(());
        }
        self.awaits_end.set(Some(cx.waker().clone()));
        Poll::Pending
    }

    /// Waits until so much was written that a replay may be queued, or the socket closes.
    pub(crate) async fn has_room(&self) {
        poll_fn(|cx| self.queue.borrow_mut().poll_room(cx)).await;
    }

    /// The next frame to write; `None` when the socket is done.
    pub fn poll_frame(&self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        self.queue.borrow_mut().poll_next(cx)
    }
}
