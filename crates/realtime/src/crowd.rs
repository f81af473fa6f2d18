//! Rooms too crowded to name everybody who comes and goes: there, only the number is told.

use std::collections::HashMap;
use std::time::Duration;

use domain::RoomId;
use tokio::time::Instant;

/// Up to this many people are named (docs/protocol.md).
pub(crate) const CROWD: usize = 500;
/// A crowd is told at most this often.
const PAUSE: Duration = Duration::from_secs(1);

/// How many are online in the crowded rooms of this worker.
#[derive(Default)]
pub(crate) struct Crowds {
    rooms: HashMap<RoomId, Crowd>,
}

#[derive(Default)]
struct Crowd {
    untold: Option<usize>,
    told_at: Option<Instant>,
}

impl Crowds {
    /// The number changed; it is told in its turn.
    pub(crate) fn count(&mut self, room: RoomId, online_count: usize) {
        self.rooms.entry(room).or_default().untold = Some(online_count);
    }

    /// Everybody is named again; a number that is still to be told must not tell the past.
    pub(crate) fn thin_out(&mut self, room: RoomId, online_count: usize) {
        if let Some(untold) = self.rooms.get_mut(&room).and_then(|it| it.untold.as_mut()) {
            *untold = online_count;
        }
    }

    /// What may be told now.
    pub(crate) fn due(&mut self, now: Instant) -> Vec<(RoomId, usize)> {
        let mut due = Vec::new();
        self.rooms.retain(|room, crowd| {
            if crowd
                .told_at
                .is_some_and(|at| now.duration_since(at) < PAUSE)
            {
                return true;
            }
            let Some(online_count) = crowd.untold.take() else {
                return false;
            };
            crowd.told_at = Some(now);
            due.push((*room, online_count));
            true
        });
        due
    }
}
