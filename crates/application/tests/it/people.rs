//! Opening accounts, signing in, being recognized.

use std::sync::Arc;
use std::time::Duration;

use application::{Failure, NotSignedIn, People, PeoplePorts, Register, WrongCredentials};
use domain::{
    AccessToken, AccountTaken, Credentials, EmailAddress, MockAccounts, MockPasswords, MockTokens,
    Password, PasswordHash, StoreError, TokenRefused,
};
use mockall::Sequence;

use crate::given::{ANN, ManualClock, NOON, account, ann, breakdown, claims, person, username};

#[derive(Default)]
struct Ports {
    accounts: MockAccounts,
    passwords: MockPasswords,
    tokens: MockTokens,
}

impl Ports {
    fn people(self) -> (People, Arc<ManualClock>) {
        let clock = ManualClock::at(NOON);
        let people = People::new(PeoplePorts {
            accounts: Arc::new(self.accounts),
            passwords: Arc::new(self.passwords),
            tokens: Arc::new(self.tokens),
            clock: clock.clone(),
        });
        (people, clock)
    }
}

fn a_token() -> AccessToken {
    AccessToken {
        secret: "secret".into(),
        expires_in: Duration::from_secs(1_800),
    }
}

fn anns_order() -> Register {
    Register {
        username: username("Ann"),
        email: EmailAddress::parse("ann@example.org").unwrap(),
        password: Password::parse("correct horse").unwrap(),
    }
}

fn anns_credentials() -> Credentials {
    Credentials {
        account: account(ANN, "Ann"),
        password_hash: PasswordHash::new("hash of correct horse"),
    }
}

#[tokio::test]
async fn who_registers_is_signed_in_at_once() {
    let mut ports = Ports::default();
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
    ports
        .tokens
        .expect_issue()
        .withf(|user| *user == ANN)
        .returning(|_| a_token());
    let (people, _) = ports.people();
    let signed_in = people.register(anns_order()).await.unwrap();
    assert_eq!(signed_in.account, account(ANN, "Ann"));
    assert!(signed_in.token == a_token());
}

#[tokio::test]
async fn a_taken_name_is_refused_and_signs_nobody_in() {
    let mut ports = Ports::default();
    ports
        .passwords
        .expect_hash()
        .returning(|_| Ok(PasswordHash::new("hash")));
    ports
        .accounts
        .expect_open()
        .returning(|_| Err(StoreError::Conflict(AccountTaken::Username)));
    let (people, _) = ports.people();
    let refused = people.register(anns_order()).await.err().unwrap();
    assert!(matches!(refused, Failure::Refused(AccountTaken::Username)));
}

#[tokio::test]
async fn the_right_password_signs_in_under_any_spelling_of_the_name() {
    let mut ports = Ports::default();
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
    ports.tokens.expect_issue().returning(|_| a_token());
    let (people, _) = ports.people();
    let signed_in = people.log_in(" ANN ", "correct horse").await.unwrap();
    assert_eq!(signed_in.account.id, ANN);
}

#[tokio::test]
async fn a_wrong_password_is_a_mismatch() {
    let mut ports = Ports::default();
    ports
        .accounts
        .expect_credentials()
        .returning(|_| Ok(Some(anns_credentials())));
    ports.passwords.expect_verify().returning(|_, _| Ok(false));
    let (people, _) = ports.people();
    let refused = people.log_in("Ann", "wrong horse").await.err().unwrap();
    assert!(matches!(refused, Failure::Refused(WrongCredentials)));
}

#[tokio::test]
async fn an_unknown_name_is_the_same_mismatch_after_the_same_work() {
    let mut ports = Ports::default();
    ports.accounts.expect_credentials().returning(|_| Ok(None));
    ports
        .passwords
        .expect_verify()
        .times(1)
        .withf(|_, hash| hash.is_none())
        .returning(|_, _| Ok(false));
    let (people, _) = ports.people();
    let refused = people.log_in("Nobody", "whatever").await.err().unwrap();
    assert!(matches!(refused, Failure::Refused(WrongCredentials)));
}

#[tokio::test]
async fn a_name_that_could_never_be_one_is_the_same_mismatch_and_never_looked_up() {
    for name in ["", "x", "nul\0byte", &"a".repeat(70_000)] {
        let mut ports = Ports::default();
        ports
            .passwords
            .expect_verify()
            .times(1)
            .withf(|_, hash| hash.is_none())
            .returning(|_, _| Ok(false));
        let (people, _) = ports.people();
        let refused = people.log_in(name, "whatever").await.err().unwrap();
        assert!(matches!(refused, Failure::Refused(WrongCredentials)));
    }
}

#[tokio::test]
async fn a_good_token_tells_who_asks() {
    let caller = ann().await;
    assert_eq!(caller.person(), &person(ANN, "Ann"));
    assert_eq!(caller.user(), ANN);
    assert_eq!(caller.expires_at(), claims(ANN).expires_at);
    assert_eq!(caller.session(), claims(ANN).session);
}

#[tokio::test]
async fn a_bad_token_tells_nobody_and_asks_no_store() {
    let mut ports = Ports::default();
    ports
        .tokens
        .expect_verify()
        .returning(|_| Err(TokenRefused));
    let (people, _) = ports.people();
    let refused = people.authenticate("forged").await.unwrap_err();
    assert!(matches!(refused, Failure::Refused(NotSignedIn)));
}

#[tokio::test]
async fn an_account_once_found_is_not_looked_up_again_for_three_seconds() {
    let mut ports = Ports::default();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    ports
        .accounts
        .expect_find()
        .times(1)
        .returning(|user| Ok(Some(account(user, "Ann"))));
    let (people, clock) = ports.people();
    for _ in 0..10 {
        people.authenticate("good").await.unwrap();
    }
    clock.advance(Duration::from_millis(2_999));
    people.authenticate("good").await.unwrap();
}

#[tokio::test]
async fn a_vanished_account_is_refused_once_three_seconds_have_passed() {
    let mut ports = Ports::default();
    let mut in_order = Sequence::new();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    ports
        .accounts
        .expect_find()
        .times(1)
        .in_sequence(&mut in_order)
        .returning(|user| Ok(Some(account(user, "Ann"))));
    ports
        .accounts
        .expect_find()
        .times(2)
        .in_sequence(&mut in_order)
        .returning(|_| Ok(None));
    let (people, clock) = ports.people();
    people.authenticate("good").await.unwrap();
    clock.advance(Duration::from_secs(3));
    for _ in 0..2 {
        let refused = people.authenticate("good").await.unwrap_err();
        assert!(matches!(refused, Failure::Refused(NotSignedIn)));
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_does_not_keep_an_account_alive() {
    let mut ports = Ports::default();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    ports
        .accounts
        .expect_find()
        .times(2)
        .returning(|user| Ok(Some(account(user, "Ann"))));
    let (people, clock) = ports.people();
    people.authenticate("good").await.unwrap();
    clock.set_back(Duration::from_secs(3_600));
    people.authenticate("good").await.unwrap();
}

#[tokio::test]
async fn a_broken_store_is_a_fault_and_not_a_refusal() {
    let mut ports = Ports::default();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    ports.accounts.expect_find().returning(|_| Err(breakdown()));
    let (people, _) = ports.people();
    let failure = people.authenticate("good").await.unwrap_err();
    assert!(matches!(failure, Failure::Fault(_)));
}

#[tokio::test]
async fn people_see_their_own_account_as_long_as_it_exists() {
    let mut ports = Ports::default();
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
    let (people, _) = ports.people();
    let caller = ann().await;
    assert_eq!(people.me(&caller).await.unwrap(), account(ANN, "Ann"));
    let refused = people.me(&caller).await.unwrap_err();
    assert!(matches!(refused, Failure::Refused(NotSignedIn)));
}
