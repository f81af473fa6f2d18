//! Who guesses passwords on a single node.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::{Attempt, Attempts, Clock, Failures, Fault, Guesser, check_attempt};
use moka::ops::compute::Op;
use moka::sync::Cache;

/// However many names are guessed, no more are remembered.
const REMEMBERED: u64 = 100_000;
/// Longer than anything is counted against anybody.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(2 * 60 * 60);

/// Wrong passwords tried on this node.
pub struct LocalAttempts {
    failures: Cache<Guesser, Failures>,
    clock: Arc<dyn Clock>,
}

impl LocalAttempts {
    /// Nobody has guessed yet.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let failures = Cache::builder()
            .max_capacity(REMEMBERED)
            .time_to_idle(FORGOTTEN_AFTER)
            .build();
        Self { failures, clock }
    }
}

#[async_trait]
impl Attempts for LocalAttempts {
    async fn begin(&self, guesser: &Guesser) -> Result<Attempt, Fault> {
        let mut decided = Attempt::Allowed;
        self.failures
            .entry_by_ref(guesser)
            .and_compute_with(|entry| {
                let before = entry.map(moka::Entry::into_value);
                let (attempt, failures) = check_attempt(before, self.clock.now());
                decided = attempt;
                Op::Put(failures)
            });
        Ok(decided)
    }

    async fn forgive(&self, guesser: &Guesser) -> Result<(), Fault> {
        self.failures.invalidate(guesser);
        Ok(())
    }
}

/// Nobody is held back: for tests and benchmarks.
pub struct NoAttempts;

#[async_trait]
impl Attempts for NoAttempts {
    async fn begin(&self, _: &Guesser) -> Result<Attempt, Fault> {
        Ok(Attempt::Allowed)
    }

    async fn forgive(&self, _: &Guesser) -> Result<(), Fault> {
        Ok(())
    }
}
