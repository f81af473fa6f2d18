//! What `Messages` promises about editing, deleting and reacting.

use domain::{
    DeleteRefused, EditRefused, Emoji, MAX_REACTION_KINDS, MessageChange, MessageId, ReactRefused,
    Reactor, StoreError, Version,
};

use crate::{Chat, chat::body};

const UNKNOWN: MessageId = MessageId::restored(999_999);

/// Its place stays, its version is new.
pub async fn an_edited_message_says_the_new_text(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let message = chat.post(room, &ann, "helo").await;
    chat.react(message.id, &bob, "👍").await.unwrap();
    chat.events.take();
    let order = chat.edit(message.id, &ann, "hello");
    let edited = chat.messages.edit(order.clone()).await.unwrap();
    assert_eq!(
        (&edited.body, edited.edited_at),
        (&order.body, Some(order.at))
    );
    assert_eq!(
        (edited.seq, edited.version),
        (message.seq, Version::restored(3))
    );
    assert_eq!(edited.reactions.len(), 1);
    assert_eq!(
        chat.history(&ann, room).await,
        std::slice::from_ref(&edited)
    );
    let told = chat.events.of_messages(room);
    let bare = domain::Message {
        reactions: Vec::new(),
        ..edited
    };
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].version, &told[0].change),
        (bare.version, &MessageChange::Edited(bare))
    );
}

/// The rules of editing are obeyed, and a refused edit changes nothing.
pub async fn who_may_not_edit_is_told_why(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let cem = chat.person("Cem").await;
    let lobby = chat.public("Lobby", &ann, &[&bob]).await;
    let cellar = chat.private("Cellar", &ann, &[]).await;
    let open = chat.post(lobby, &bob, "hello").await.id;
    let hidden = chat.post(cellar, &ann, "hush").await.id;
    let gone = chat.post(lobby, &bob, "oops").await.id;
    chat.messages.delete(chat.delete(gone, &bob)).await.unwrap();
    let before = chat.rooms.seat(ann.id, lobby).await.unwrap();
    let cases = [
        (UNKNOWN, &ann, "anew", EditRefused::NoSuchMessage),
        (hidden, &cem, "anew", EditRefused::NoSuchMessage),
        (open, &cem, "anew", EditRefused::NotAMember),
        (open, &ann, "anew", EditRefused::NotTheAuthor),
        (open, &bob, "hello", EditRefused::Unchanged),
        (gone, &bob, "anew", EditRefused::Deleted),
    ];
    for (message, by, text, expected) in cases {
        let refused = chat.messages.edit(chat.edit(message, by, text)).await;
        assert!(matches!(refused, Err(StoreError::Conflict(why)) if why == expected));
    }
    assert_eq!(chat.rooms.seat(ann.id, lobby).await.unwrap(), before);
}

/// Whoever left cannot change what they said.
pub async fn who_left_edits_nothing(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let message = chat.post(room, &bob, "hello").await;
    chat.rooms.leave(room, bob.id).await.unwrap();
    let refused = chat
        .messages
        .edit(chat.edit(message.id, &bob, "anew"))
        .await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(EditRefused::NotAMember))
    ));
}

/// Text and reactions go; the place stays.
pub async fn a_deleted_message_keeps_its_place_and_says_nothing(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let posted = chat.post_all(room, &ann, &["one", "two", "three"]).await;
    chat.react(posted[1].id, &ann, "👍").await.unwrap();
    chat.events.take();
    let order = chat.delete(posted[1].id, &ann);
    chat.messages.delete(order.clone()).await.unwrap();
    let history = chat.history(&ann, room).await;
    assert_eq!(history.len(), 3);
    assert_eq!(
        (history[1].body.as_str(), history[1].deleted_at),
        ("", Some(order.at))
    );
    assert_eq!(
        (history[1].version, history[1].reactions.len()),
        (Version::restored(5), 0)
    );
    let told = chat.events.of_messages(room);
    let expected = MessageChange::Deleted {
        message: posted[1].id,
        at: order.at,
    };
    assert_eq!((told.len(), &told[0].change), (1, &expected));
}

/// Nothing happens the second time.
pub async fn deleting_again_changes_nothing_and_succeeds(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let message = chat.post(room, &ann, "oops").await;
    chat.messages
        .delete(chat.delete(message.id, &ann))
        .await
        .unwrap();
    let before = (chat.history(&ann, room).await, chat.events.all());
    chat.messages
        .delete(chat.delete(message.id, &ann))
        .await
        .unwrap();
    assert_eq!((chat.history(&ann, room).await, chat.events.all()), before);
}

/// The author and the creator of the room.
pub async fn who_may_not_delete_is_told_why(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let (cem, eve) = (chat.person("Cem").await, chat.person("Eve").await);
    let lobby = chat.public("Lobby", &ann, &[&bob, &cem]).await;
    let cellar = chat.private("Cellar", &ann, &[]).await;
    let open = chat.post(lobby, &bob, "hello").await.id;
    let hidden = chat.post(cellar, &ann, "hush").await.id;
    let cases = [
        (UNKNOWN, &ann, DeleteRefused::NoSuchMessage),
        (hidden, &eve, DeleteRefused::NoSuchMessage),
        (open, &eve, DeleteRefused::NotAMember),
        (open, &cem, DeleteRefused::NotAllowed),
    ];
    for (message, by, expected) in cases {
        let refused = chat.messages.delete(chat.delete(message, by)).await;
        assert!(matches!(refused, Err(StoreError::Conflict(why)) if why == expected));
    }
    chat.messages.delete(chat.delete(open, &ann)).await.unwrap();
    assert_eq!(chat.texts(&ann, lobby).await, [""]);
}

/// All of the message is answered, and the event counts.
pub async fn a_reaction_is_given_and_taken_back(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let message = chat.post(room, &ann, "hello").await.id;
    chat.react(message, &ann, "👍").await.unwrap();
    let tallies = chat.react(message, &bob, "👍").await.unwrap();
    assert_eq!(
        (tallies.len(), tallies[0].count, tallies[0].by_viewer),
        (1, 2, true)
    );
    assert_eq!(chat.history(&bob, room).await[0].reactions, tallies);
    let left = chat
        .messages
        .unreact(chat.emoji(message, &ann, "👍"))
        .await
        .unwrap();
    assert_eq!((left[0].count, left[0].by_viewer), (1, false));
    let none = chat
        .messages
        .unreact(chat.emoji(message, &bob, "👍"))
        .await
        .unwrap();
    assert_eq!(none, []);
    assert!(chat.history(&ann, room).await[0].reactions.is_empty());
    let emoji = Emoji::parse("👍").unwrap();
    let counts: Vec<_> = chat.events.of_messages(room).into_iter().skip(1).collect();
    let given = |user, count| MessageChange::ReactionAdded {
        message,
        emoji: emoji.clone(),
        user,
        count,
    };
    let taken = |user, count| MessageChange::ReactionRemoved {
        message,
        emoji: emoji.clone(),
        user,
        count,
    };
    let expected = [
        given(ann.id, 1),
        given(bob.id, 2),
        taken(ann.id, 1),
        taken(bob.id, 0),
    ];
    assert_eq!(
        counts.iter().map(|event| &event.change).collect::<Vec<_>>(),
        expected.each_ref()
    );
    assert_eq!(counts[3].version, Version::restored(5));
}

/// Repeating oneself changes nothing.
pub async fn reacting_twice_changes_nothing_and_succeeds(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let message = chat.post(room, &ann, "hello").await.id;
    let once = chat.react(message, &ann, "👍").await.unwrap();
    let before = (chat.history(&ann, room).await, chat.events.all());
    assert_eq!(chat.react(message, &ann, "👍").await.unwrap(), once);
    assert_eq!(
        chat.messages
            .unreact(chat.emoji(message, &ann, "🎉"))
            .await
            .unwrap(),
        once
    );
    assert_eq!((chat.history(&ann, room).await, chat.events.all()), before);
}

/// Twenty kinds are enough; one that is there already is always welcome.
pub async fn a_message_bears_a_limited_number_of_kinds(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let message = chat.post(room, &ann, "hello").await.id;
    let kinds = [
        "👍", "🎉", "😀", "😃", "😄", "😁", "😆", "😅", "🤣", "😂", "🙂", "🙃", "😉", "😊", "😇",
        "🥰", "😍", "🤩", "😘", "😗",
    ];
    assert_eq!(kinds.len(), MAX_REACTION_KINDS);
    for emoji in kinds {
        chat.react(message, &ann, emoji).await.unwrap();
    }
    let refused = chat.react(message, &bob, "😚").await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(ReactRefused::TooManyKinds))
    ));
    assert_eq!(
        chat.react(message, &bob, "👍").await.unwrap().len(),
        MAX_REACTION_KINDS
    );
    chat.messages
        .unreact(chat.emoji(message, &ann, "😗"))
        .await
        .unwrap();
    chat.react(message, &bob, "😚").await.unwrap();
}

/// Many who react at once are all counted.
pub async fn concurrent_reactions_are_all_counted(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let message = chat.post(room, &ann, "hello").await.id;
    let mut tasks = Vec::new();
    for at in 0..12 {
        let person = chat.person(&format!("Guest {at}")).await;
        chat.rooms
            .join(room, person.id, chat.clock.tick())
            .await
            .unwrap();
        let order = chat.emoji(message, &person, "👍");
        let messages = chat.messages.clone();
        tasks.push(tokio::spawn(async move { messages.react(order).await }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(chat.history(&ann, room).await[0].reactions[0].count, 12);
    let told = chat.events.of_messages(room);
    let versions: Vec<i64> = told.iter().map(|event| event.version.get()).collect();
    assert_eq!(versions, (1..=13).collect::<Vec<_>>());
    let healing = chat
        .messages
        .heal(room, Version::restored(1), 10)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(healing.reactors.len(), 12);
    let expected = Emoji::parse("👍").unwrap();
    let is_expected = |one: &Reactor| one.message == message && one.emoji == expected;
    assert!(healing.reactors.iter().all(is_expected));
}

/// The rules of reacting are obeyed.
pub async fn who_may_not_react_is_told_why(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[]).await;
    let cellar = chat.private("Cellar", &ann, &[]).await;
    let open = chat.post(lobby, &ann, "hello").await.id;
    let hidden = chat.post(cellar, &ann, "hush").await.id;
    let gone = chat.post(lobby, &ann, "oops").await.id;
    chat.messages.delete(chat.delete(gone, &ann)).await.unwrap();
    let cases = [
        (UNKNOWN, &ann, ReactRefused::NoSuchMessage),
        (hidden, &bob, ReactRefused::NoSuchMessage),
        (open, &bob, ReactRefused::NotAMember),
        (gone, &ann, ReactRefused::Deleted),
    ];
    for (message, by, expected) in cases {
        let given = chat.react(message, by, "👍").await;
        assert!(matches!(given, Err(StoreError::Conflict(why)) if why == expected));
        let taken = chat.messages.unreact(chat.emoji(message, by, "👍")).await;
        assert!(matches!(taken, Err(StoreError::Conflict(why)) if why == expected));
    }
}

/// However they interleave, the last version is the stored state.
pub async fn concurrent_edits_leave_the_last_one(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let message = chat.post(room, &ann, "draft").await;
    let tasks: Vec<_> = (0..12)
        .map(|at| {
            let order = chat.edit(message.id, &ann, &format!("edition {at}"));
            let messages = chat.messages.clone();
            tokio::spawn(async move { messages.edit(order).await })
        })
        .collect();
    let mut newest = message.clone();
    for task in tasks {
        let edited = task.await.unwrap().unwrap();
        if edited.version > newest.version {
            newest = edited;
        }
    }
    assert_eq!(newest.version, Version::restored(13));
    assert_eq!(chat.history(&ann, room).await, [newest.clone()]);
    let again = chat.messages.edit(domain::EditMessage {
        body: body(newest.body.as_str()),
        ..chat.edit(message.id, &ann, "unused")
    });
    assert!(matches!(
        again.await,
        Err(StoreError::Conflict(EditRefused::Unchanged))
    ));
}
