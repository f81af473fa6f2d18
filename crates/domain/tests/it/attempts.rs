//! Waiting after wrong passwords.

use std::time::Duration;

use domain::{Attempt, Failures, Timestamp, check_attempt};

const NOON: Timestamp = Timestamp::from_micros(1_750_000_000_000_000);

/// The wait after so many wrong passwords, each tried as soon as allowed.
fn waits(attempts: usize) -> Vec<u64> {
    let (mut failures, mut now): (Option<Failures>, _) = (None, NOON);
    let mut waits = Vec::new();
    for _ in 0..attempts {
        let (mut attempt, mut counted) = check_attempt(failures, now);
        let mut waited = Duration::ZERO;
        if let Attempt::TooEarly { retry_after } = attempt {
            assert_eq!(Some(counted), failures, "a refused attempt does not count");
            waited = retry_after;
            now = now.plus(retry_after);
            (attempt, counted) = check_attempt(failures, now);
        }
        assert_eq!(attempt, Attempt::Allowed);
        waits.push(waited.as_secs());
        failures = Some(counted);
    }
    waits
}

#[test]
fn mistyping_is_free_and_guessing_gets_slower_and_slower() {
    let expected = [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300];
    assert_eq!(waits(16), expected);
    assert_eq!(waits(80).last(), Some(&300));
}

#[test]
fn what_is_an_hour_old_is_forgotten() {
    let failures = Failures {
        count: 40,
        last_at: NOON,
    };
    let almost = NOON.plus(Duration::from_secs(299));
    let (attempt, _) = check_attempt(Some(failures), almost);
    let retry_after = Duration::from_secs(1);
    assert_eq!(attempt, Attempt::TooEarly { retry_after });
    let later = NOON.plus(Duration::from_secs(3_600));
    let (attempt, counted) = check_attempt(Some(failures), later);
    assert_eq!((attempt, counted.count), (Attempt::Allowed, 1));
}

/// A clock that is set back lets nobody guess faster.
#[test]
fn a_clock_that_is_set_back_makes_wait_longer_not_shorter() {
    let failures = Failures {
        count: 6,
        last_at: NOON,
    };
    let before = Timestamp::from_micros(NOON.micros() - 3_600_000_000);
    let (attempt, _) = check_attempt(Some(failures), before);
    let retry_after = Duration::from_secs(2);
    assert_eq!(attempt, Attempt::TooEarly { retry_after });
}
