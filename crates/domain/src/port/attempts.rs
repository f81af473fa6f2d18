//! Guesses at passwords, remembered so that they get slower.

use async_trait::async_trait;

use crate::{Attempt, Fault, Guesser};

/// Remembers who guesses passwords.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Attempts: Send + Sync {
    /// Asks for one attempt, as [`check_attempt`](crate::check_attempt) decides; concurrent callers
    /// are decided on one after the other.
    async fn begin(&self, guesser: &Guesser) -> Result<Attempt, Fault>;

    /// The password was right: what the guesser did wrong is forgotten. An attempt that begins at the
    /// same time is decided on before or after that.
    async fn forgive(&self, guesser: &Guesser) -> Result<(), Fault>;
}
