//! Wrong passwords, counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::{Attempt, Attempts, Clock, Digest, Guesser, NameKey, Timestamp};
use realtime::LocalAttempts;

#[derive(Default)]
struct ManualClock(AtomicI64);

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

fn stranger(name: &str) -> Guesser {
    Guesser::Stranger(NameKey::of(name))
}

fn at_home(name: &str) -> Guesser {
    Guesser::Known(NameKey::of(name), Digest::new([1; 32]))
}

async fn is_allowed(attempts: &LocalAttempts, guesser: &Guesser) -> bool {
    attempts.begin(guesser).await.unwrap() == Attempt::Allowed
}

#[tokio::test]
async fn strangers_wait_while_the_owner_at_home_and_others_do_not() {
    let clock = Arc::new(ManualClock::default());
    let attempts = LocalAttempts::new(clock.clone());
    for _ in 0..5 {
        assert!(is_allowed(&attempts, &stranger("Ann")).await);
    }
    assert!(!is_allowed(&attempts, &stranger("Ann")).await);
    assert!(is_allowed(&attempts, &at_home("Ann")).await);
    assert!(is_allowed(&attempts, &stranger("Bob")).await);
    clock.0.fetch_add(1_000_000, Ordering::SeqCst);
    assert!(is_allowed(&attempts, &stranger("Ann")).await);
    let refused = attempts.begin(&stranger("Ann")).await.unwrap();
    let retry_after = Duration::from_secs(2);
    assert_eq!(refused, Attempt::TooEarly { retry_after });
}

#[tokio::test]
async fn a_right_password_forgives_its_own_guesser() {
    let attempts = LocalAttempts::new(Arc::new(ManualClock::default()));
    for _ in 0..6 {
        attempts.begin(&stranger("Ann")).await.unwrap();
        attempts.begin(&at_home("Ann")).await.unwrap();
    }
    attempts.forgive(&at_home("Ann")).await.unwrap();
    assert!(is_allowed(&attempts, &at_home("Ann")).await);
    assert!(!is_allowed(&attempts, &stranger("Ann")).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_guesses_at_once_do_not_get_past_the_count() {
    let attempts = Arc::new(LocalAttempts::new(Arc::new(ManualClock::default())));
    let guesses: Vec<_> = (0..64)
        .map(|_| {
            let attempts = Arc::clone(&attempts);
            tokio::spawn(async move { is_allowed(&attempts, &stranger("Ann")).await })
        })
        .collect();
    let mut allowed = 0;
    for guess in guesses {
        allowed += usize::from(guess.await.unwrap());
    }
    assert_eq!(allowed, 5);
}
