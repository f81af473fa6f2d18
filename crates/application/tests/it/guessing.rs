//! Wrong passwords make who guesses wait, and not the owner at home.

use std::time::Duration;

use application::{Device, Failure, LogIn, LogInRefused};
use domain::{Attempt, DeviceName, Digest, Guesser, NameKey};

use crate::given::PeopleMocks;

const ORIGIN: Digest = Digest::new([9; 32]);

fn order(name: &str) -> LogIn {
    LogIn {
        name: name.to_owned(),
        password: "a guess".to_owned(),
        device: Device {
            name: DeviceName::of("a phone"),
            address: Some("192.0.2.1".parse().unwrap()),
        },
    }
}

/// Whoever is `expected` to be counted may not try now; nothing else is asked.
async fn is_counted_as(is_known: bool, name: &'static str, expected: Guesser) {
    let mut ports = PeopleMocks::default();
    ports.secrets.expect_origin().returning(|_| ORIGIN);
    ports
        .sessions
        .expect_knows_origin()
        .withf(move |key, origin| *key == NameKey::of(name) && *origin == ORIGIN)
        .returning(move |_, _| Ok(is_known));
    let retry_after = Duration::from_secs(8);
    ports
        .attempts
        .expect_begin()
        .times(1)
        .withf(move |guesser| *guesser == expected)
        .returning(move |_| Ok(Attempt::TooEarly { retry_after }));
    let people = ports.give().people;
    let refused = people.log_in(order(name)).await.err().unwrap();
    let expected = LogInRefused::TooEarly { retry_after };
    assert!(matches!(refused, Failure::Refused(told) if told == expected));
}

#[tokio::test]
async fn who_tries_too_early_is_refused_before_any_password_is_compared() {
    let ann = NameKey::of("Ann");
    is_counted_as(false, "ANN ", Guesser::Stranger(ann.clone())).await;
    is_counted_as(true, "Ann", Guesser::Known(ann, ORIGIN)).await;
}

#[tokio::test]
async fn names_that_nobody_can_have_are_counted_like_others() {
    for name in ["", "x", "nul\0byte"] {
        is_counted_as(false, name, Guesser::Stranger(NameKey::of(name))).await;
    }
    let endless: &'static str = "a".repeat(70_000).leak();
    let cut = NameKey::of(&endless[..50]);
    is_counted_as(false, endless, Guesser::Stranger(cut)).await;
}

/// The wrong password of an unknown name is compared, and stays counted, as any other.
#[tokio::test]
async fn a_wrong_password_stays_counted_whoever_it_was_tried_for() {
    let mut ports = PeopleMocks::default();
    ports.secrets.expect_origin().returning(|_| ORIGIN);
    ports
        .sessions
        .expect_knows_origin()
        .returning(|_, _| Ok(false));
    ports
        .attempts
        .expect_begin()
        .times(1)
        .returning(|_| Ok(Attempt::Allowed));
    ports.attempts.expect_forgive().never();
    ports.accounts.expect_credentials().returning(|_| Ok(None));
    ports
        .passwords
        .expect_verify()
        .times(1)
        .returning(|_, _| Ok(false));
    let people = ports.give().people;
    let refused = people.log_in(order("Nobody")).await.err().unwrap();
    let wrong = LogInRefused::WrongCredentials;
    assert!(matches!(refused, Failure::Refused(told) if told == wrong));
}
