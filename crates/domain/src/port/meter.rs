//! Counting what happens, for the operator.

use std::time::Duration;

/// What became of a message that somebody sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sent {
    /// It was stored.
    Stored,
    /// It had been stored before; the sender got the first one.
    Repeated,
    /// The sender sends too often.
    Limited,
    /// The sender may not, or answers nothing.
    Refused,
    /// Something broke.
    Failed,
}

/// How a client that was away came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resumed {
    /// It was told what it had missed.
    Replayed,
    /// It has to load the history.
    Reset,
}

/// Something worth counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// Somebody sent a message.
    Sent(Sent),
    /// A transaction of the message log was committed.
    Committed {
        /// How many orders were in it.
        orders: usize,
        /// From its first statement to its end, waiting for its turn included.
        took: Duration,
    },
    /// So many orders could not be written.
    CommitFailed {
        /// How many orders were in it.
        orders: usize,
    },
    /// Changes of rooms were passed on to this many listeners, all told.
    Delivered(usize),
    /// A client resumed a room.
    Resumed(Resumed),
    /// A socket was closed because its client reads too slowly.
    ClosedAsSlow,
    /// A password was not looked at, because as many waited as may.
    PasswordTurnedAway,
}

/// Counts what happens, for the operator. Knows no person and no room: what it hears can't tell
/// anybody apart.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Meter: Send + Sync {
    /// Takes note; never waits and never fails. Cheap, but not free: whoever does something a
    /// thousand times at once adds up first.
    fn note(&self, measured: Measured);
}

/// Nobody counts.
impl Meter for () {
    fn note(&self, _: Measured) {}
}
