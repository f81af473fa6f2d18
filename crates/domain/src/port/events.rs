//! Telling what happened, and the time it happened at.

use crate::{Event, Timestamp};

/// Tells people connected now what happened, after it was stored.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Events: Send + Sync {
    /// Hands events on in the given order; never waits and never fails.
    ///
    /// Durable events of one room must be handed over in version order by one task at a time. What
    /// is lost on the way is found again by its version.
    fn publish(&self, events: Vec<Event>);
}

/// What time it is.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Clock: Send + Sync {
    /// Now; may jump when the machine's clock is set.
    fn now(&self) -> Timestamp;
}
