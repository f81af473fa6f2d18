//! One timer for all sockets of a worker: pings, and an end for those that are silent.

use std::rc::{Rc, Weak};
use std::time::Duration;

use bytes::Bytes;
use protocol::ping_frame;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::queue::Lane;
use crate::socket::{CloseCode, Socket};

const TICK: Duration = Duration::from_millis(250);
/// A ping every 25 s (docs/protocol.md): one turn of the wheel.
const SLOTS: usize = 100;
const SILENCE: Duration = Duration::from_secs(60);
/// Whether a socket is alive is looked at this often in a turn: every 5 s.
const LOOKS: usize = 5;

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

    /// Pings the sockets whose turn it is, and closes those that are silent. Answers who is closing:
    /// a peer that vanished may never read the close frame, and must not be kept for that.
    pub(crate) fn turn(&mut self) -> Vec<Rc<Socket>> {
        self.at = (self.at + 1) % SLOTS;
        for socket in self.sockets_at(self.at) {
            socket.push(self.ping.clone(), Lane::Lossy);
        }
        let mut closing = Vec::new();
        for look in 0..LOOKS {
            for socket in self.sockets_at(self.at + look * SLOTS / LOOKS) {
                if socket.silent_for() >= SILENCE {
                    socket.close(CloseCode::Silent);
                }
                if socket.is_closing() {
                    closing.push(socket);
                }
            }
        }
        closing
    }

    fn sockets_at(&self, slot: usize) -> impl Iterator<Item = Rc<Socket>> {
        let sockets = self.slots.get(slot % SLOTS).into_iter().flatten();
        sockets.filter_map(Weak::upgrade)
    }
}

fn slot_of(socket: &Socket) -> usize {
    usize::try_from(socket.id).unwrap_or(0) % SLOTS
}
