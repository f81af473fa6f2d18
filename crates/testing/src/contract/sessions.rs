//! What `Sessions` promises about sessions.

use std::time::Duration;

use domain::{
    BeginRefused, DeviceName, Digest, Generation, NewPassword, NewSession, PasswordHash, Person,
    ProlongRefused, ProlongSession, Prolonged, SessionId, SessionSpan, StoreError,
};
use uuid::Uuid;

use crate::{Chat, chat::NOBODY};

const HOUR: Duration = Duration::from_secs(3_600);
const SPAN: SessionSpan = SessionSpan {
    idle: HOUR.saturating_mul(3),
    absolute: HOUR.saturating_mul(10),
    grace: Duration::from_secs(10),
};

/// A device that is about to sign in.
pub(super) fn order(chat: &Chat, owner: &Person, number: u8) -> NewSession {
    let now = domain::Clock::now(&chat.clock);
    NewSession {
        id: SessionId::new(Uuid::new_v4()),
        user: owner.id,
        password_hash: PasswordHash::new(format!("hash of {}", owner.username)),
        secret: secret(number),
        device: DeviceName::of(&format!("device {number}")),
        origin: None,
        created_at: now,
        expires_at: SPAN.end(now, now),
    }
}

/// A signed-in device.
pub(super) async fn signed_in(chat: &Chat, owner: &Person, number: u8) -> SessionId {
    let order = order(chat, owner, number);
    chat.sessions.begin(order.clone()).await.unwrap();
    order.id
}

const fn secret(number: u8) -> Digest {
    Digest::new([number; 32])
}

fn prolong(chat: &Chat, number: u8, generation: i64) -> ProlongSession {
    ProlongSession {
        secret: secret(number),
        generation: Generation::restored(generation),
        at: domain::Clock::now(&chat.clock),
        span: SPAN,
    }
}

async fn is_live(chat: &Chat, owner: &Person, session: SessionId) -> bool {
    let now = domain::Clock::now(&chat.clock);
    let found = chat.sessions.owner(session, owner.id, now).await.unwrap();
    found.is_some()
}

fn is_unknown(result: &Result<Prolonged, StoreError<ProlongRefused>>) -> bool {
    matches!(
        result,
        Err(StoreError::Conflict(ProlongRefused::NoSuchSession))
    )
}

/// A session is its owner's and nobody else's.
pub async fn a_session_begins_with_its_owner(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let session = signed_in(&chat, &ann, 1).await;
    let now = domain::Clock::now(&chat.clock);
    let owner = chat.sessions.owner(session, ann.id, now).await.unwrap();
    assert_eq!(owner, Some(ann));
    let other = chat.sessions.owner(session, bob.id, now).await.unwrap();
    assert_eq!(other, None);
}

/// Neither with an old password nor without an account.
pub async fn no_session_begins_with_a_password_that_changed_meanwhile(chat: Chat) {
    let ann = chat.person("Ann").await;
    let stale = NewSession {
        password_hash: PasswordHash::new("an older hash"),
        ..order(&chat, &ann, 1)
    };
    let nobody = NewSession {
        user: NOBODY,
        ..order(&chat, &ann, 2)
    };
    for order in [stale, nobody] {
        let refused = chat.sessions.begin(order).await;
        assert!(matches!(refused, Err(StoreError::Conflict(BeginRefused))));
    }
}

/// Each token is good once.
pub async fn a_prolonged_session_gets_the_next_token(chat: Chat) {
    let ann = chat.person("Ann").await;
    let session = signed_in(&chat, &ann, 1).await;
    for generation in 0..3 {
        let order = prolong(&chat, 1, generation);
        let prolonged = chat.sessions.prolong(order).await.unwrap();
        let expected = Prolonged {
            session,
            person: ann.clone(),
            generation: Generation::restored(generation + 1),
        };
        assert_eq!(prolonged, expected);
    }
}

/// Who prolongs in time goes on; who does not is signed out.
pub async fn a_session_ends_unless_it_is_prolonged(chat: Chat) {
    let ann = chat.person("Ann").await;
    let session = signed_in(&chat, &ann, 1).await;
    chat.clock.advance(HOUR * 2);
    chat.sessions.prolong(prolong(&chat, 1, 0)).await.unwrap();
    chat.clock.advance(HOUR * 2);
    assert!(is_live(&chat, &ann, session).await);
    chat.clock.advance(HOUR);
    assert!(!is_live(&chat, &ann, session).await);
    let late = chat.sessions.prolong(prolong(&chat, 1, 1)).await;
    assert!(is_unknown(&late), "{late:?}");
}

/// The absolute end moves for nobody.
pub async fn a_session_ends_however_often_it_is_prolonged(chat: Chat) {
    let ann = chat.person("Ann").await;
    let session = signed_in(&chat, &ann, 1).await;
    for generation in 0..4 {
        chat.clock.advance(HOUR * 2);
        chat.sessions
            .prolong(prolong(&chat, 1, generation))
            .await
            .unwrap();
    }
    chat.clock.advance(HOUR * 2 - Duration::from_secs(1));
    assert!(is_live(&chat, &ann, session).await);
    chat.clock.advance(Duration::from_secs(1));
    assert!(!is_live(&chat, &ann, session).await);
    let late = chat.sessions.prolong(prolong(&chat, 1, 4)).await;
    assert!(is_unknown(&late), "{late:?}");
}

/// Whoever comes second, and a moment later, is told what the first was told.
pub async fn two_tabs_that_prolong_at_once_get_the_same_token(chat: Chat) {
    let ann = chat.person("Ann").await;
    signed_in(&chat, &ann, 1).await;
    let tabs: Vec<_> = (0..8)
        .map(|_| {
            let (sessions, order) = (chat.sessions.clone(), prolong(&chat, 1, 0));
            tokio::spawn(async move { sessions.prolong(order).await })
        })
        .collect();
    for tab in tabs {
        let prolonged = tab.await.unwrap().unwrap();
        assert_eq!(prolonged.generation, Generation::restored(1));
    }
    chat.clock.advance(SPAN.grace - Duration::from_micros(1));
    let late = chat.sessions.prolong(prolong(&chat, 1, 0)).await.unwrap();
    assert_eq!(late.generation, Generation::restored(1));
    chat.sessions.prolong(prolong(&chat, 1, 1)).await.unwrap();
}

/// The thief and the owner are both signed out.
pub async fn a_reused_token_ends_its_session(chat: Chat) {
    let ann = chat.person("Ann").await;
    let session = signed_in(&chat, &ann, 1).await;
    let other = signed_in(&chat, &ann, 2).await;
    chat.sessions.prolong(prolong(&chat, 1, 0)).await.unwrap();
    chat.clock.advance(SPAN.grace);
    let reused = chat.sessions.prolong(prolong(&chat, 1, 0)).await;
    let expected = ProlongRefused::Reused {
        user: ann.id,
        session,
    };
    assert!(matches!(reused, Err(StoreError::Conflict(told)) if told == expected));
    assert!(!is_live(&chat, &ann, session).await);
    let newest = chat.sessions.prolong(prolong(&chat, 1, 1)).await;
    assert!(is_unknown(&newest), "{newest:?}");
    assert!(is_live(&chat, &ann, other).await);
}

/// Within the grace only the token before the newest is forgiven, and none from the future.
pub async fn a_token_that_was_never_given_ends_its_session(chat: Chat) {
    let ann = chat.person("Ann").await;
    for (number, generation) in [(1, 0), (2, 3)] {
        let session = signed_in(&chat, &ann, number).await;
        for generation in 0..2 {
            chat.sessions
                .prolong(prolong(&chat, number, generation))
                .await
                .unwrap();
        }
        let refused = chat
            .sessions
            .prolong(prolong(&chat, number, generation))
            .await;
        assert!(matches!(
            refused,
            Err(StoreError::Conflict(ProlongRefused::Reused { .. }))
        ));
        assert!(!is_live(&chat, &ann, session).await);
    }
}

/// Absent is refused.
pub async fn an_unknown_secret_prolongs_nothing(chat: Chat) {
    let ann = chat.person("Ann").await;
    signed_in(&chat, &ann, 1).await;
    let refused = chat.sessions.prolong(prolong(&chat, 9, 0)).await;
    assert!(is_unknown(&refused), "{refused:?}");
}

/// What was used last stands first; others' are not shown, nor are expired ones.
pub async fn sessions_are_listed_newest_first(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    signed_in(&chat, &bob, 9).await;
    let first = order(&chat, &ann, 1);
    chat.sessions.begin(first.clone()).await.unwrap();
    chat.clock.advance(HOUR);
    let second = signed_in(&chat, &ann, 2).await;
    chat.clock.advance(HOUR);
    chat.sessions.prolong(prolong(&chat, 1, 0)).await.unwrap();
    let now = domain::Clock::now(&chat.clock);
    let listed = chat.sessions.of(ann.id, now).await.unwrap();
    let ids: Vec<_> = listed.iter().map(|it| it.id).collect();
    assert_eq!(ids, [first.id, second]);
    assert_eq!(listed[0].device, first.device);
    assert_eq!(listed[0].created_at, first.created_at);
    assert_eq!(listed[0].used_at, now);
    assert_eq!(listed[0].expires_at, SPAN.end(first.created_at, now));
    chat.clock.advance(HOUR * 2);
    let now = domain::Clock::now(&chat.clock);
    assert_eq!(chat.sessions.of(ann.id, now).await.unwrap().len(), 1);
}

/// Ids of sessions are no secret.
pub async fn who_ends_a_session_must_own_it(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let session = signed_in(&chat, &ann, 1).await;
    assert!(!chat.sessions.end(bob.id, session).await.unwrap());
    assert!(is_live(&chat, &ann, session).await);
    assert!(chat.sessions.end(ann.id, session).await.unwrap());
    assert!(!is_live(&chat, &ann, session).await);
    assert!(!chat.sessions.end(ann.id, session).await.unwrap());
}

/// All means all of one person.
pub async fn ending_all_spares_other_people(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let hers = [
        signed_in(&chat, &ann, 1).await,
        signed_in(&chat, &ann, 2).await,
    ];
    let his = signed_in(&chat, &bob, 3).await;
    chat.sessions.end_all(ann.id).await.unwrap();
    for session in hers {
        assert!(!is_live(&chat, &ann, session).await);
    }
    assert!(is_live(&chat, &bob, his).await);
}

/// After both are done, no session of the old password is left, whichever came first.
pub async fn a_change_of_password_and_a_sign_in_never_pass_each_other(chat: Chat) {
    for round in 0..8 {
        let ann = chat.person(&format!("Ann {round}")).await;
        let hash = |name: &str| PasswordHash::new(format!("{name} of {}", ann.username));
        let kept = signed_in(&chat, &ann, 100 + round).await;
        let change = NewPassword {
            user: ann.id,
            replaces: hash("hash"),
            password_hash: hash("new hash"),
            keep: kept,
        };
        let sign_ins: Vec<_> = (0..4)
            .map(|at| {
                let sessions = chat.sessions.clone();
                let order = order(&chat, &ann, round * 4 + at);
                tokio::spawn(async move { sessions.begin(order).await })
            })
            .collect();
        chat.accounts.change_password(change).await.unwrap();
        for sign_in in sign_ins {
            match sign_in.await.unwrap() {
                Ok(()) | Err(StoreError::Conflict(BeginRefused)) => {}
                Err(error) => panic!("{error}"),
            }
        }
        let now = domain::Clock::now(&chat.clock);
        let left = chat.sessions.of(ann.id, now).await.unwrap();
        let left: Vec<_> = left.iter().map(|it| it.id).collect();
        assert_eq!(left, [kept]);
    }
}

/// What can't be used any more is not kept.
pub async fn what_has_expired_is_forgotten(chat: Chat) {
    let ann = chat.person("Ann").await;
    signed_in(&chat, &ann, 1).await;
    chat.clock.advance(SPAN.idle);
    let fresh = signed_in(&chat, &ann, 2).await;
    let now = domain::Clock::now(&chat.clock);
    chat.sessions.forget_expired(now).await.unwrap();
    let long_ago = domain::Timestamp::from_micros(0);
    let kept = chat.sessions.of(ann.id, long_ago).await.unwrap();
    assert_eq!(kept.iter().map(|it| it.id).collect::<Vec<_>>(), [fresh]);
}

/// Where an account was signed in to from is known for half a year, of that account alone.
pub async fn an_origin_is_known_after_a_sign_in(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let (home, elsewhere) = (Digest::new([1; 32]), Digest::new([2; 32]));
    let knows = async |name: &str, origin| {
        let key = domain::NameKey::of(name);
        chat.sessions.knows_origin(&key, origin).await.unwrap()
    };
    assert!(!knows("Ann", home).await);
    for number in [1, 2] {
        let order = NewSession {
            origin: Some(home),
            ..order(&chat, &ann, number)
        };
        chat.sessions.begin(order).await.unwrap();
    }
    signed_in(&chat, &bob, 3).await;
    assert!(knows("ANN", home).await);
    for (name, origin) in [("Ann", elsewhere), ("Bob", home), ("Nobody", home)] {
        assert!(!knows(name, origin).await, "{name}");
    }
    let moment = Duration::from_micros(1);
    chat.clock.advance(domain::ORIGIN_KNOWN_FOR - moment);
    let now = domain::Clock::now(&chat.clock);
    chat.sessions.forget_expired(now).await.unwrap();
    assert!(knows("Ann", home).await);
    chat.sessions
        .forget_expired(now.plus(moment))
        .await
        .unwrap();
    assert!(!knows("Ann", home).await);
}
