//! What is done now and then beside serving.

use std::time::Duration;

use application::People;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// Sessions that have expired let nobody in; to forget them is only a matter of space.
const FORGET_EVERY: Duration = Duration::from_secs(60 * 60);

/// The sockets of a session that ended are closed within a second, whoever ended it.
const LOOK_FOR_ENDINGS_EVERY: Duration = Duration::from_millis(500);

/// Forgets expired sessions and tickets, for ever.
pub(crate) async fn forget_expired(people: People) {
    let mut ticks = every(FORGET_EVERY);
    loop {
        ticks.tick().await;
        if let Err(fault) = people.forget_expired().await {
            tracing::error!(error = %fault.with_causes(), "expired sessions could not be forgotten");
        }
    }
}

/// Closes the sockets of sessions that other processes end, for ever. A database that can't be reached
/// is told once: what ended meanwhile is noticed when it answers again.
pub(crate) async fn notice_endings(people: People) {
    let mut ticks = every(LOOK_FOR_ENDINGS_EVERY);
    let mut seen = None;
    let mut is_blind = false;
    loop {
        ticks.tick().await;
        match people.notice_endings(&mut seen).await {
            Ok(()) if is_blind => {
                tracing::info!("ended sessions are noticed again");
                is_blind = false;
            }
            Ok(()) => {}
            Err(fault) if !is_blind => {
                tracing::error!(error = %fault.with_causes(), "ended sessions can't be noticed for now");
                is_blind = true;
            }
            Err(_) => {}
        }
    }
}

fn every(period: Duration) -> Interval {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}
