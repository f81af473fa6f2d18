//! One timer for all sockets of a worker: pings, and an end for those that are silent.

use std::rc::{Rc, Weak};
use std::time::Duration;

use bytes::Bytes;
use protocol::ping_frame;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::queue::Lane;
use crate::socket::{CloseCode, Socket};

const TICK: Duration = Duration::from_millis(250);
/// A ping every 25 s (contract, section 7): one turn of the wheel.
const SLOTS: usize = 100;
const SILENCE: Duration = Duration::from_secs(60);

pub(crate) fn ticks() -> Interval {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// Sockets spread over the slots of a wheel; each tick serves one slot.
pub(crate) struct Wheel {
    slots: Vec<Vec<Weak<Socket>>>,
    at: usize,
    ping: Bytes,
}

impl Default for Wheel {
    fn default() -> Self {
        Self {
            slots: vec![Vec::new(); SLOTS],
            at: 0,
            ping: ping_frame(),
        }
    }
}

impl Wheel {
    pub(crate) fn add(&mut self, socket: &Rc<Socket>) {
        if let Some(slot) = self.slots.get_mut(slot_of(socket)) {
            slot.push(Rc::downgrade(socket));
        }
    }

    pub(crate) fn remove(&mut self, socket: &Rc<Socket>) {
        if let Some(slot) = self.slots.get_mut(slot_of(socket)) {
            slot.retain(|it| !std::ptr::eq(it.as_ptr(), Rc::as_ptr(socket)));
        }
    }

    pub(crate) fn turn(&mut self) {
        self.at = (self.at + 1) % SLOTS;
        let due = self.slots.get(self.at).into_iter().flatten();
        for socket in due.filter_map(Weak::upgrade) {
            if socket.silent_for() >= SILENCE {
                socket.close(CloseCode::Silent);
            } else {
                socket.push(self.ping.clone(), Lane::Lossy);
            }
        }
    }
}

fn slot_of(socket: &Socket) -> usize {
    usize::try_from(socket.id).unwrap_or(0) % SLOTS
}
