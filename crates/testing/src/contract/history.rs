//! What `Messages` promises about pages and neighbors.

use domain::{Emoji, Message, MessageId, RoomId, Seq};

use crate::Chat;

fn seqs(messages: &[Message]) -> Vec<i64> {
    messages.iter().map(|message| message.seq.get()).collect()
}

async fn room_of_ten(chat: &Chat) -> (domain::Membership, Vec<Message>) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let hall = chat.public("Hall", &ann, &[]).await;
    let mut posted = Vec::new();
    for at in 1..=10 {
        posted.push(chat.post(room, &ann, &format!("message {at}")).await);
        chat.post(hall, &ann, "elsewhere").await;
    }
    (chat.right(&ann, room).await, posted)
}

/// From the newest back to the first.
pub async fn pages_go_back_newest_first(chat: Chat) {
    let (right, posted) = room_of_ten(&chat).await;
    let first = chat.messages.page(&right, None, 4).await.unwrap();
    assert_eq!(
        (seqs(&first.messages), first.more),
        (vec![10, 9, 8, 7], true)
    );
    assert_eq!(first.messages[0], posted[9]);
    let second = chat
        .messages
        .page(&right, Some(Seq::restored(7)), 4)
        .await
        .unwrap();
    assert_eq!(
        (seqs(&second.messages), second.more),
        (vec![6, 5, 4, 3], true)
    );
    let last = chat
        .messages
        .page(&right, Some(Seq::restored(3)), 4)
        .await
        .unwrap();
    assert_eq!((seqs(&last.messages), last.more), (vec![2, 1], false));
    let exact = chat
        .messages
        .page(&right, Some(Seq::restored(5)), 4)
        .await
        .unwrap();
    assert_eq!(
        (seqs(&exact.messages), exact.more),
        (vec![4, 3, 2, 1], false)
    );
    let none = chat
        .messages
        .page(&right, Some(Seq::restored(1)), 4)
        .await
        .unwrap();
    assert_eq!((seqs(&none.messages), none.more), (vec![], false));
}

/// From any message on to the newest.
pub async fn newer_goes_on_oldest_first(chat: Chat) {
    let (right, _) = room_of_ten(&chat).await;
    let first = chat.messages.newer(&right, Seq::ZERO, 4).await.unwrap();
    assert_eq!(
        (seqs(&first.messages), first.more),
        (vec![1, 2, 3, 4], true)
    );
    let last = chat
        .messages
        .newer(&right, Seq::restored(6), 4)
        .await
        .unwrap();
    assert_eq!(
        (seqs(&last.messages), last.more),
        (vec![7, 8, 9, 10], false)
    );
    let none = chat
        .messages
        .newer(&right, Seq::restored(10), 4)
        .await
        .unwrap();
    assert_eq!((seqs(&none.messages), none.more), (vec![], false));
}

/// A new message does not move a page.
pub async fn pages_hold_still_while_messages_arrive(chat: Chat) {
    let (right, posted) = room_of_ten(&chat).await;
    let before = chat
        .messages
        .page(&right, Some(Seq::restored(8)), 4)
        .await
        .unwrap();
    chat.post(right.room(), &posted[0].author, "one more").await;
    let after = chat
        .messages
        .page(&right, Some(Seq::restored(8)), 4)
        .await
        .unwrap();
    assert_eq!(before, after);
}

/// Oldest first, and it knows whether there is more on either side.
pub async fn a_message_stands_amid_its_neighbors(chat: Chat) {
    let (right, posted) = room_of_ten(&chat).await;
    let cases = [
        (5, 2, 3, vec![3, 4, 5, 6, 7, 8], true, true),
        (1, 2, 1, vec![1, 2], false, true),
        (10, 1, 9, vec![9, 10], true, false),
        (4, 0, 0, vec![4], true, true),
        (5, 100, 100, (1..=10).collect(), false, false),
    ];
    for (target, before, after, expected, older, newer) in cases {
        let id = posted[target - 1].id;
        let context = chat
            .messages
            .around(&right, id, before, after)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(seqs(&context.messages), expected);
        assert_eq!((context.older, context.newer), (older, newer));
    }
}

/// A message of another room is none of this one's.
pub async fn a_message_of_another_room_has_no_neighbors_here(chat: Chat) {
    let (right, posted) = room_of_ten(&chat).await;
    let hall = chat.public("Cellar", &posted[0].author, &[]).await;
    let elsewhere = chat.post(hall, &posted[0].author, "hush").await;
    for id in [elsewhere.id, MessageId::restored(999_999)] {
        assert_eq!(chat.messages.around(&right, id, 5, 5).await.unwrap(), None);
    }
}

/// Each reader sees their own reactions marked, in the order of first use.
pub async fn a_page_tells_reactions_as_the_reader_sees_them(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room: RoomId = chat.public("Lobby", &ann, &[&bob]).await;
    let message = chat.post(room, &ann, "hello").await;
    chat.post(room, &ann, "nothing here").await;
    for (person, emoji) in [(&bob, "🎉"), (&ann, "👍"), (&bob, "👍")] {
        chat.react(message.id, person, emoji).await.unwrap();
    }
    let seen = |history: &[Message]| -> Vec<(String, i64, bool)> {
        let tallies = history[0].reactions.iter();
        tallies
            .map(|one| (one.emoji.as_str().to_owned(), one.count, one.by_viewer))
            .collect()
    };
    let by_ann = seen(&chat.history(&ann, room).await);
    assert_eq!(
        by_ann,
        [("🎉".to_owned(), 1, false), ("👍".to_owned(), 2, true)]
    );
    let by_bob = seen(&chat.history(&bob, room).await);
    assert_eq!(
        by_bob,
        [("🎉".to_owned(), 1, true), ("👍".to_owned(), 2, true)]
    );
    assert!(chat.history(&bob, room).await[1].reactions.is_empty());
}

/// Each emoji in the order of first use, all who gave it counted, some of them named; nothing about a
/// message of another room.
pub async fn who_reacted_is_told_by_name(chat: Chat) {
    let (ann, bob, cem) = (
        chat.person("Ann").await,
        chat.person("Bob").await,
        chat.person("Cem").await,
    );
    let room: RoomId = chat.public("Lobby", &ann, &[&bob, &cem]).await;
    let message = chat.post(room, &ann, "hello").await;
    let plain = chat.post(room, &ann, "nothing here").await;
    for (person, emoji) in [(&cem, "🎉"), (&bob, "👍"), (&ann, "👍"), (&cem, "👍")] {
        chat.react(message.id, person, emoji).await.unwrap();
    }
    let right = chat.right(&bob, room).await;
    let told = chat.messages.reactors(&right, message.id, 2).await.unwrap();
    let told: Vec<_> = told
        .unwrap()
        .into_iter()
        .map(|it| (it.emoji, it.count, it.people))
        .collect();
    let emoji = Emoji::restored;
    assert_eq!(
        told,
        [
            (emoji("🎉"), 1, vec![cem.clone()]),
            (emoji("👍"), 3, vec![ann.clone(), bob.clone()]),
        ]
    );
    let nobody = chat.messages.reactors(&right, plain.id, 2).await.unwrap();
    assert_eq!(nobody, Some(Vec::new()));
    let cellar = chat.public("Cellar", &ann, &[]).await;
    let elsewhere = chat.post(cellar, &ann, "hush").await;
    chat.react(elsewhere.id, &ann, "👍").await.unwrap();
    for id in [elsewhere.id, MessageId::restored(999_999)] {
        assert_eq!(chat.messages.reactors(&right, id, 2).await.unwrap(), None);
    }
}
