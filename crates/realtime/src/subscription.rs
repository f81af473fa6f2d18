//! One socket listening to one room: what it has heard, and what waits while it catches up.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::{RoomId, Version};
use tokio::time::Instant;

use crate::delivery::Delivery;
use crate::queue::Lane;
use crate::run::Run;
use crate::socket::Socket;

/// So much may arrive while a subscription reads; beyond it, it reads again.
const MOST_WAITING: usize = 2_048;
/// Typing is told at most this often per subscription.
const TYPING_PAUSE: Duration = Duration::from_secs(1);

/// One socket listening to one room.
pub(crate) struct Subscription {
    pub(crate) socket: Rc<Socket>,
    pub(crate) room: RoomId,
    /// The last version that the socket was told.
    heard: Cell<Version>,
    phase: RefCell<Phase>,
    /// Whether things without a version were lost: the client is then told anew who is there.
    has_missed: Cell<bool>,
    /// Whether its owner is said to be no member any more, which nobody has looked up yet.
    is_doubted: Cell<bool>,
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
    Change(Arc<Delivery>),
    Other(Bytes),
}

/// What a change means to somebody who has heard everything up to some version.
#[derive(PartialEq)]
enum Place {
    Old,
    Next,
    /// Something before it was missed, or a part of it was heard already.
    Apart,
}

impl Subscription {
    pub(crate) fn new(socket: &Rc<Socket>, room: RoomId) -> Rc<Self> {
        Rc::new(Self {
            socket: Rc::clone(socket),
            room,
            heard: Cell::new(Version::ZERO),
            phase: RefCell::new(Phase::CatchingUp(Vec::new())),
            has_missed: Cell::new(false),
            is_doubted: Cell::new(false),
            is_present: Cell::new(false),
            typed_at: Cell::new(None),
        })
    }

    /// Queues changes; the socket is to be [written out](Socket::write_out) afterwards. Answers `true`
    /// when the subscription has to catch up first, told once.
    pub(crate) fn hear(&self, run: &Run<'_>) -> bool {
        if self.hears_all_of(run) {
            let block = run.block.clone();
            self.socket.queue_block(block, run.frames, Lane::Sure);
            self.heard.set(run.version);
            return false;
        }
        let changes = run.deliveries.iter();
        changes.fold(false, |is_behind, change| self.hear_one(change) | is_behind)
    }

    /// Whether the run is new to the socket from its first change on, and means the same to it as
    /// to everybody.
    fn hears_all_of(&self, run: &Run<'_>) -> bool {
        matches!(*self.phase.borrow(), Phase::Live)
            && self.heard.get() == run.after
            && !run.block.is_empty()
            && !run.is_personal_to(self.socket.user())
    }

    fn hear_one(&self, delivery: &Arc<Delivery>) -> bool {
        let mut phase = self.phase.borrow_mut();
        match &mut *phase {
            Phase::Live => match self.place(delivery) {
                Place::Old => {}
                Place::Next => self.tell(delivery),
                Place::Apart => {
                    *phase = Phase::CatchingUp(vec![Waiting::Change(Arc::clone(delivery))]);
                    return true;
                }
            },
            Phase::CatchingUp(waiting) if waiting.len() < MOST_WAITING => {
                waiting.push(Waiting::Change(Arc::clone(delivery)));
            }
            Phase::CatchingUp(_) => *phase = self.overrun(),
            Phase::Overrun | Phase::Ended => {}
        }
        false
    }

    /// Passes on what has no version.
    pub(crate) fn overhear(&self, frame: &Bytes, lane: Lane) {
        let mut phase = self.phase.borrow_mut();
        match &mut *phase {
            Phase::Live => self.socket.push(frame.clone(), lane),
            Phase::CatchingUp(_) if lane == Lane::Lossy => {}
            Phase::CatchingUp(waiting) if waiting.len() < MOST_WAITING => {
                waiting.push(Waiting::Other(frame.clone()));
            }
            Phase::CatchingUp(_) => *phase = self.overrun(),
            Phase::Overrun | Phase::Ended => {}
        }
    }

    fn place(&self, delivery: &Delivery) -> Place {
        let heard = self.heard.get();
        if delivery.version <= heard {
            Place::Old
        } else if delivery.after == heard {
            Place::Next
        } else {
            Place::Apart
        }
    }

    fn tell(&self, delivery: &Delivery) {
        for change in &delivery.changes {
            for frame in change.frames_for(self.socket.user()) {
                self.socket.queue_block(frame.clone(), 1, Lane::Sure);
            }
        }
        self.heard.set(delivery.version);
    }

    fn overrun(&self) -> Phase {
        self.has_missed.set(true);
        Phase::Overrun
    }

    /// Something may have been missed; answers whether the subscription has to catch up now, told
    /// once.
    pub(crate) fn fall_behind(&self) -> bool {
        let mut phase = self.phase.borrow_mut();
        match &*phase {
            Phase::Live => {
                self.has_missed.set(true);
                *phase = Phase::CatchingUp(Vec::new());
                true
            }
            Phase::CatchingUp(_) | Phase::Overrun => {
                *phase = self.overrun();
                false
            }
            Phase::Ended => false,
        }
    }

    /// Its owner is said to be no member any more: nothing is told until that is looked up. Answers
    /// whether the subscription has to catch up then; one that reads already looks it up itself.
    pub(crate) fn doubt(&self) -> bool {
        self.is_doubted.set(true);
        let mut phase = self.phase.borrow_mut();
        let was_live = matches!(*phase, Phase::Live);
        if was_live {
            *phase = Phase::CatchingUp(Vec::new());
        }
        was_live
    }

    /// Its owner is looked up now.
    pub(crate) fn trust(&self) {
        self.is_doubted.set(false);
    }

    /// Whether its owner may be no member any more.
    pub(crate) fn is_doubted(&self) -> bool {
        self.is_doubted.get()
    }

    /// Goes live with what was read up to `head`; answers `false` when it must be read again.
    pub(crate) fn go_live(&self, head: Version) -> bool {
        let mut phase = self.phase.borrow_mut();
        self.heard.set(self.heard.get().max(head));
        let waiting = match &mut *phase {
            Phase::CatchingUp(waiting) => std::mem::take(waiting),
            Phase::Overrun => {
                self.has_missed.set(true);
                *phase = Phase::CatchingUp(Vec::new());
                return false;
            }
            Phase::Live | Phase::Ended => return true,
        };
        let mut waiting = waiting.into_iter();
        while let Some(item) = waiting.next() {
            if self.is_apart(&item) {
                let rest = std::iter::once(item).chain(waiting);
                *phase = Phase::CatchingUp(rest.collect());
                self.socket.write_out();
                return false;
            }
            self.tell_waiting(item);
        }
        self.socket.write_out();
        *phase = Phase::Live;
        true
    }

    fn is_apart(&self, item: &Waiting) -> bool {
        match item {
            Waiting::Change(delivery) => self.place(delivery) == Place::Apart,
            Waiting::Other(_) => false,
        }
    }

    fn tell_waiting(&self, item: Waiting) {
        match item {
            Waiting::Other(frame) => self.socket.push(frame, Lane::Sure),
            Waiting::Change(delivery) => match self.place(&delivery) {
                Place::Next => self.tell(&delivery),
                Place::Old | Place::Apart => {}
            },
        }
    }

    /// The last version that the socket was told.
    pub(crate) fn heard(&self) -> Version {
        self.heard.get()
    }

    /// Whether the client has to be told anew who is there.
    pub(crate) fn has_missed(&self) -> bool {
        self.has_missed.get()
    }

    /// The client was told who is there.
    pub(crate) fn told_anew(&self) {
        self.has_missed.set(false);
    }

    /// The subscriber is counted in the room's presence.
    pub(crate) fn arrived(&self) {
        self.is_present.set(true);
    }

    pub(crate) fn is_present(&self) -> bool {
        self.is_present.get()
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

    /// Whether nothing more will be told; reading for it would be in vain.
    pub(crate) fn has_ended(&self) -> bool {
        matches!(*self.phase.borrow(), Phase::Ended) || self.socket.is_closing()
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
}
