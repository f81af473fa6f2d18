//! Who is connected to this node at all, whatever they listen to.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use domain::{Connections, Fault, SessionId, UserId};

use crate::Hub;

/// How many sockets each session of each person has on this node.
#[derive(Debug, Default)]
pub(crate) struct Attendance(Mutex<Counts>);

type Counts = BTreeMap<(UserId, SessionId), usize>;

impl Attendance {
    pub(crate) fn arrive(&self, user: UserId, session: SessionId) {
        *self.counts().entry((user, session)).or_default() += 1;
    }

    pub(crate) fn depart(&self, user: UserId, session: SessionId) {
        let mut counts = self.counts();
        match counts.get_mut(&(user, session)) {
            Some(count) if *count > 1 => *count -= 1,
            Some(_) | None => drop(counts.remove(&(user, session))),
        }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        // Each change is one step that cannot panic halfway.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_connected(counts: &Counts, user: UserId) -> bool {
    let theirs = (user, SessionId::FIRST)..=(user, SessionId::LAST);
    counts.range(theirs).next().is_some()
}

#[async_trait]
impl Connections for Hub {
    async fn among(&self, users: &[UserId]) -> Result<Vec<UserId>, Fault> {
        let counts = self.attendance.counts();
        let connected = users.iter().filter(|user| is_connected(&counts, **user));
        Ok(connected.copied().collect())
    }

    async fn sessions(&self) -> Result<Vec<(UserId, SessionId)>, Fault> {
        Ok(self.attendance.counts().keys().copied().collect())
    }
}
