//! What `Rooms` promises about memberships: joining, leaving, adding, removing, listing.

use domain::{
    AddRefused, AppendRefused, JoinRefused, LeaveRefused, NameKey, NoSeat, RemoveRefused, RoomId,
    Seq, StoreError,
};

use crate::{Chat, chat::NOBODY};

const NOWHERE: RoomId = RoomId::restored(999_999);

/// What was said before counts as read.
pub async fn who_joins_has_read_everything(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post_all(room, &ann, &["one", "two"]).await;
    let at = chat.clock.tick();
    let seat = chat.rooms.join(room, bob.id, at).await.unwrap();
    assert_eq!((seat.unread(), seat.room.member_count), (0, 2));
    assert_eq!(seat.membership.read().seq, Seq::restored(2));
    assert_eq!(seat.membership.joined_at(), at);
    assert_eq!(chat.rooms.seat(bob.id, room).await.unwrap(), seat);
    chat.post(room, &ann, "three").await;
    assert_eq!(chat.unread(&bob, room).await, 1);
}

/// Nobody sits twice, and private rooms are not joined.
pub async fn joining_is_refused_where_it_makes_no_sense(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[&bob]).await;
    let cellar = chat.private("Cellar", &ann, &[]).await;
    let cases = [
        (lobby, JoinRefused::AlreadyAMember),
        (cellar, JoinRefused::NoSuchRoom),
        (NOWHERE, JoinRefused::NoSuchRoom),
    ];
    for (room, expected) in cases {
        let joined = chat.rooms.join(room, bob.id, chat.clock.tick()).await;
        assert!(matches!(joined, Err(StoreError::Conflict(why)) if why == expected));
    }
    assert_eq!(
        chat.rooms
            .seat(ann.id, lobby)
            .await
            .unwrap()
            .room
            .member_count,
        2
    );
}

/// The count of members is exact.
pub async fn many_who_join_at_once_are_all_counted(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let mut tasks = Vec::new();
    for at in 0..16 {
        let person = chat.person(&format!("Guest {at}")).await;
        let (rooms, at) = (chat.rooms.clone(), chat.clock.tick());
        tasks.push(tokio::spawn(async move {
            rooms.join(room, person.id, at).await
        }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(
        chat.rooms
            .seat(ann.id, room)
            .await
            .unwrap()
            .room
            .member_count,
        17
    );
}

/// A second join waits for the first and is refused.
pub async fn one_who_joins_twice_at_once_sits_once(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[]).await;
    let at = chat.clock.tick();
    let (one, two) = tokio::join!(
        chat.rooms.join(room, bob.id, at),
        chat.rooms.join(room, bob.id, at),
    );
    assert_ne!(one.is_ok(), two.is_ok());
    assert_eq!(
        chat.rooms
            .seat(ann.id, room)
            .await
            .unwrap()
            .room
            .member_count,
        2
    );
}

/// Leaving ends the membership.
pub async fn who_left_has_no_seat(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    chat.rooms.leave(room, bob.id).await.unwrap();
    let membership = chat.rooms.membership(bob.id, room).await;
    assert!(matches!(
        membership,
        Err(StoreError::Conflict(NoSeat::NotAMember))
    ));
    assert_eq!(
        chat.rooms
            .seat(ann.id, room)
            .await
            .unwrap()
            .room
            .member_count,
        1
    );
    let posted = chat.try_post(room, &bob, "still here").await;
    assert!(matches!(
        posted,
        Err(StoreError::Conflict(AppendRefused::NotAMember))
    ));
}

/// A room has a creator as long as it exists.
pub async fn leaving_is_refused_where_it_makes_no_sense(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[]).await;
    let cellar = chat.private("Cellar", &ann, &[]).await;
    let cases = [
        (lobby, ann.id, LeaveRefused::CreatorCannotLeave),
        (lobby, bob.id, LeaveRefused::NotAMember),
        (cellar, bob.id, LeaveRefused::NoSuchRoom),
        (NOWHERE, bob.id, LeaveRefused::NoSuchRoom),
    ];
    for (room, user, expected) in cases {
        let left = chat.rooms.leave(room, user).await;
        assert!(matches!(left, Err(StoreError::Conflict(why)) if why == expected));
    }
}

/// Any member adds, and what was said before counts as read.
pub async fn a_member_adds_somebody_to_a_private_room(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let cem = chat.person("Cem").await;
    let room = chat.private("Cellar", &ann, &[&bob]).await;
    chat.post(room, &ann, "hush").await;
    let at = chat.clock.tick();
    let member = chat
        .rooms
        .add_member(room, bob.id, cem.id, at)
        .await
        .unwrap();
    assert_eq!((member.person, member.joined_at), (cem.clone(), at));
    assert_eq!(chat.unread(&cem, room).await, 0);
    assert_eq!(
        chat.rooms
            .seat(cem.id, room)
            .await
            .unwrap()
            .room
            .member_count,
        3
    );
}

/// Who may add whom.
pub async fn adding_is_refused_where_it_makes_no_sense(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let cem = chat.person("Cem").await;
    let lobby = chat.public("Lobby", &ann, &[]).await;
    let cellar = chat.private("Cellar", &ann, &[&bob]).await;
    let cases = [
        (NOWHERE, ann.id, cem.id, AddRefused::NoSuchRoom),
        (cellar, cem.id, cem.id, AddRefused::NoSuchRoom),
        (lobby, bob.id, cem.id, AddRefused::NotAMember),
        (lobby, ann.id, cem.id, AddRefused::PublicRoom),
        (cellar, ann.id, NOBODY, AddRefused::NoSuchUser),
        (cellar, ann.id, bob.id, AddRefused::AlreadyAMember),
    ];
    for (room, by, user, expected) in cases {
        let added = chat
            .rooms
            .add_member(room, by, user, chat.clock.tick())
            .await;
        assert!(matches!(added, Err(StoreError::Conflict(why)) if why == expected));
    }
}

/// Removal ends the membership.
pub async fn the_creator_removes_a_member(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.private("Cellar", &ann, &[&bob]).await;
    chat.rooms
        .remove_member(room, ann.id, bob.id)
        .await
        .unwrap();
    let membership = chat.rooms.membership(bob.id, room).await;
    assert!(matches!(
        membership,
        Err(StoreError::Conflict(NoSeat::NoSuchRoom))
    ));
    assert_eq!(
        chat.rooms
            .seat(ann.id, room)
            .await
            .unwrap()
            .room
            .member_count,
        1
    );
    let posted = chat.try_post(room, &bob, "still here").await;
    assert!(matches!(
        posted,
        Err(StoreError::Conflict(AppendRefused::NoSuchRoom))
    ));
}

/// Who may remove whom.
pub async fn removing_is_refused_where_it_makes_no_sense(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let cem = chat.person("Cem").await;
    let lobby = chat.public("Lobby", &ann, &[&bob]).await;
    let cellar = chat.private("Cellar", &ann, &[]).await;
    let cases = [
        (NOWHERE, ann.id, bob.id, RemoveRefused::NoSuchRoom),
        (cellar, bob.id, ann.id, RemoveRefused::NoSuchRoom),
        (lobby, bob.id, ann.id, RemoveRefused::NotTheCreator),
        (lobby, cem.id, bob.id, RemoveRefused::NotTheCreator),
        (lobby, ann.id, ann.id, RemoveRefused::CreatorCannotLeave),
        (lobby, ann.id, cem.id, RemoveRefused::NoSuchMember),
    ];
    for (room, by, user, expected) in cases {
        let removed = chat.rooms.remove_member(room, by, user).await;
        assert!(matches!(removed, Err(StoreError::Conflict(why)) if why == expected));
    }
}

/// By the key of the name, in the order of its code points, in pages.
pub async fn members_are_listed_by_name(chat: Chat) {
    let ann = chat.person("ann").await;
    let (zoe, eva) = (chat.person("Zoë").await, chat.person("Éva").await);
    let bob = chat.person("BOB").await;
    let room = chat.public("Lobby", &ann, &[&zoe, &eva, &bob]).await;
    chat.person("Cem").await;
    let right = chat.right(&ann, room).await;
    let all = chat.rooms.members(&right, None, 10).await.unwrap();
    let names: Vec<&str> = all
        .iter()
        .map(|member| member.person.username.as_str())
        .collect();
    assert_eq!(names, ["ann", "BOB", "Zoë", "Éva"]);
    assert_eq!(all[0].joined_at, right.joined_at());
    let first = chat.rooms.members(&right, None, 2).await.unwrap();
    assert_eq!(first, all[..2]);
    let after = Some(NameKey::of("bob"));
    assert_eq!(
        chat.rooms.members(&right, after, 10).await.unwrap(),
        all[2..]
    );
}

/// A removal is a line in time: what was sent is stored before it or not at all.
pub async fn nothing_is_stored_after_a_removal_returned(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let sends: Vec<_> = (0..32)
        .map(|at| {
            let order = chat.message(room, &bob, &format!("message {at}"));
            let messages = chat.messages.clone();
            tokio::spawn(async move { messages.append(order).await })
        })
        .collect();
    chat.rooms
        .remove_member(room, ann.id, bob.id)
        .await
        .unwrap();
    let stored = chat.history(&ann, room).await.len();
    let mut accepted = 0;
    for send in sends {
        match send.await.unwrap() {
            Ok(_) => accepted += 1,
            Err(error) => assert!(matches!(
                error,
                StoreError::Conflict(AppendRefused::NotAMember)
            )),
        }
    }
    assert_eq!(chat.history(&ann, room).await.len(), stored);
    assert_eq!(accepted, stored);
}
