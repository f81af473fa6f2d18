//! Sessions: one sign-in of one device, how long it lasts, and what proves it.

use std::fmt;
use std::time::Duration;

use thiserror::Error;

use crate::{DeviceName, Digest, Generation, PasswordHash, Person, SessionId, Timestamp, UserId};

/// One sign-in of one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Identity.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// What the device calls itself.
    pub device: DeviceName,
    /// When its owner signed in.
    pub created_at: Timestamp,
    /// When it was last prolonged.
    pub used_at: Timestamp,
    /// When it ends unless it is prolonged.
    pub expires_at: Timestamp,
}

/// The order to begin a session for somebody who has proven who they are.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Identity.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// The hash that their password was compared with: who changes a password meanwhile must not be
    /// overtaken by somebody who knows the old one.
    pub password_hash: PasswordHash,
    /// The digest of the session's secret.
    pub secret: Digest,
    /// What the device calls itself.
    pub device: DeviceName,
    /// The digest of the address that it signs in from, which is known from now on.
    pub origin: Option<Digest>,
    /// When it begins.
    pub created_at: Timestamp,
    /// When it ends unless it is prolonged.
    pub expires_at: Timestamp,
}

/// The session can't begin: the account is gone or disabled, or its password has just changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the account no longer lets this password in")]
pub struct BeginRefused;

/// The order to prolong a session.
#[derive(Debug, Clone, Copy)]
pub struct ProlongSession {
    /// The digest of the session's secret.
    pub secret: Digest,
    /// Which token of the session is shown.
    pub generation: Generation,
    /// When.
    pub at: Timestamp,
    /// How long sessions last.
    pub span: SessionSpan,
}

/// A prolonged session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prolonged {
    /// Which.
    pub session: SessionId,
    /// Whose.
    pub person: Person,
    /// Which token of the session is good from now on.
    pub generation: Generation,
}

/// A session can't be prolonged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProlongRefused {
    /// There is no such session, any more or ever, or its time is over.
    #[error("no such session")]
    NoSuchSession,
    /// The token was replaced long ago: somebody has a copy. The session was ended.
    #[error("the token was used before")]
    Reused {
        /// Whose session it was.
        user: UserId,
        /// Which.
        session: SessionId,
    },
}

/// How long sessions last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionSpan {
    /// A session that is not prolonged for so long ends.
    pub idle: Duration,
    /// However often it is prolonged, a session ends after so long.
    pub absolute: Duration,
    /// For so long the token before the newest is answered with the newest: two tabs that ask at
    /// once are one device, not a thief.
    pub grace: Duration,
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl SessionSpan {
    /// 30 days idle, 90 days at most, 10 seconds of grace.
    pub const DEFAULT: Self = Self {
        idle: DAY.saturating_mul(30),
        absolute: DAY.saturating_mul(90),
        grace: Duration::from_secs(10),
    };

    /// The span for access tokens of this lifetime: none outlives its session.
    #[must_use]
    pub fn for_tokens_of(lifetime: Duration) -> Self {
        Self {
            idle: Self::DEFAULT.idle.max(lifetime),
            absolute: Self::DEFAULT.absolute.max(lifetime),
            ..Self::DEFAULT
        }
    }

    /// When a session that began at `created` and is used `now` ends.
    pub fn end(&self, created: Timestamp, now: Timestamp) -> Timestamp {
        now.plus(self.idle).min(created.plus(self.absolute))
    }
}

/// Where a session stands when somebody wants to prolong it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionState {
    /// Which of its tokens is good.
    pub generation: Generation,
    /// Since when.
    pub used_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// What to do with a session that somebody wants to prolong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProlongVerdict {
    /// The next token replaces this one.
    Next,
    /// It was replaced a moment ago: the newest is told once more.
    Again,
    /// It was replaced long ago: the session ends.
    Reused,
    /// Its time is over.
    Expired,
}

/// Whether a session is prolonged; stores obey within the transaction that read the state.
pub fn check_prolong(state: SessionState, order: &ProlongSession) -> ProlongVerdict {
    if order.at >= state.expires_at {
        return ProlongVerdict::Expired;
    }
    if order.generation == state.generation {
        return ProlongVerdict::Next;
    }
    let is_previous = order.generation.next() == state.generation;
    if is_previous && order.at.since(state.used_at) < order.span.grace {
        ProlongVerdict::Again
    } else {
        ProlongVerdict::Reused
    }
}

/// Which sessions of a person ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// This one.
    One(SessionId),
    /// All others.
    AllBut(SessionId),
    /// All.
    All,
}

impl Ended {
    /// Whether `session` is among them.
    pub fn includes(self, session: SessionId) -> bool {
        match self {
            Self::One(ended) => ended == session,
            Self::AllBut(kept) => kept != session,
            Self::All => true,
        }
    }
}

/// What a store renews whenever sessions end: whoever sees another one than before looks which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingMark(String);

impl EndingMark {
    /// A mark read back from a store.
    pub fn restored(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }
}

/// A one-use ticket for a socket, as it is kept.
#[derive(Debug, Clone, Copy)]
pub struct NewTicket {
    /// The digest of the ticket's secret.
    pub secret: Digest,
    /// Whose session it stands for.
    pub session: SessionId,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// 256 random bits that prove something; never shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Wraps random bits.
    pub const fn new(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    /// The bits, for the adapter that writes them out.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
