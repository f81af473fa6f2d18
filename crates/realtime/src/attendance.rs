//! Who is connected to this node at all, whatever they listen to.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use domain::{Connections, Fault, UserId};

use crate::Hub;

/// How many sockets each person has on this node.
#[derive(Debug, Default)]
pub(crate) struct Attendance(Mutex<HashMap<UserId, usize>>);

impl Attendance {
    pub(crate) fn arrive(&self, user: UserId) {
        *self.counts().entry(user).or_default() += 1;
    }

    pub(crate) fn depart(&self, user: UserId) {
        let mut counts = self.counts();
        match counts.get_mut(&user) {
            Some(count) if *count > 1 => *count -= 1,
            Some(_) | None => drop(counts.remove(&user)),
        }
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<UserId, usize>> {
        // Each change is one step that cannot panic halfway.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Connections for Hub {
    async fn among(&self, users: &[UserId]) -> Result<Vec<UserId>, Fault> {
        let counts = self.attendance.counts();
        let connected = users.iter().filter(|user| counts.contains_key(user));
        Ok(connected.copied().collect())
    }
}
