//! What is done now and then beside serving.

use std::time::Duration;

use application::People;
use tokio::time::{MissedTickBehavior, interval};

/// Sessions that have expired let nobody in; to forget them is only a matter of space.
const FORGET_EVERY: Duration = Duration::from_secs(60 * 60);

/// Forgets expired sessions and tickets, for ever.
pub(crate) async fn forget_expired(people: People) {
    let mut ticks = interval(FORGET_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(fault) = people.forget_expired().await {
            tracing::error!(error = ?fault, "expired sessions could not be forgotten");
        }
    }
}
