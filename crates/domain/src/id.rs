//! Identities and counters: newtypes, so that a room can never be mistaken for a user.

use std::fmt;

use thiserror::Error;
use uuid::Uuid;

/// Ids stay below 2^53, so that a JSON number holds them exactly.
const MAX_ID: i64 = (1 << 53) - 1;

/// The number is not a positive integer below 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be a positive integer below 9007199254740992")]
pub struct InvalidId;

/// The number is not zero or a positive integer below 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be zero or a positive integer below 9007199254740992")]
pub struct InvalidPosition;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(i64);

        impl $name {
            /// Parses an id that came from outside: positive and below 2^53.
            pub fn parse(raw: i64) -> Result<Self, InvalidId> {
                match raw {
                    1..=MAX_ID => Ok(Self(raw)),
                    _ => Err(InvalidId),
                }
            }

            /// An id read back from a store that holds only parsed ones.
            pub const fn restored(raw: i64) -> Self {
                Self(raw)
            }

            /// The bare number, for a store or the wire.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A person's account.
    UserId
);
id!(
    /// A room.
    RoomId
);
id!(
    /// A message, unique over all rooms.
    MessageId
);

macro_rules! counter {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        pub struct $name(i64);

        impl $name {
            /// Before the first.
            pub const ZERO: Self = Self(0);
            /// After every other.
            pub const LAST: Self = Self(MAX_ID);

            /// Parses a position that came from outside: zero or more, below 2^53.
            pub fn parse(raw: i64) -> Result<Self, InvalidPosition> {
                match raw {
                    0..=MAX_ID => Ok(Self(raw)),
                    _ => Err(InvalidPosition),
                }
            }

            /// A position read back from a store that holds only parsed ones.
            pub const fn restored(raw: i64) -> Self {
                Self(raw)
            }

            /// The position that follows this one.
            #[must_use]
            pub const fn next(self) -> Self {
                Self(self.0 + 1)
            }

            /// The bare number, for a store or the wire.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

counter!(
    /// The place of a message in its room: 1, 2, 3 ... without gaps, in commit order.
    Seq
);
counter!(
    /// Counts every durable change of a room's messages; the order in which all clients hear them.
    Version
);

counter!(
    /// Counts the tokens that a session was prolonged with.
    Generation
);

/// What a client calls a message before the server has numbered it; unique per author for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(Uuid);

impl ClientId {
    /// Parses a UUID of any version, in any of the usual spellings.
    pub fn parse(raw: &str) -> Option<Self> {
        Uuid::try_parse(raw).ok().map(Self)
    }

    /// A client id read back from a store.
    pub const fn restored(raw: Uuid) -> Self {
        Self(raw)
    }

    /// The UUID, for a store or the wire.
    pub const fn get(self) -> Uuid {
        self.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One sign-in of one device; named by the `sid` claim of its access tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(Uuid);

impl SessionId {
    /// Before every other.
    pub const FIRST: Self = Self(Uuid::nil());
    /// After every other.
    pub const LAST: Self = Self(Uuid::max());

    /// Wraps the UUID that names the session.
    pub const fn new(raw: Uuid) -> Self {
        Self(raw)
    }

    /// Parses a UUID of any version, in any of the usual spellings.
    pub fn parse(raw: &str) -> Option<Self> {
        Uuid::try_parse(raw).ok().map(Self)
    }

    /// The UUID, for a store or the wire.
    pub const fn get(self) -> Uuid {
        self.0
    }
}

/// What a store keeps instead of a secret: its SHA-256, which can't be turned back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Wraps a digest.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for a store.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The identity of a database: versions of one epoch can't be compared with those of another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Epoch(String);

impl Epoch {
    /// Wraps the text that names the epoch.
    pub fn new(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// The text, for comparison and the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
