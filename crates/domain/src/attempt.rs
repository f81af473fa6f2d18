//! How long somebody who guesses passwords has to wait.

use std::time::Duration;

use crate::{Digest, NameKey, Timestamp};

/// So many wrong passwords in a row cost nothing: people mistype.
const FREE: u32 = 5;
/// The first wait; each wrong password more doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// No wait is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// Who made no mistake for so long begins anew.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(60 * 60);

/// An address that an account was not signed in to from for so long is a stranger's again.
pub const ORIGIN_KNOWN_FOR: Duration = Duration::from_secs(180 * 24 * 60 * 60);

/// Whose attempts at one account are counted together.
///
/// An address from which its owner has signed in before has a count of its own: strangers who guess
/// can't lock the owner out there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Guesser {
    /// Everybody who is not known.
    Stranger(NameKey),
    /// Somebody at an address that the account was used from before.
    Known(NameKey, Digest),
}

/// The wrong passwords of a guesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// How many in a row.
    pub count: u32,
    /// When the last one was tried.
    pub last_at: Timestamp,
}

/// Whether a password may be compared now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It may.
    Allowed,
    /// Not yet; the attempt does not count.
    TooEarly {
        /// For how long not.
        retry_after: Duration,
    },
}

/// Decides on one more attempt. An allowed one counts as wrong until it turns out right, so that
/// many at once don't get past the count.
pub fn check_attempt(failures: Option<Failures>, now: Timestamp) -> (Attempt, Failures) {
    let fresh = Failures {
        count: 1,
        last_at: now,
    };
    let Some(failures) = failures else {
        return (Attempt::Allowed, fresh);
    };
    let passed = now.since(failures.last_at);
    if passed >= FORGOTTEN_AFTER {
        return (Attempt::Allowed, fresh);
    }
    let wait = wait_after(failures.count);
    if passed < wait {
        let retry_after = wait.saturating_sub(passed);
        return (Attempt::TooEarly { retry_after }, failures);
    }
    let counted = Failures {
        count: failures.count.saturating_add(1),
        last_at: now,
    };
    (Attempt::Allowed, counted)
}

fn wait_after(count: u32) -> Duration {
    let Some(doublings) = count.checked_sub(FREE) else {
        return Duration::ZERO;
    };
    let factor = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
    FIRST_WAIT.saturating_mul(factor).min(LONGEST_WAIT)
}
