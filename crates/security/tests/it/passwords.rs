//! Passwords are hashed whole, or not at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::{Measured, Meter, Password, PasswordHash, Passwords};
use security::{BcryptPasswords, Cost};

fn quick() -> BcryptPasswords {
    BcryptPasswords::new(Cost::new(4).unwrap(), Arc::new(()))
}

fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

#[tokio::test]
async fn the_right_password_matches_and_another_does_not() {
    let passwords = quick();
    let hash = passwords.hash(password("correct horse")).await.unwrap();
    let matches = |candidate: &'static str| passwords.verify(candidate, Some(hash.clone()));
    assert!(matches("correct horse").await.unwrap());
    assert!(!matches("correct horsE").await.unwrap());
    assert!(!matches(" correct horse").await.unwrap());
    assert!(!matches("").await.unwrap());
}

#[tokio::test]
async fn one_password_never_has_the_same_hash_twice() {
    let passwords = quick();
    let first = passwords.hash(password("correct horse")).await.unwrap();
    let second = passwords.hash(password("correct horse")).await.unwrap();
    assert!(first != second);
}

#[tokio::test]
async fn the_last_of_seventy_one_bytes_still_counts() {
    let passwords = quick();
    let longest = "a".repeat(71);
    let hash = passwords.hash(password(&longest)).await.unwrap();
    let other = format!("{}b", "a".repeat(70));
    assert!(
        passwords
            .verify(&longest, Some(hash.clone()))
            .await
            .unwrap()
    );
    assert!(!passwords.verify(&other, Some(hash)).await.unwrap());
}

#[tokio::test]
async fn what_could_never_be_a_password_matches_nothing_and_breaks_nothing() {
    let passwords = quick();
    let hash = passwords.hash(password("correct horse")).await.unwrap();
    for candidate in [
        "a".repeat(72),
        "a".repeat(70_000),
        "short".into(),
        // bcrypt repeats its key: without the check this would open "correct horse".
        "correct horse\0correct horse".into(),
    ] {
        let matches = passwords.verify(&candidate, Some(hash.clone())).await;
        assert!(!matches.unwrap());
    }
}

#[tokio::test]
async fn nobody_matches_nobody() {
    for candidate in ["", "correct horse"] {
        assert!(!quick().verify(candidate, None).await.unwrap());
    }
}

#[tokio::test]
async fn a_hash_of_another_cost_still_compares() {
    let dearer = BcryptPasswords::new(Cost::new(5).unwrap(), Arc::new(()));
    let hash = dearer.hash(password("correct horse")).await.unwrap();
    assert!(quick().verify("correct horse", Some(hash)).await.unwrap());
}

#[tokio::test]
async fn a_damaged_hash_is_a_fault() {
    let hash = PasswordHash::new("not a hash");
    let broken = quick().verify("correct horse", Some(hash)).await;
    let text = broken.unwrap_err().to_string();
    assert_eq!(text, "could not compare a password");
}

#[tokio::test]
async fn a_crowd_is_served_one_after_the_other() {
    let passwords = Arc::new(quick());
    let crowd: Vec<_> = (0..30)
        .map(|_| {
            let passwords = passwords.clone();
            tokio::spawn(async move { passwords.hash(password("correct horse")).await.is_ok() })
        })
        .collect();
    for one in crowd {
        assert!(one.await.unwrap());
    }
}

/// Counts who is sent away.
#[derive(Default)]
struct Away(AtomicUsize);

impl Meter for Away {
    fn note(&self, measured: Measured) {
        assert_eq!(measured, Measured::PasswordTurnedAway);
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// All ask before the first one is served, which takes long enough.
#[tokio::test]
async fn of_a_flood_a_bounded_number_is_served_and_the_rest_sent_away_at_once() {
    let away = Arc::new(Away::default());
    let cores = std::thread::available_parallelism().unwrap().get();
    let flood = 100 * cores;
    let passwords = BcryptPasswords::new(Cost::new(8).unwrap(), away.clone());
    let asked = (0..flood).map(|_| passwords.hash(password("correct horse")));
    let answers = futures_util::future::join_all(asked).await;
    let served = answers.iter().filter(|it| it.is_ok()).count();
    // On a busy machine some are served before the last one asks, and others take their place.
    assert!((33 * cores..flood).contains(&served), "{served}");
    assert_eq!(away.0.load(Ordering::SeqCst), flood - served);
    let refused = answers.into_iter().filter_map(Result::err);
    assert!(refused.into_iter().all(|fault| fault.is_overload()));
    assert!(passwords.hash(password("correct horse")).await.is_ok());
}

#[test]
fn costs_lie_between_four_and_sixteen() {
    assert_eq!(Cost::new(3), None);
    assert_eq!(Cost::new(4).map(Cost::get), Some(4));
    assert_eq!(Cost::new(16).map(Cost::get), Some(16));
    assert_eq!(Cost::new(17), None);
}
