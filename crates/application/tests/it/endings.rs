//! Sessions that another process ended.

use std::sync::{Arc, Mutex};

use application::{Failure, NotSignedIn};
use domain::{Ended, EndingMark, Event, SessionId};
use mockall::predicate::eq;
use uuid::Uuid;

use crate::given::{ANN, BOB, Given, NOON, PeopleMocks, breakdown, claims, person};

const PHONE: SessionId = SessionId::new(Uuid::nil());
const LAPTOP: SessionId = SessionId::new(Uuid::from_u128(9));

fn mark(text: &str) -> Option<EndingMark> {
    Some(EndingMark::restored(text))
}

/// Two sockets are open, and the one session goes on.
fn one_of_two_goes_on(ports: &mut PeopleMocks) {
    let open = || Ok(vec![(ANN, PHONE), (BOB, LAPTOP)]);
    ports.connections.expect_sessions().returning(open);
    ports
        .sessions
        .expect_ongoing()
        .withf(|asked, at| (asked, *at) == (&[PHONE, LAPTOP], NOON))
        .returning(|_, _| Ok(vec![LAPTOP]));
}

fn told(given: &Given) -> Vec<Event> {
    given.events.heard()
}

fn phone_is_out() -> Vec<Event> {
    let ended = Ended::One(PHONE);
    vec![Event::SignedOut { user: ANN, ended }]
}

#[tokio::test]
async fn a_new_mark_closes_the_sockets_of_what_ended() {
    let mut ports = PeopleMocks::default();
    one_of_two_goes_on(&mut ports);
    ports
        .sessions
        .expect_last_ending()
        .returning(|| Ok(mark("second")));
    let given = ports.give();
    let mut seen = mark("first");
    given.people.notice_endings(&mut seen).await.unwrap();
    assert_eq!(told(&given), phone_is_out());
    assert_eq!(seen, mark("second"));
}

/// Nothing else is expected of the ports, so that any other question fails.
#[tokio::test]
async fn a_mark_that_stays_costs_one_question() {
    let mut ports = PeopleMocks::default();
    ports
        .sessions
        .expect_last_ending()
        .times(1)
        .returning(|| Ok(mark("first")));
    let given = ports.give();
    given
        .people
        .notice_endings(&mut mark("first"))
        .await
        .unwrap();
    assert_eq!(told(&given), []);
}

#[tokio::test]
async fn what_could_not_be_looked_at_is_looked_at_again() {
    let mut ports = PeopleMocks::default();
    let open = || Ok(vec![(ANN, PHONE)]);
    ports.connections.expect_sessions().returning(open);
    ports
        .sessions
        .expect_last_ending()
        .returning(|| Ok(mark("second")));
    let mut answers = vec![Ok(Vec::new()), Err(breakdown())];
    let answer = move |_: &[SessionId], _| answers.pop().unwrap();
    ports.sessions.expect_ongoing().returning(answer);
    let given = ports.give();
    let mut seen = mark("first");
    assert!(given.people.notice_endings(&mut seen).await.is_err());
    given.people.notice_endings(&mut seen).await.unwrap();
    assert_eq!(told(&given), phone_is_out());
}

/// A session that was found a moment ago is looked up anew, though it has no socket.
#[tokio::test]
async fn a_new_mark_forgets_who_was_known() {
    let mut ports = PeopleMocks::default();
    ports
        .connections
        .expect_sessions()
        .returning(|| Ok(Vec::new()));
    ports
        .sessions
        .expect_ongoing()
        .returning(|_, _| Ok(Vec::new()));
    ports
        .sessions
        .expect_last_ending()
        .returning(|| Ok(mark("second")));
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    let is_over = Arc::new(Mutex::new(false));
    let ends = Arc::clone(&is_over);
    ports
        .sessions
        .expect_owner()
        .with(eq(PHONE), eq(ANN), eq(NOON))
        .times(2)
        .returning(move |_, user, _| Ok((!*is_over.lock().unwrap()).then(|| person(user, "Ann"))));
    let given = ports.give();
    given.people.authenticate("good").await.unwrap();
    *ends.lock().unwrap() = true;
    given.people.authenticate("good").await.unwrap();
    given
        .people
        .notice_endings(&mut mark("first"))
        .await
        .unwrap();
    let refused = given.people.authenticate("good").await.unwrap_err();
    assert!(matches!(refused, Failure::Refused(NotSignedIn)));
}
