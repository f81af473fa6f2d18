//! What `Messages::append` promises.

use std::{collections::BTreeSet, time::Duration};

use domain::{
    AppendRefused, Appended, Event, Message, MessageChange, MessageId, NewMessage, RoomId, Seq,
    StoreError, Version,
};

use crate::{Chat, ManualClock, chat::NOBODY};

fn seqs(messages: &[Message]) -> Vec<i64> {
    messages.iter().map(|message| message.seq.get()).collect()
}

/// The stored message is the ordered one, numbered.
pub async fn a_posted_message_is_answered_as_it_is_read(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let first = chat.post(room, &ann, "one").await;
    let order = NewMessage {
        reply_to: Some(first.id),
        ..chat.numbered(room, &ann, "two\n\t\"quoted\" \\ 😀 'x'", 7)
    };
    let answered = chat.messages.append(order.clone()).await.unwrap();
    let Appended::New(second) = answered else {
        panic!("it is new")
    };
    assert_eq!(
        (second.seq, second.version),
        (Seq::restored(2), Version::restored(2))
    );
    assert_eq!((&second.body, second.created_at), (&order.body, order.at));
    assert_eq!(
        (second.client_id, second.reply_to),
        (order.client_id, order.reply_to)
    );
    assert_eq!((second.room, &second.author), (room, &ann));
    assert_eq!((second.edited_at, second.deleted_at), (None, None));
    assert_eq!(chat.history(&ann, room).await, [first, second]);
    let seat = chat.rooms.seat(ann.id, room).await.unwrap().room;
    assert_eq!(
        (seat.last_seq, seat.version),
        (Seq::restored(2), Version::restored(2))
    );
}

/// What a client calls its message is nobody else's business.
pub async fn a_client_id_is_told_to_its_author_only(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let order = chat.numbered(room, &ann, "hello", 7);
    chat.messages.append(order.clone()).await.unwrap();
    assert_eq!(chat.history(&ann, room).await[0].client_id, order.client_id);
    assert_eq!(chat.history(&bob, room).await[0].client_id, None);
}

/// The author has read what they wrote.
pub async fn a_message_is_unread_for_all_but_its_author(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    chat.post_all(room, &ann, &["one", "two"]).await;
    assert_eq!(
        (chat.unread(&ann, room).await, chat.unread(&bob, room).await),
        (0, 2)
    );
    let last = chat.post(room, &bob, "three").await;
    assert_eq!(
        (chat.unread(&ann, room).await, chat.unread(&bob, room).await),
        (1, 0)
    );
    let read = chat.right(&bob, room).await.read();
    assert_eq!((read.seq, read.at), (last.seq, last.created_at));
}

/// No rule is bent for strangers, and a refused order changes nothing.
pub async fn who_may_not_post_is_told_why(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let open = chat.public("Lobby", &ann, &[]).await;
    let closed = chat.private("Cellar", &ann, &[]).await;
    let nowhere = RoomId::restored(999_999);
    let elsewhere = chat.post(closed, &ann, "hush").await;
    let answering = |order: NewMessage, id| NewMessage {
        reply_to: Some(id),
        ..order
    };
    let stranger = domain::Person {
        id: NOBODY,
        ..bob.clone()
    };
    let unknown = MessageId::restored(999_999);
    let cases = [
        (chat.message(open, &bob, "hello"), AppendRefused::NotAMember),
        (
            chat.message(open, &stranger, "hello"),
            AppendRefused::NotAMember,
        ),
        (
            chat.message(closed, &bob, "hello"),
            AppendRefused::NoSuchRoom,
        ),
        (
            chat.message(nowhere, &ann, "hello"),
            AppendRefused::NoSuchRoom,
        ),
        (
            answering(chat.message(open, &ann, "hi"), elsewhere.id),
            AppendRefused::NoSuchReply,
        ),
        (
            answering(chat.message(open, &ann, "hi"), unknown),
            AppendRefused::NoSuchReply,
        ),
    ];
    for (order, expected) in cases {
        let refused = chat.messages.append(order).await;
        assert!(matches!(refused, Err(StoreError::Conflict(why)) if why == expected));
    }
    assert_eq!(
        chat.rooms.seat(ann.id, open).await.unwrap().room.version,
        Version::ZERO
    );
}

/// However many write at once.
pub async fn concurrent_messages_are_numbered_without_gaps(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let other = chat.public("Hall", &bob, &[&ann]).await;
    let tasks: Vec<_> = (0..128)
        .map(|at| {
            let author = if at % 3 == 0 { &ann } else { &bob };
            let place = if at % 2 == 0 { room } else { other };
            let order = chat.message(place, author, &format!("message {at}"));
            let messages = chat.messages.clone();
            tokio::spawn(async move { messages.append(order).await })
        })
        .collect();
    let mut answered = BTreeSet::new();
    for task in tasks {
        let message = task.await.unwrap().unwrap().into_message();
        answered.insert((message.room, message.seq.get()));
    }
    for place in [room, other] {
        let history = chat.history(&ann, place).await;
        assert_eq!(seqs(&history), (1..=64).collect::<Vec<_>>());
        assert!(
            history
                .iter()
                .all(|message| answered.contains(&(place, message.seq.get())))
        );
        assert!(history.is_sorted_by_key(|message| message.id));
        let told = chat.events.of_messages(place);
        let versions: Vec<i64> = told.iter().map(|event| event.version.get()).collect();
        assert_eq!(versions, (1..=64).collect::<Vec<_>>());
        for (event, message) in told.iter().zip(&history) {
            assert_eq!(event.change, MessageChange::Posted(message.clone()));
        }
    }
    assert_eq!(answered.len(), 128);
}

/// Retries, however late, get the first message.
pub async fn a_repeated_client_id_posts_nothing(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let first = chat
        .messages
        .append(chat.numbered(room, &ann, "hello", 7))
        .await
        .unwrap();
    let first = first.into_message();
    chat.react(first.id, &ann, "👍").await.unwrap();
    let expected = chat.history(&ann, room).await[0].clone();
    chat.events.take();
    let again = chat
        .messages
        .append(chat.numbered(room, &ann, "other words", 7))
        .await
        .unwrap();
    assert_eq!(again, Appended::Already(expected));
    assert_eq!(chat.events.take(), []);
    assert_eq!(chat.texts(&ann, room).await, ["hello"]);
}

/// The first answer holds wherever the retry is sent, even after its author has left.
pub async fn a_repeated_client_id_is_answered_in_any_room(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[&bob]).await;
    let hall = chat.public("Hall", &ann, &[&bob]).await;
    let first = chat
        .messages
        .append(chat.numbered(lobby, &bob, "hello", 7))
        .await
        .unwrap();
    chat.rooms.leave(lobby, bob.id).await.unwrap();
    for room in [hall, lobby] {
        let again = chat
            .messages
            .append(chat.numbered(room, &bob, "hello", 7))
            .await
            .unwrap();
        assert_eq!(again, Appended::Already(first.clone().into_message()));
    }
    assert!(chat.texts(&ann, hall).await.is_empty());
}

/// Two people may choose the same id.
pub async fn client_ids_of_different_people_do_not_meet(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    for (person, text) in [(&ann, "from Ann"), (&bob, "from Bob")] {
        let order = chat.numbered(room, person, text, 7);
        assert!(matches!(
            chat.messages.append(order).await,
            Ok(Appended::New(_))
        ));
    }
    assert_eq!(chat.texts(&ann, room).await, ["from Ann", "from Bob"]);
}

/// Also when they arrive together, for one room or two.
pub async fn of_concurrent_sends_with_one_client_id_one_is_stored(chat: Chat) {
    let ann = chat.person("Ann").await;
    let rooms = [
        chat.public("Lobby", &ann, &[]).await,
        chat.public("Hall", &ann, &[]).await,
    ];
    let tasks: Vec<_> = (0..16)
        .map(|at| {
            let order = chat.numbered(rooms[at % 2], &ann, "hello", 7);
            let messages = chat.messages.clone();
            tokio::spawn(async move { messages.append(order).await })
        })
        .collect();
    let (mut new, mut stored) = (0, BTreeSet::new());
    for task in tasks {
        let appended = task.await.unwrap().unwrap();
        new += usize::from(matches!(appended, Appended::New(_)));
        stored.insert(appended.into_message().id);
    }
    assert_eq!((new, stored.len()), (1, 1));
    let lobby = chat.history(&ann, rooms[0]).await;
    let hall = chat.history(&ann, rooms[1]).await;
    assert_eq!(lobby.len() + hall.len(), 1);
}

/// A refused send does not use up its client id.
pub async fn a_refused_client_id_may_be_used_again(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[]).await;
    let order = chat.numbered(room, &bob, "hello", 7);
    assert!(chat.messages.append(order.clone()).await.is_err());
    chat.rooms
        .join(room, bob.id, chat.clock.tick())
        .await
        .unwrap();
    assert!(matches!(
        chat.messages.append(order).await,
        Ok(Appended::New(_))
    ));
}

/// Clocks are set back; the room's time is not.
pub async fn time_never_goes_backwards_within_a_room(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let other = chat.public("Hall", &ann, &[]).await;
    let late = ManualClock::NOON.plus(Duration::from_secs(3_600));
    chat.clock.set(late);
    let first = chat.post(room, &ann, "one").await;
    chat.clock.set(ManualClock::NOON);
    let second = chat.post(room, &ann, "two").await;
    chat.clock.set(ManualClock::NOON);
    let elsewhere = chat.post(other, &ann, "one").await;
    assert_eq!((first.created_at, second.created_at), (late, late));
    assert_eq!(elsewhere.created_at, ManualClock::NOON);
    assert_eq!(chat.history(&ann, room).await, [first, second]);
}

/// What breaks one order leaves its neighbors whole.
pub async fn a_row_that_fails_does_not_fail_its_neighbors(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.break_on("poison").await;
    let tasks: Vec<_> = (0..24)
        .map(|at| {
            let text = if at % 8 == 3 {
                "poison".to_owned()
            } else {
                format!("message {at}")
            };
            let order = chat.message(room, &ann, &text);
            let messages = chat.messages.clone();
            tokio::spawn(async move { messages.append(order).await })
        })
        .collect();
    let (mut stored, mut broken) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => stored += 1,
            Err(error) => {
                assert!(matches!(error, StoreError::Fault(_)));
                broken += 1;
            }
        }
    }
    assert_eq!((stored, broken), (21, 3));
    let history = chat.history(&ann, room).await;
    assert_eq!(seqs(&history), (1..=21).collect::<Vec<_>>());
    assert_eq!(chat.events.of_messages(room).len(), 21);
    assert_eq!(
        chat.post(room, &ann, "still alive").await.seq,
        Seq::restored(22)
    );
}

/// Who is answered finds the event told already.
pub async fn an_event_is_told_before_the_answer(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    for text in ["one", "two", "three"] {
        let posted = chat.post(room, &ann, text).await;
        let told = chat.events.take();
        assert!(matches!(
            told.as_slice(),
            [Event::Message(event)] if event.change == MessageChange::Posted(posted.clone())
        ));
    }
}

/// Nobody waits for an answer, and nothing is lost.
pub async fn a_sender_who_hung_up_stops_nothing(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    for at in 0..8 {
        let order = chat.message(room, &ann, &format!("message {at}"));
        let messages = chat.messages.clone();
        let task = tokio::spawn(async move { messages.append(order).await });
        tokio::task::yield_now().await;
        task.abort();
    }
    let last = chat.post(room, &ann, "last").await;
    let history = chat.history(&ann, room).await;
    assert_eq!(seqs(&history), (1..=last.seq.get()).collect::<Vec<_>>());
}
