//! Opening accounts, signing in, being recognized.

use std::time::Duration;

use application::{Device, Failure, LogIn, LogInRefused, NotSignedIn, Register};
use domain::{
    AccessToken, AccountTaken, Attempt, BeginRefused, Credentials, DeviceName, Digest,
    EmailAddress, Generation, Password, PasswordHash, Secret, StoreError, TokenRefused,
};
use mockall::Sequence;

use crate::given::{ANN, NOON, PeopleMocks, account, ann, breakdown, claims, person, username};

fn a_token() -> AccessToken {
    AccessToken {
        secret: "secret".into(),
        expires_in: Duration::from_secs(1_800),
    }
}

fn phone() -> Device {
    Device {
        name: DeviceName::of("a phone"),
        address: None,
    }
}

/// Nobody has guessed too often.
fn let_try(ports: &mut PeopleMocks) {
    ports
        .attempts
        .expect_begin()
        .returning(|_| Ok(Attempt::Allowed));
}

fn anns_order() -> Register {
    Register {
        username: username("Ann"),
        email: EmailAddress::parse("ann@example.org").unwrap(),
        password: Password::parse("correct horse").unwrap(),
        device: phone(),
    }
}

fn log_in(name: &str, password: &str) -> LogIn {
    LogIn {
        name: name.to_owned(),
        password: password.to_owned(),
        device: phone(),
    }
}

/// Tokens are made.
fn let_have_tokens(ports: &mut PeopleMocks) {
    ports
        .secrets
        .expect_fresh()
        .returning(|| Secret::new([7; 32]));
    ports
        .secrets
        .expect_fresh_session()
        .returning(|| claims(ANN).session);
    ports
        .secrets
        .expect_digest()
        .returning(|secret| Digest::new(*secret.expose()));
    ports
        .secrets
        .expect_refresh_token()
        .withf(|secret, generation| secret.expose() == &[7; 32] && *generation == Generation::ZERO)
        .returning(|_, _| "refresh".to_owned());
}

/// A session begins for whoever shows this hash, and its tokens are made.
fn let_sign_in(ports: &mut PeopleMocks, hash: &'static str) {
    let_have_tokens(ports);
    ports
        .sessions
        .expect_begin()
        .times(1)
        .withf(move |order| {
            order.user == ANN
                && order.id == claims(ANN).session
                && order.secret == Digest::new([7; 32])
                && order.password_hash.expose() == hash
                && order.device.as_str() == "a phone"
                && order.created_at == NOON
                && order.expires_at == NOON.plus(Duration::from_secs(30 * 24 * 3_600))
        })
        .returning(|_| Ok(()));
    ports
        .tokens
        .expect_issue()
        .withf(|user, session| *user == ANN && *session == claims(ANN).session)
        .returning(|_, _| a_token());
}

fn anns_credentials() -> Credentials {
    Credentials {
        account: account(ANN, "Ann"),
        password_hash: PasswordHash::new("hash of correct horse"),
    }
}

#[tokio::test]
async fn who_registers_is_signed_in_at_once() {
    let mut ports = PeopleMocks::default();
    ports
        .passwords
        .expect_hash()
        .withf(|password| password.expose() == "correct horse")
        .returning(|_| Ok(PasswordHash::new("hash")));
    ports
        .accounts
        .expect_open()
        .withf(|order| {
            order.password_hash.expose() == "hash"
                && order.username.as_str() == "Ann"
                && order.created_at == NOON
        })
        .returning(|_| Ok(account(ANN, "Ann")));
    let_sign_in(&mut ports, "hash");
    let people = ports.give().people;
    let signed_in = people.register(anns_order()).await.unwrap();
    assert!(signed_in.token == a_token());
    assert_eq!(signed_in.refresh_token, "refresh");
}

#[tokio::test]
async fn a_taken_name_is_refused_and_signs_nobody_in() {
    let mut ports = PeopleMocks::default();
    ports
        .passwords
        .expect_hash()
        .returning(|_| Ok(PasswordHash::new("hash")));
    ports
        .accounts
        .expect_open()
        .returning(|_| Err(StoreError::Conflict(AccountTaken::Username)));
    let people = ports.give().people;
    let refused = people.register(anns_order()).await.err().unwrap();
    assert!(matches!(refused, Failure::Refused(AccountTaken::Username)));
}

#[tokio::test]
async fn the_right_password_signs_in_under_any_spelling_of_the_name() {
    let mut ports = PeopleMocks::default();
    let_try(&mut ports);
    ports
        .attempts
        .expect_forgive()
        .times(1)
        .returning(|_| Ok(()));
    ports
        .accounts
        .expect_credentials()
        .withf(|key| key.as_str() == "ann")
        .returning(|_| Ok(Some(anns_credentials())));
    ports
        .passwords
        .expect_verify()
        .withf(|candidate, hash| {
            candidate == "correct horse"
                && hash.as_ref().map(PasswordHash::expose) == Some("hash of correct horse")
        })
        .returning(|_, _| Ok(true));
    let_sign_in(&mut ports, "hash of correct horse");
    let people = ports.give().people;
    let order = log_in(" ANN ", "correct horse");
    let signed_in = people.log_in(order).await.unwrap();
    assert!(signed_in.token == a_token());
}

#[tokio::test]
async fn a_password_that_changes_while_it_is_compared_lets_nobody_in() {
    let mut ports = PeopleMocks::default();
    let_try(&mut ports);
    ports
        .attempts
        .expect_forgive()
        .times(1)
        .returning(|_| Ok(()));
    ports
        .accounts
        .expect_credentials()
        .returning(|_| Ok(Some(anns_credentials())));
    ports.passwords.expect_verify().returning(|_, _| Ok(true));
    let_have_tokens(&mut ports);
    ports
        .sessions
        .expect_begin()
        .returning(|_| Err(StoreError::Conflict(BeginRefused)));
    let people = ports.give().people;
    let order = log_in("Ann", "correct horse");
    let refused = people.log_in(order).await.err().unwrap();
    assert!(matches!(
        refused,
        Failure::Refused(LogInRefused::WrongCredentials)
    ));
}

#[tokio::test]
async fn a_wrong_password_is_a_mismatch() {
    let mut ports = PeopleMocks::default();
    let_try(&mut ports);
    ports
        .accounts
        .expect_credentials()
        .returning(|_| Ok(Some(anns_credentials())));
    ports.passwords.expect_verify().returning(|_, _| Ok(false));
    let people = ports.give().people;
    let refused = people
        .log_in(log_in("Ann", "wrong horse"))
        .await
        .err()
        .unwrap();
    assert!(matches!(
        refused,
        Failure::Refused(LogInRefused::WrongCredentials)
    ));
}

#[tokio::test]
async fn s03_an_unknown_name_is_the_same_mismatch_after_the_same_work() {
    let mut ports = PeopleMocks::default();
    let_try(&mut ports);
    ports.accounts.expect_credentials().returning(|_| Ok(None));
    ports
        .passwords
        .expect_verify()
        .times(1)
        .withf(|_, hash| hash.is_none())
        .returning(|_, _| Ok(false));
    let people = ports.give().people;
    let refused = people
        .log_in(log_in("Nobody", "whatever"))
        .await
        .err()
        .unwrap();
    assert!(matches!(
        refused,
        Failure::Refused(LogInRefused::WrongCredentials)
    ));
}

#[tokio::test]
async fn a_name_that_could_never_be_one_is_the_same_mismatch_and_never_looked_up() {
    for name in ["", "x", "nul\0byte", &"a".repeat(70_000)] {
        let mut ports = PeopleMocks::default();
        let_try(&mut ports);
        ports
            .passwords
            .expect_verify()
            .times(1)
            .withf(|_, hash| hash.is_none())
            .returning(|_, _| Ok(false));
        let people = ports.give().people;
        let refused = people.log_in(log_in(name, "whatever")).await.err().unwrap();
        assert!(matches!(
            refused,
            Failure::Refused(LogInRefused::WrongCredentials)
        ));
    }
}

#[tokio::test]
async fn a_good_token_tells_who_asks() {
    let caller = ann().await;
    assert_eq!(caller.person(), &person(ANN, "Ann"));
    assert_eq!(caller.user(), ANN);
    assert_eq!(caller.session(), claims(ANN).session);
}

#[tokio::test]
async fn a_bad_token_tells_nobody_and_asks_no_store() {
    let mut ports = PeopleMocks::default();
    ports
        .tokens
        .expect_verify()
        .returning(|_| Err(TokenRefused));
    let people = ports.give().people;
    let refused = people.authenticate("forged").await.unwrap_err();
    assert!(matches!(refused, Failure::Refused(NotSignedIn)));
}

#[tokio::test]
async fn a_session_once_found_is_not_looked_up_again_for_three_seconds() {
    let mut ports = PeopleMocks::default();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    ports
        .sessions
        .expect_owner()
        .times(1)
        .returning(|_, user, _| Ok(Some(person(user, "Ann"))));
    let (people, clock) = {
        let given = ports.give();
        (given.people, given.clock)
    };
    for _ in 0..10 {
        people.authenticate("good").await.unwrap();
    }
    clock.advance(Duration::from_millis(2_999));
    people.authenticate("good").await.unwrap();
}

#[tokio::test]
async fn a_session_that_ended_elsewhere_is_refused_once_three_seconds_have_passed() {
    let mut ports = PeopleMocks::default();
    let mut in_order = Sequence::new();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    ports
        .sessions
        .expect_owner()
        .times(1)
        .in_sequence(&mut in_order)
        .returning(|_, user, _| Ok(Some(person(user, "Ann"))));
    ports
        .sessions
        .expect_owner()
        .times(2)
        .in_sequence(&mut in_order)
        .returning(|_, _, _| Ok(None));
    let (people, clock) = {
        let given = ports.give();
        (given.people, given.clock)
    };
    people.authenticate("good").await.unwrap();
    clock.advance(Duration::from_secs(3));
    for _ in 0..2 {
        let refused = people.authenticate("good").await.unwrap_err();
        assert!(matches!(refused, Failure::Refused(NotSignedIn)));
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_keeps_nobody_signed_in() {
    let mut ports = PeopleMocks::default();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    ports
        .sessions
        .expect_owner()
        .times(2)
        .returning(|_, user, _| Ok(Some(person(user, "Ann"))));
    let (people, clock) = {
        let given = ports.give();
        (given.people, given.clock)
    };
    people.authenticate("good").await.unwrap();
    clock.set_back(Duration::from_secs(3_600));
    people.authenticate("good").await.unwrap();
}

#[tokio::test]
async fn a_broken_store_is_a_fault_and_not_a_refusal() {
    let mut ports = PeopleMocks::default();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    ports
        .sessions
        .expect_owner()
        .returning(|_, _, _| Err(breakdown()));
    let people = ports.give().people;
    let failure = people.authenticate("good").await.unwrap_err();
    assert!(matches!(failure, Failure::Fault(_)));
}

#[tokio::test]
async fn people_see_their_own_account_as_long_as_it_exists() {
    let mut ports = PeopleMocks::default();
    let mut in_order = Sequence::new();
    ports
        .accounts
        .expect_find()
        .times(1)
        .in_sequence(&mut in_order)
        .returning(|user| Ok(Some(account(user, "Ann"))));
    ports
        .accounts
        .expect_find()
        .times(1)
        .in_sequence(&mut in_order)
        .returning(|_| Ok(None));
    let people = ports.give().people;
    let caller = ann().await;
    assert_eq!(people.me(&caller).await.unwrap(), account(ANN, "Ann"));
    let refused = people.me(&caller).await.unwrap_err();
    assert!(matches!(refused, Failure::Refused(NotSignedIn)));
}
