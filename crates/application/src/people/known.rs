//! Sessions that were found a moment ago: every request asks, and the store need not be asked as
//! often.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::{Ended, Person, SessionId, Timestamp, UserId};
use moka::sync::Cache;

/// For how long a session found is believed to go on. One that ends on this node is forgotten at
/// once, one that another process ends when this one notices; this is for databases that can't tell.
const KNOWN_FOR: Duration = Duration::from_secs(3);

/// How many sessions are remembered at most.
const KNOWN_AT_MOST: u64 = 100_000;

/// Sessions found a moment ago.
#[derive(Clone)]
pub(super) struct Known {
    sessions: Cache<SessionId, Entry>,
    /// Counts what was forgotten on purpose.
    endings: Arc<AtomicU64>,
    /// What was read before so many endings is believed no more.
    believed_from: Arc<AtomicU64>,
}

#[derive(Clone)]
struct Entry {
    person: Person,
    since: Timestamp,
    reading: Reading,
}

/// How many sessions had ended when a reading began.
#[derive(Clone, Copy)]
pub(super) struct Reading(u64);

impl Default for Known {
    fn default() -> Self {
        Self {
            sessions: Cache::new(KNOWN_AT_MOST),
            endings: Arc::default(),
            believed_from: Arc::default(),
        }
    }
}

impl Known {
    /// Whose session it was a moment ago.
    pub(super) fn owner(&self, session: SessionId, user: UserId, now: Timestamp) -> Option<Person> {
        let entry = self.sessions.get(&session)?;
        // A clock that was set back must not keep anybody signed in.
        let is_fresh = now >= entry.since && now.since(entry.since) < KNOWN_FOR;
        let is_believed = entry.reading.0 >= self.believed_from.load(Ordering::SeqCst);
        (is_fresh && is_believed && entry.person.id == user).then_some(entry.person)
    }

    /// To be called before the store is asked.
    pub(super) fn begin_reading(&self) -> Reading {
        Reading(self.endings.load(Ordering::SeqCst))
    }

    /// Remembers what the store answered, unless a session ended since it was asked: the answer may
    /// be older than that.
    pub(super) fn remember(
        &self,
        session: SessionId,
        person: Person,
        since: Timestamp,
        reading: Reading,
    ) {
        let entry = Entry {
            person,
            since,
            reading,
        };
        self.sessions.insert(session, entry);
        // Looked at after the insert, as `forget` counts before it removes: one of the two sees the
        // other.
        if self.endings.load(Ordering::SeqCst) != reading.0 {
            self.sessions.invalidate(&session);
        }
    }

    /// Believes nothing any more that was read before this.
    pub(super) fn doubt_all(&self) {
        let endings = self.endings.fetch_add(1, Ordering::SeqCst) + 1;
        self.believed_from.fetch_max(endings, Ordering::SeqCst);
    }

    /// Forgets sessions that ended.
    pub(super) fn forget(&self, user: UserId, ended: Ended) {
        self.endings.fetch_add(1, Ordering::SeqCst);
        if let Ended::One(session) = ended {
            self.sessions.invalidate(&session);
            return;
        }
        let theirs = self.sessions.iter().filter(|(_, it)| it.person.id == user);
        let theirs: Vec<_> = theirs.map(|(session, _)| *session).collect();
        for session in theirs.into_iter().filter(|it| ended.includes(*it)) {
            self.sessions.invalidate(&session);
        }
    }
}
