//! One socket listening to one room: what it has heard, and what waits while it catches up.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use bytes::Bytes;
use domain::{RoomId, Version};
use tokio::time::Instant;

use crate::notice::Delivery;
use crate::queue::Lane;
use crate::socket::Socket;

/// So much may arrive while a subscription reads; beyond it, it reads again.
const MOST_BUFFERED: usize = 2_048;
/// Typing is told at most this often per subscription.
const TYPING_PAUSE: Duration = Duration::from_secs(1);

/// One socket listening to one room.
pub(crate) struct Subscription {
    pub(crate) socket: Rc<Socket>,
    pub(crate) room: RoomId,
    /// The last version that the socket was told.
    heard: Cell<Version>,
    phase: RefCell<Phase>,
    is_present: Cell<bool>,
    typed_at: Cell<Option<Instant>>,
}

enum Phase {
    /// Reading what was missed; what arrives meanwhile waits here.
    CatchingUp(Vec<Waiting>),
    /// Too much arrived while reading; it must be read again.
    Overrun,
    Live,
    Ended,
}

enum Waiting {
    Change(Delivery),
    Other(Bytes),
}

impl Subscription {
    pub(crate) fn new(socket: &Rc<Socket>, room: RoomId) -> Rc<Self> {
        Rc::new(Self {
            socket: Rc::clone(socket),
            room,
            heard: Cell::new(Version::ZERO),
            phase: RefCell::new(Phase::CatchingUp(Vec::new())),
            is_present: Cell::new(false),
            typed_at: Cell::new(None),
        })
    }

    /// The last version that the socket was told.
    pub(crate) fn heard(&self) -> Version {
        self.heard.get()
    }

    pub(crate) fn set_presence(&self, is_present: bool) {
        self.is_present.set(is_present);
    }

    /// Passes a change on. Answers `true` when the subscription has to catch up first, told once.
    pub(crate) fn hear(&self, delivery: &Delivery) -> bool {
        let mut phase = self.phase.borrow_mut();
        match &mut *phase {
            Phase::Live if delivery.version <= self.heard.get() => false,
            Phase::Live if delivery.after > self.heard.get() => {
                *phase = Phase::CatchingUp(Vec::new());
                true
            }
            Phase::Live => {
                self.tell(delivery);
                false
            }
            Phase::CatchingUp(waiting) if waiting.len() < MOST_BUFFERED => {
                waiting.push(Waiting::Change(delivery.clone()));
                false
            }
            Phase::CatchingUp(_) => {
                *phase = Phase::Overrun;
                false
            }
            Phase::Overrun | Phase::Ended => false,
        }
    }

    /// Passes on what has no version.
    pub(crate) fn overhear(&self, frame: &Bytes, lane: Lane) {
        match &mut *self.phase.borrow_mut() {
            Phase::Live => self.socket.push(frame.clone(), lane),
            Phase::CatchingUp(waiting) if lane == Lane::Sure && waiting.len() < MOST_BUFFERED => {
                waiting.push(Waiting::Other(frame.clone()));
            }
            Phase::CatchingUp(_) | Phase::Overrun | Phase::Ended => {}
        }
    }

    fn tell(&self, delivery: &Delivery) {
        for frame in delivery.frames_for(self.socket.user()) {
            self.socket.push(frame.clone(), Lane::Sure);
        }
        self.heard.set(delivery.version);
    }

    /// Something may have been missed; answers whether the subscription has to catch up now.
    pub(crate) fn fall_behind(&self) -> bool {
        let mut phase = self.phase.borrow_mut();
        match &*phase {
            Phase::Live => {
                *phase = Phase::CatchingUp(Vec::new());
                true
            }
            Phase::CatchingUp(_) | Phase::Overrun => {
                *phase = Phase::Overrun;
                false
            }
            Phase::Ended => false,
        }
    }

    pub(crate) fn is_live(&self) -> bool {
        matches!(*self.phase.borrow(), Phase::Live)
    }

    /// Whether the subscription counts for presence; whoever takes that must tell its end.
    pub(crate) fn take_presence(&self) -> bool {
        self.is_present.replace(false)
    }

    /// Nothing is told any more, from this moment on.
    pub(crate) fn end(&self) {
        *self.phase.borrow_mut() = Phase::Ended;
        let mut own = self.socket.subscriptions.borrow_mut();
        // A subscription that took this one's place stays.
        if own
            .get(&self.room)
            .is_some_and(|it| std::ptr::eq(Rc::as_ptr(it), self))
        {
            own.remove(&self.room);
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        matches!(*self.phase.borrow(), Phase::Ended) || self.socket.is_gone()
    }

    /// Whether typing may be told again.
    pub(crate) fn may_type(&self) -> bool {
        let may = self
            .typed_at
            .get()
            .is_none_or(|at| at.elapsed() >= TYPING_PAUSE);
        if may {
            self.typed_at.set(Some(Instant::now()));
        }
        may
    }

    /// Goes live with what was read up to `head`; answers `false` when it must be read again.
    pub(crate) fn go_live(&self, head: Version) -> bool {
        let mut phase = self.phase.borrow_mut();
        let waiting = match &mut *phase {
            Phase::CatchingUp(waiting) => std::mem::take(waiting),
            Phase::Overrun => {
                *phase = Phase::CatchingUp(Vec::new());
                return false;
            }
            Phase::Live | Phase::Ended => return true,
        };
        self.heard.set(self.heard.get().max(head));
        for item in waiting {
            match item {
                Waiting::Other(frame) => self.socket.push(frame, Lane::Sure),
                Waiting::Change(delivery) if delivery.version <= self.heard.get() => {}
                Waiting::Change(delivery) if delivery.after > self.heard.get() => {
                    *phase = Phase::CatchingUp(Vec::new());
                    return false;
                }
                Waiting::Change(delivery) => self.tell(&delivery),
            }
        }
        *phase = Phase::Live;
        true
    }
}
