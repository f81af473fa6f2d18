//! Sessions go on, end, and are forgotten at once where they ended.

use std::sync::Arc;

use application::{ChangePassword, Failure, NoSuchSession, NotSignedIn, PasswordRefused};
use domain::{
    AccessToken, Credentials, Digest, Ended, Event, Generation, Password, PasswordChanged,
    PasswordHash, ProlongRefused, Prolonged, Secret, SessionId, SessionSpan, StoreError,
};
use mockall::Sequence;
use uuid::Uuid;

use crate::given::{ANN, Given, NOON, PeopleMocks, account, ann, claims, person};

const SECRET: Secret = Secret::new([7; 32]);
const PHONE: SessionId = SessionId::new(Uuid::nil());
const LAPTOP: SessionId = SessionId::new(Uuid::from_u128(9));

fn told(given: &Given) -> Vec<Event> {
    given.events.heard()
}

fn signed_out(ended: Ended) -> Vec<Event> {
    vec![Event::SignedOut { user: ANN, ended }]
}

/// The store is asked once before the session ends and once after.
fn asked_again_after(ports: &mut PeopleMocks) {
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
        .times(1)
        .in_sequence(&mut in_order)
        .returning(|_, _, _| Ok(None));
}

async fn is_forgotten(given: &Given) {
    let refused = given.people.authenticate("good").await.unwrap_err();
    assert!(matches!(refused, Failure::Refused(NotSignedIn)));
}

fn reads_tokens(ports: &mut PeopleMocks) {
    ports
        .secrets
        .expect_read_refresh_token()
        .withf(|token| token == "fifth")
        .returning(|_| Some((SECRET, Generation::restored(5))));
    ports
        .secrets
        .expect_digest()
        .returning(|secret| Digest::new(*secret.expose()));
}

#[tokio::test]
async fn a_refresh_token_gets_the_next_pair() {
    let mut ports = PeopleMocks::default();
    reads_tokens(&mut ports);
    ports
        .sessions
        .expect_prolong()
        .withf(|order| {
            order.secret == Digest::new([7; 32])
                && order.generation == Generation::restored(5)
                && order.at == NOON
                && order.span == SessionSpan::DEFAULT
        })
        .returning(|_| {
            Ok(Prolonged {
                session: PHONE,
                person: person(ANN, "Ann"),
                generation: Generation::restored(6),
            })
        });
    ports
        .tokens
        .expect_issue()
        .withf(|user, session| (*user, *session) == (ANN, PHONE))
        .returning(|_, _| AccessToken {
            secret: "access".into(),
            expires_in: std::time::Duration::from_secs(1_800),
        });
    ports
        .secrets
        .expect_refresh_token()
        .withf(|secret, generation| *secret == SECRET && *generation == Generation::restored(6))
        .returning(|_, _| "sixth".to_owned());
    let given = ports.give();
    let pair = given.people.prolong("fifth").await.unwrap();
    assert_eq!(
        (&*pair.token.secret, &*pair.refresh_token),
        ("access", "sixth")
    );
    assert_eq!(told(&given), []);
}

#[tokio::test]
async fn a_reused_refresh_token_is_refused_and_its_sockets_are_told() {
    let mut ports = PeopleMocks::default();
    reads_tokens(&mut ports);
    asked_again_after(&mut ports);
    ports.sessions.expect_prolong().returning(|_| {
        Err(StoreError::Conflict(ProlongRefused::Reused {
            user: ANN,
            session: PHONE,
        }))
    });
    let given = ports.give();
    given.people.authenticate("good").await.unwrap();
    let refused = given.people.prolong("fifth").await.err().unwrap();
    assert!(matches!(refused, Failure::Refused(NotSignedIn)));
    assert_eq!(told(&given), signed_out(Ended::One(PHONE)));
    is_forgotten(&given).await;
}

#[tokio::test]
async fn who_signs_out_is_forgotten_at_once() {
    let mut ports = PeopleMocks::default();
    asked_again_after(&mut ports);
    ports
        .sessions
        .expect_end()
        .withf(|user, session| (*user, *session) == (ANN, PHONE))
        .returning(|_, _| Ok(true));
    let given = ports.give();
    let caller = given.people.authenticate("good").await.unwrap();
    given.people.log_out(&caller).await.unwrap();
    assert_eq!(told(&given), signed_out(Ended::One(PHONE)));
    is_forgotten(&given).await;
}

#[tokio::test]
async fn who_signs_out_everywhere_is_forgotten_at_once() {
    let mut ports = PeopleMocks::default();
    asked_again_after(&mut ports);
    ports.sessions.expect_end_all().returning(|_| Ok(()));
    let given = ports.give();
    let caller = given.people.authenticate("good").await.unwrap();
    given.people.log_out_everywhere(&caller).await.unwrap();
    assert_eq!(told(&given), signed_out(Ended::All));
    is_forgotten(&given).await;
}

/// The store was asked before the session ended, and answers afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_older_than_the_end_is_not_remembered() {
    let (asked, was_asked) = std::sync::mpsc::channel();
    let (answer, may_answer) = std::sync::mpsc::channel::<()>();
    let (asked, may_answer) = (asked, std::sync::Mutex::new(may_answer));
    let mut ports = PeopleMocks::default();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    let mut in_order = Sequence::new();
    ports
        .sessions
        .expect_owner()
        .times(1)
        .in_sequence(&mut in_order)
        .returning(move |_, user, _| {
            asked.send(()).unwrap();
            may_answer.lock().unwrap().recv().unwrap();
            Ok(Some(person(user, "Ann")))
        });
    ports
        .sessions
        .expect_owner()
        .times(1)
        .in_sequence(&mut in_order)
        .returning(|_, _, _| Ok(None));
    ports.sessions.expect_end().returning(|_, _| Ok(true));
    let given = Arc::new(ports.give());
    let asking = tokio::spawn({
        let given = Arc::clone(&given);
        async move { given.people.authenticate("good").await.map(drop) }
    });
    tokio::task::spawn_blocking(move || was_asked.recv().unwrap())
        .await
        .unwrap();
    given.people.log_out(&ann().await).await.unwrap();
    answer.send(()).unwrap();
    asking.await.unwrap().unwrap();
    is_forgotten(&given).await;
}

#[tokio::test]
async fn only_what_was_ended_is_told() {
    let mut ports = PeopleMocks::default();
    ports
        .sessions
        .expect_end()
        .returning(|_, session| Ok(session == LAPTOP));
    let given = ports.give();
    let caller = ann().await;
    let unknown = given.people.end_session(&caller, PHONE).await;
    assert!(matches!(
        unknown.unwrap_err(),
        Failure::Refused(NoSuchSession)
    ));
    assert_eq!(told(&given), []);
    given.people.end_session(&caller, LAPTOP).await.unwrap();
    assert_eq!(told(&given), signed_out(Ended::One(LAPTOP)));
}

#[tokio::test]
async fn a_ticket_is_for_the_session_that_asks_and_for_half_a_minute() {
    let mut ports = PeopleMocks::default();
    ports.secrets.expect_fresh().returning(|| SECRET);
    ports
        .secrets
        .expect_digest()
        .returning(|secret| Digest::new(*secret.expose()));
    ports
        .secrets
        .expect_ticket()
        .returning(|_| "ticket".to_owned());
    let half_a_minute = std::time::Duration::from_secs(30);
    ports
        .sessions
        .expect_admit()
        .withf(move |order| {
            order.session == PHONE
                && order.secret == Digest::new([7; 32])
                && order.expires_at == NOON.plus(half_a_minute)
        })
        .returning(|_| Ok(true));
    let given = ports.give();
    let ticket = given.people.issue_ticket(&ann().await).await.unwrap();
    assert_eq!(
        (&*ticket.text, ticket.expires_in),
        ("ticket", half_a_minute)
    );
}

fn password_ports(is_right: bool) -> PeopleMocks {
    let mut ports = PeopleMocks::default();
    ports.accounts.expect_credentials_of().returning(|user| {
        Ok(Some(Credentials {
            account: account(user, "Ann"),
            password_hash: PasswordHash::new("old hash"),
        }))
    });
    ports
        .passwords
        .expect_verify()
        .withf(|candidate, hash| {
            candidate == "old horse" && hash.as_ref().map(PasswordHash::expose) == Some("old hash")
        })
        .returning(move |_, _| Ok(is_right));
    ports
        .passwords
        .expect_hash()
        .returning(|_| Ok(PasswordHash::new("new hash")));
    ports
}

fn change() -> ChangePassword {
    ChangePassword {
        current: "old horse".to_owned(),
        new: Password::parse("new horse").unwrap(),
    }
}

#[tokio::test]
async fn a_new_password_signs_out_all_other_devices() {
    let mut ports = password_ports(true);
    ports
        .accounts
        .expect_change_password()
        .withf(|order| {
            order.user == ANN
                && order.keep == PHONE
                && order.replaces.expose() == "old hash"
                && order.password_hash.expose() == "new hash"
        })
        .returning(|_| Ok(()));
    let given = ports.give();
    let changed = given.people.change_password(&ann().await, change()).await;
    changed.unwrap();
    assert_eq!(told(&given), signed_out(Ended::AllBut(PHONE)));
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_only() {
    let wrong = password_ports(false);
    let mut overtaken = password_ports(true);
    overtaken
        .accounts
        .expect_change_password()
        .returning(|_| Err(StoreError::Conflict(PasswordChanged)));
    for ports in [wrong, overtaken] {
        let given = ports.give();
        let refused = given.people.change_password(&ann().await, change()).await;
        let refused = refused.unwrap_err();
        let wrong = PasswordRefused::WrongPassword;
        assert!(matches!(refused, Failure::Refused(told) if told == wrong));
        assert_eq!(told(&given), []);
    }
}
