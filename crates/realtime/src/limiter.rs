//! Limits on a single node.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::{Fault, Limited, Limiter, Quota, UserId, Verdict};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota as Rate, RateLimiter};
use tokio::time::interval;

type Keyed =
    RateLimiter<UserId, DefaultKeyedStateStore<UserId>, DefaultClock, StateInformationMiddleware>;

/// Forgets who has all their sends again this often, so that memory follows the active users.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// Limits of a single node: 30 sends per minute and user, refilled one by one.
pub struct LocalLimiter {
    sends: Arc<Keyed>,
    clock: DefaultClock,
    limit: NonZeroU32,
}

impl LocalLimiter {
    /// A limiter of `sends_per_minute`, and the task that keeps it small, to be spawned once.
    pub fn new(sends_per_minute: NonZeroU32) -> (Self, impl Future<Output = ()> + Send + 'static) {
        let limiter = RateLimiter::keyed(Rate::per_minute(sends_per_minute));
        let sends = Arc::new(limiter.with_middleware::<StateInformationMiddleware>());
        let forgetting = forget(Arc::downgrade(&sends));
        let clock = DefaultClock::default();
        (
            Self {
                sends,
                clock,
                limit: sends_per_minute,
            },
            forgetting,
        )
    }

    fn reset_in(&self, remaining: u32) -> Duration {
        let taken = self.limit.get().saturating_sub(remaining);
        Duration::from_secs(60) * taken / self.limit.get()
    }
}

#[async_trait]
impl Limiter for LocalLimiter {
    async fn take(&self, what: Limited) -> Result<Verdict, Fault> {
        let Limited::Sends(user) = what;
        let limit = self.limit.get();
        Ok(match self.sends.check_key(&user) {
            Ok(left) => {
                let remaining = left.remaining_burst_capacity();
                let reset_in = self.reset_in(remaining);
                Verdict::Allowed(Some(Quota {
                    limit,
                    remaining,
                    reset_in,
                }))
            }
            Err(refused) => Verdict::Refused {
                quota: Quota {
                    limit,
                    remaining: 0,
                    reset_in: self.reset_in(0),
                },
                retry_after: refused.wait_time_from(self.clock.now()),
            },
        })
    }
}

async fn forget(sends: std::sync::Weak<Keyed>) {
    let mut times = interval(FORGET_EVERY);
    loop {
        times.tick().await;
        let Some(sends) = sends.upgrade() else { return };
        sends.retain_recent();
        sends.shrink_to_fit();
    }
}

/// Allows everything: for tests and benchmarks.
pub struct NoLimits;

#[async_trait]
impl Limiter for NoLimits {
    async fn take(&self, _: Limited) -> Result<Verdict, Fault> {
        Ok(Verdict::Allowed(None))
    }
}
