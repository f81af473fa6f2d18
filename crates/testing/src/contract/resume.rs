//! What `Messages` promises about catching up, and that events and reads tell the same story.

use domain::{
    Changes, Message, MessageBody, MessageChange, MessageEvent, Person, ReactionTally, RoomHead,
    RoomId, Seq, UserId, Version,
};

use crate::Chat;

async fn changed(chat: &Chat, person: &Person, room: RoomId, since: i64, limit: u32) -> Changes {
    let right = chat.right(person, room).await;
    let since = Version::restored(since);
    chat.messages
        .changed_since(&right, since, limit)
        .await
        .unwrap()
}

/// A message that changed often arrives once.
pub async fn what_changed_arrives_once_in_its_newest_state(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let posted = chat.post_all(room, &ann, &["one", "two", "three"]).await;
    chat.messages
        .edit(chat.edit(posted[0].id, &ann, "ONE"))
        .await
        .unwrap();
    chat.react(posted[0].id, &ann, "👍").await.unwrap();
    chat.messages
        .delete(chat.delete(posted[1].id, &ann))
        .await
        .unwrap();
    let all = changed(&chat, &ann, room, 0, 10).await;
    let head = RoomHead {
        last_seq: Seq::restored(3),
        version: Version::restored(6),
    };
    assert_eq!(all.head, head);
    let told: Vec<_> = all
        .changes
        .unwrap()
        .into_iter()
        .map(|one| {
            let versions = [one.message.version, one.posted_version, one.body_version];
            (one.message.seq.get(), versions.map(Version::get))
        })
        .collect();
    assert_eq!(told, [(3, [3, 3, 3]), (1, [5, 1, 4]), (2, [6, 2, 6])]);
    let since = changed(&chat, &ann, room, 4, 10).await.changes.unwrap();
    let mut expected = chat.history(&ann, room).await;
    expected.pop();
    assert_eq!(
        since.into_iter().map(|one| one.message).collect::<Vec<_>>(),
        expected
    );
}

/// Only the head is told then.
pub async fn too_many_changes_are_not_told(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post_all(room, &ann, &["one", "two", "three"]).await;
    assert_eq!(
        changed(&chat, &ann, room, 0, 3)
            .await
            .changes
            .unwrap()
            .len(),
        3
    );
    let many = changed(&chat, &ann, room, 0, 2).await;
    assert_eq!(
        (many.changes, many.head.version),
        (None, Version::restored(3))
    );
    assert_eq!(
        changed(&chat, &ann, room, 1, 2)
            .await
            .changes
            .unwrap()
            .len(),
        2
    );
}

/// Up to date means no changes, also in an empty room.
pub async fn who_is_up_to_date_is_told_only_the_head(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let empty = changed(&chat, &ann, room, 0, 10).await;
    assert_eq!(
        empty,
        Changes {
            head: RoomHead::default(),
            changes: Some(Vec::new())
        }
    );
    chat.post(room, &ann, "one").await;
    let current = changed(&chat, &ann, room, 1, 10).await;
    assert_eq!(
        (current.head.last_seq, current.changes),
        (Seq::restored(1), Some(Vec::new()))
    );
}

/// From the oldest on, as many as asked for, with the names behind the reactions.
pub async fn healing_tells_everybody_the_oldest_changes(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let posted = chat.post_all(room, &ann, &["one", "two", "three"]).await;
    chat.react(posted[2].id, &bob, "👍").await.unwrap();
    chat.react(posted[2].id, &ann, "👍").await.unwrap();
    let part = chat
        .messages
        .heal(room, Version::restored(1), 1)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(part.head.version, Version::restored(5));
    assert_eq!(
        (part.changes.len(), part.changes[0].message.seq),
        (1, Seq::restored(2))
    );
    assert!(part.reactors.is_empty());
    let all = chat
        .messages
        .heal(room, Version::ZERO, 10)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(all.changes.len(), 3);
    let tally = &all.changes[2].message.reactions[0];
    assert_eq!((tally.count, tally.by_viewer), (2, false));
    let mut users: Vec<UserId> = all.reactors.iter().map(|one| one.user).collect();
    users.sort_unstable();
    assert_eq!(users, [ann.id, bob.id]);
    let none = chat
        .messages
        .heal(room, Version::restored(5), 10)
        .await
        .unwrap()
        .unwrap();
    assert!(none.changes.is_empty());
    let nowhere = chat
        .messages
        .heal(RoomId::restored(999_999), Version::ZERO, 10)
        .await;
    assert_eq!(nowhere.unwrap(), None);
}

/// Who applies the events to what they had sees what a fresh read shows.
pub async fn events_tell_what_a_fresh_read_shows(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let posted = chat.post_all(room, &ann, &["one", "two", "three"]).await;
    let mut seen = chat.history(&bob, room).await;
    let since = posted[2].version;
    chat.events.take();

    let id = |at: usize| posted[at].id;
    chat.react(id(0), &ann, "👍").await.unwrap();
    chat.react(id(0), &bob, "🎉").await.unwrap();
    chat.react(id(0), &bob, "👍").await.unwrap();
    chat.messages
        .unreact(chat.emoji(id(0), &ann, "👍"))
        .await
        .unwrap();
    chat.react(id(1), &ann, "👍").await.unwrap();
    chat.messages
        .append(chat.numbered(room, &ann, "four", 4))
        .await
        .unwrap();
    chat.messages
        .edit(chat.edit(id(2), &ann, "THREE"))
        .await
        .unwrap();
    chat.messages
        .unreact(chat.emoji(id(0), &bob, "👍"))
        .await
        .unwrap();
    chat.react(id(0), &ann, "👍").await.unwrap();
    chat.messages
        .delete(chat.delete(id(1), &ann))
        .await
        .unwrap();
    chat.messages
        .append(chat.numbered(room, &bob, "five", 5))
        .await
        .unwrap();

    let told = chat.events.of_messages(room);
    let versions: Vec<i64> = told.iter().map(|event| event.version.get()).collect();
    let first = since.get() + 1;
    assert_eq!(versions, (first..first + 11).collect::<Vec<_>>());
    for event in told {
        apply(&mut seen, event, bob.id);
    }
    assert_eq!(seen, chat.history(&bob, room).await);
}

fn apply(seen: &mut Vec<Message>, event: MessageEvent, viewer: UserId) {
    let version = event.version;
    match event.change {
        MessageChange::Posted(mut message) => {
            if message.author.id != viewer {
                message.client_id = None;
            }
            seen.push(message);
        }
        MessageChange::Edited(message) => {
            let old = seen.iter_mut().find(|old| old.id == message.id).unwrap();
            (old.body, old.edited_at, old.version) = (message.body, message.edited_at, version);
        }
        MessageChange::Deleted { message, at } => {
            let old = seen.iter_mut().find(|old| old.id == message).unwrap();
            (old.body, old.deleted_at) = (MessageBody::scrubbed(), Some(at));
            (old.reactions, old.version) = (Vec::new(), version);
        }
        MessageChange::ReactionAdded {
            message,
            emoji,
            user,
            count,
        } => {
            let old = seen.iter_mut().find(|old| old.id == message).unwrap();
            old.version = version;
            let mine = user == viewer;
            match old.reactions.iter_mut().find(|tally| tally.emoji == emoji) {
                Some(tally) => {
                    tally.count = count;
                    tally.by_viewer |= mine;
                }
                None => old.reactions.push(ReactionTally {
                    emoji,
                    count,
                    by_viewer: mine,
                }),
            }
        }
        MessageChange::ReactionRemoved {
            message,
            emoji,
            user,
            count,
        } => {
            let old = seen.iter_mut().find(|old| old.id == message).unwrap();
            old.version = version;
            let tally = old
                .reactions
                .iter_mut()
                .find(|tally| tally.emoji == emoji)
                .unwrap();
            (tally.count, tally.by_viewer) = (count, tally.by_viewer && user != viewer);
            old.reactions.retain(|tally| tally.count > 0);
        }
    }
}
