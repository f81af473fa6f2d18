//! What `Rooms::mark_read` promises.

use domain::{Event, NoSeat, RoomId, Seq, StoreError};

use crate::Chat;

/// Without a number, everything is read.
pub async fn reading_moves_the_marker_to_the_newest(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    chat.post_all(room, &ann, &["one", "two", "three"]).await;
    chat.events.take();
    let at = chat.clock.tick();
    let marker = chat.rooms.mark_read(bob.id, room, None, at).await.unwrap();
    assert_eq!((marker.seq, marker.at), (Seq::restored(3), at));
    assert_eq!(chat.right(&bob, room).await.read(), marker);
    assert_eq!(chat.unread(&bob, room).await, 0);
    let user = bob.id;
    assert_eq!(chat.events.take(), [Event::Read { room, user, marker }]);
}

/// Up to a message, never past the newest.
pub async fn reading_up_to_a_message_leaves_the_rest_unread(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    chat.post_all(room, &ann, &["one", "two", "three"]).await;
    for (up_to, expected, unread) in [(1, 1, 2), (2, 2, 1), (99, 3, 0)] {
        let up_to = Some(Seq::restored(up_to));
        let marker = chat
            .rooms
            .mark_read(bob.id, room, up_to, chat.clock.tick())
            .await
            .unwrap();
        assert_eq!(marker.seq, Seq::restored(expected));
        assert_eq!(chat.unread(&bob, room).await, unread);
    }
}

/// A marker that stays where it is tells nobody, and its time stays as well.
pub async fn a_marker_never_moves_backwards(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    chat.post_all(room, &ann, &["one", "two"]).await;
    let first = chat
        .rooms
        .mark_read(bob.id, room, None, chat.clock.tick())
        .await
        .unwrap();
    chat.events.take();
    for up_to in [
        None,
        Some(Seq::ZERO),
        Some(Seq::restored(1)),
        Some(Seq::restored(2)),
    ] {
        let marker = chat
            .rooms
            .mark_read(bob.id, room, up_to, chat.clock.tick())
            .await
            .unwrap();
        assert_eq!(marker, first);
    }
    assert_eq!(chat.events.take(), []);
    assert_eq!(chat.right(&bob, room).await.read(), first);
}

/// In whatever order they arrive.
pub async fn concurrent_markers_leave_the_greatest(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    for at in 1..=20 {
        chat.post(room, &ann, &format!("message {at}")).await;
    }
    chat.events.take();
    let tasks: Vec<_> = (1..=20)
        .map(|seq| {
            let (rooms, at) = (chat.rooms.clone(), chat.clock.tick());
            let up_to = Some(Seq::restored(1 + (seq * 7) % 20));
            tokio::spawn(async move { rooms.mark_read(bob.id, room, up_to, at).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(chat.right(&bob, room).await.read().seq, Seq::restored(20));
    let seqs: Vec<Seq> = chat
        .events
        .take()
        .iter()
        .map(|event| match event {
            Event::Read { marker, .. } => marker.seq,
            other => panic!("{other:?} was not expected"),
        })
        .collect();
    assert!(seqs.is_sorted() && seqs.last() == Some(&Seq::restored(20)));
}

/// Markers belong to members.
pub async fn who_has_no_seat_marks_nothing(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[]).await;
    let cellar = chat.private("Cellar", &ann, &[]).await;
    let cases = [
        (lobby, NoSeat::NotAMember),
        (cellar, NoSeat::NoSuchRoom),
        (RoomId::restored(999_999), NoSeat::NoSuchRoom),
    ];
    for (room, expected) in cases {
        let marked = chat
            .rooms
            .mark_read(bob.id, room, None, chat.clock.tick())
            .await;
        assert!(matches!(marked, Err(StoreError::Conflict(why)) if why == expected));
    }
}

/// Unread is exact for everybody, whoever writes.
pub async fn unread_counts_messages_not_changes(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let posted = chat.post_all(room, &ann, &["one", "two"]).await;
    chat.messages
        .edit(chat.edit(posted[0].id, &ann, "ONE"))
        .await
        .unwrap();
    chat.react(posted[0].id, &ann, "👍").await.unwrap();
    chat.messages
        .delete(chat.delete(posted[1].id, &ann))
        .await
        .unwrap();
    assert_eq!(chat.unread(&bob, room).await, 2);
}
