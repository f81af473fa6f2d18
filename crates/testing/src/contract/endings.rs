//! What `Sessions` promises to whoever holds sockets for sessions that others end.

use std::sync::Arc;

use domain::{
    Administer, Clock, Digest, EndingMark, Generation, NewPassword, PasswordHash, Person,
    ProlongSession, SessionId, SessionSpan,
};
use uuid::Uuid;

use super::sessions::signed_in;
use crate::Chat;

async fn mark(chat: &Chat) -> Option<EndingMark> {
    chat.sessions.last_ending().await.unwrap()
}

async fn ongoing(chat: &Chat, sessions: &[SessionId]) -> Vec<SessionId> {
    let now = chat.clock.now();
    chat.sessions.ongoing(sessions, now).await.unwrap()
}

/// Ends a session by using its first token twice, with another use between.
async fn reuse(chat: &Chat, number: u8) {
    for generation in [0, 1, 0] {
        let order = ProlongSession {
            secret: Digest::new([number; 32]),
            generation: Generation::restored(generation),
            at: chat.clock.now(),
            span: SessionSpan::DEFAULT,
        };
        // The last one is refused.
        let _ = chat.sessions.prolong(order).await;
    }
}

async fn change_password(chat: &Chat, owner: &Person, keep: SessionId) {
    let order = NewPassword {
        user: owner.id,
        replaces: PasswordHash::new(format!("hash of {}", owner.username)),
        password_hash: PasswordHash::new("another hash"),
        keep,
    };
    chat.accounts.change_password(order).await.unwrap();
}

/// Each way in which sessions end renews the mark; nothing else does.
pub async fn whatever_ends_sessions_renews_the_mark(chat: Chat) {
    let mut seen = mark(&chat).await;
    let mut renewed = async |chat: &Chat| {
        let now = mark(chat).await;
        std::mem::replace(&mut seen, now.clone()) != now
    };
    let ann = chat.person("Ann").await;
    let phone = signed_in(&chat, &ann, 1).await;
    assert!(!renewed(&chat).await, "signing in");
    assert!(chat.sessions.end(ann.id, phone).await.unwrap());
    assert!(renewed(&chat).await, "signing out");
    assert!(!chat.sessions.end(ann.id, phone).await.unwrap());
    assert!(!renewed(&chat).await, "signing out again");
    signed_in(&chat, &ann, 2).await;
    chat.sessions.end_all(ann.id).await.unwrap();
    assert!(renewed(&chat).await, "signing out everywhere");
    signed_in(&chat, &ann, 3).await;
    reuse(&chat, 3).await;
    assert!(renewed(&chat).await, "a reused token");
    signed_in(&chat, &ann, 4).await;
    let kept = signed_in(&chat, &ann, 5).await;
    change_password(&chat, &ann, kept).await;
    assert!(renewed(&chat).await, "a changed password");
    let reset = Administer::ResetPassword(PasswordHash::new("a reset hash"));
    chat.accounts.administer(ann.id, reset).await.unwrap();
    assert!(renewed(&chat).await, "a reset password");
    let bob = chat.person("Bob").await;
    signed_in(&chat, &bob, 6).await;
    let at = chat.clock.now();
    let disable = Administer::Disable { at };
    chat.accounts.administer(bob.id, disable).await.unwrap();
    assert!(renewed(&chat).await, "a disabled account");
    let cem = chat.person("Cem").await;
    signed_in(&chat, &cem, 7).await;
    chat.clock.advance(SessionSpan::DEFAULT.absolute);
    let now = chat.clock.now();
    chat.sessions.forget_expired(now).await.unwrap();
    assert!(renewed(&chat).await, "what expired");
}

/// More than one statement holds, some of them twice, some of nobody.
pub async fn sessions_that_go_on_are_told_from_those_that_ended(chat: Chat) {
    let ann = chat.person("Ann").await;
    let (phone, laptop) = (
        signed_in(&chat, &ann, 1).await,
        signed_in(&chat, &ann, 2).await,
    );
    let strangers = (0..1_200).map(|_| SessionId::new(Uuid::new_v4()));
    let mut asked: Vec<_> = strangers.collect();
    asked.insert(0, phone);
    asked.push(laptop);
    let mut both = [phone, laptop];
    both.sort_unstable();
    let mut found = ongoing(&chat, &asked).await;
    found.sort_unstable();
    assert_eq!(found, both);
    chat.sessions.end(ann.id, phone).await.unwrap();
    assert_eq!(ongoing(&chat, &asked).await, [laptop]);
    chat.clock.advance(SessionSpan::DEFAULT.absolute);
    assert_eq!(ongoing(&chat, &asked).await, []);
    assert_eq!(ongoing(&chat, &[]).await, []);
}

/// Of endings that run at the same time none is hidden behind another: whoever looks after one was
/// told sees another mark than before it.
pub async fn each_of_many_endings_at_once_renews_the_mark(chat: Chat) {
    let chat = Arc::new(chat);
    let mut ending = Vec::new();
    for number in 0..16 {
        let person = chat.person(&format!("Ann {number}")).await;
        let session = signed_in(&chat, &person, number).await;
        let chat = Arc::clone(&chat);
        ending.push(tokio::spawn(async move {
            let before = mark(&chat).await;
            assert!(chat.sessions.end(person.id, session).await.unwrap());
            assert_ne!(mark(&chat).await, before);
            assert_eq!(ongoing(&chat, &[session]).await, []);
        }));
    }
    for ended in ending {
        ended.await.unwrap();
    }
}
