//! What `Sessions` promises about tickets.

use std::time::Duration;

use domain::{Clock, Digest, NewTicket, SessionId};

use super::sessions::signed_in;
use crate::Chat;

const HALF_A_MINUTE: Duration = Duration::from_secs(30);

fn ticket(chat: &Chat, number: u8, session: SessionId) -> NewTicket {
    NewTicket {
        secret: Digest::new([number; 32]),
        session,
        expires_at: chat.clock.now().plus(HALF_A_MINUTE),
    }
}

/// The second time it is unknown.
pub async fn a_ticket_lets_in_once(chat: Chat) {
    let ann = chat.person("Ann").await;
    let session = signed_in(&chat, &ann, 1).await;
    let ticket = ticket(&chat, 1, session);
    assert!(chat.sessions.admit(ticket).await.unwrap());
    let now = chat.clock.now();
    let first = chat.sessions.redeem(ticket.secret, now).await.unwrap();
    assert_eq!(first, Some((ann, session)));
    let again = chat.sessions.redeem(ticket.secret, now).await.unwrap();
    assert_eq!(again, None);
}

/// However many nodes try.
pub async fn of_concurrent_callers_one_redeems_a_ticket(chat: Chat) {
    let ann = chat.person("Ann").await;
    let session = signed_in(&chat, &ann, 1).await;
    let ticket = ticket(&chat, 1, session);
    chat.sessions.admit(ticket).await.unwrap();
    let now = chat.clock.now();
    let callers: Vec<_> = (0..8)
        .map(|_| {
            let sessions = chat.sessions.clone();
            tokio::spawn(async move { sessions.redeem(ticket.secret, now).await })
        })
        .collect();
    let mut let_in = 0;
    for caller in callers {
        let_in += usize::from(caller.await.unwrap().unwrap().is_some());
    }
    assert_eq!(let_in, 1);
}

/// Half a minute is for connecting, not for keeping.
pub async fn a_ticket_that_expired_lets_nobody_in(chat: Chat) {
    let ann = chat.person("Ann").await;
    let session = signed_in(&chat, &ann, 1).await;
    let (good, late) = (ticket(&chat, 1, session), ticket(&chat, 2, session));
    chat.sessions.admit(good).await.unwrap();
    chat.sessions.admit(late).await.unwrap();
    chat.clock.advance(HALF_A_MINUTE - Duration::from_micros(1));
    let in_time = chat.sessions.redeem(good.secret, chat.clock.now()).await;
    assert!(in_time.unwrap().is_some());
    chat.clock.advance(Duration::from_micros(1));
    let too_late = chat.sessions.redeem(late.secret, chat.clock.now()).await;
    assert_eq!(too_late.unwrap(), None);
}

/// Who signed out has no way in left.
pub async fn a_ticket_ends_with_its_session(chat: Chat) {
    let ann = chat.person("Ann").await;
    let session = signed_in(&chat, &ann, 1).await;
    let ticket = ticket(&chat, 1, session);
    chat.sessions.admit(ticket).await.unwrap();
    chat.sessions.end(ann.id, session).await.unwrap();
    let now = chat.clock.now();
    let redeemed = chat.sessions.redeem(ticket.secret, now).await.unwrap();
    assert_eq!(redeemed, None);
}

/// Nothing is kept for nobody.
pub async fn no_ticket_is_kept_for_a_session_that_ended(chat: Chat) {
    let ann = chat.person("Ann").await;
    let session = signed_in(&chat, &ann, 1).await;
    chat.sessions.end(ann.id, session).await.unwrap();
    let kept = chat.sessions.admit(ticket(&chat, 1, session)).await;
    assert!(!kept.unwrap());
}
