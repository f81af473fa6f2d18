//! How often a person may do what is not free.

use std::time::Duration;

use async_trait::async_trait;

use crate::{Fault, UserId};

/// What is limited over all nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limited {
    /// Messages that a person sends: 30 a minute (docs/protocol.md).
    Sends(UserId),
}

/// How much is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// How many at once at most.
    pub limit: u32,
    /// How many are left now.
    pub remaining: u32,
    /// When everything is available again.
    pub reset_in: Duration,
}

/// Whether one more is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes; `None` when nothing is limited.
    Allowed(Option<Quota>),
    /// No, and nothing was taken.
    Refused {
        /// What is left: nothing.
        quota: Quota,
        /// When one more will be allowed.
        retry_after: Duration,
    },
}

/// Keeps people from flooding each other.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Limiter: Send + Sync {
    /// Takes one, if one is left; concurrent callers never take more than the limit together.
    async fn take(&self, what: Limited) -> Result<Verdict, Fault>;
}
