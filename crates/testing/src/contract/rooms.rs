//! What `Rooms` promises about rooms: opening, finding, renaming, closing.

use domain::{
    AppendRefused, CloseRefused, DiscoverQuery, JoinRefused, NameKey, NameTaken, NoSeat,
    RoomDescription, RoomEdit, RoomEditRefused, RoomId, RoomKind, RoomName, Seq, StoreError,
    Version,
};

use crate::{Chat, chat::NOBODY};

const NOWHERE: RoomId = RoomId::restored(999_999);

fn named(name: &str) -> RoomEdit {
    RoomEdit {
        name: Some(RoomName::parse(name).unwrap()),
        description: None,
    }
}

fn everything() -> DiscoverQuery {
    DiscoverQuery {
        name_contains: None,
        after: None,
        limit: 100,
    }
}

/// A new room is empty but for its creator.
pub async fn a_room_opens_with_its_creator_as_the_first_member(chat: Chat) {
    let ann = chat.person("Ann").await;
    let order = domain::NewRoom {
        description: RoomDescription::parse("where we meet").unwrap(),
        ..chat.room_order("Lobby", RoomKind::Public, &ann)
    };
    let seat = chat.rooms.open(order.clone()).await.unwrap();
    assert_eq!(seat.room.name, order.name);
    assert_eq!(seat.room.description, order.description);
    assert_eq!(seat.room.kind, RoomKind::Public);
    assert_eq!(seat.room.created_by, ann.id);
    assert_eq!(seat.room.created_at, order.created_at);
    assert_eq!(seat.room.member_count, 1);
    assert_eq!(
        (seat.room.last_seq, seat.room.version),
        (Seq::ZERO, Version::ZERO)
    );
    assert_eq!(seat.membership.joined_at(), order.created_at);
    assert_eq!(chat.rooms.seat(ann.id, seat.room.id).await.unwrap(), seat);
}

/// Names are compared by key, also with private rooms.
pub async fn a_room_name_is_taken_in_every_spelling(chat: Chat) {
    let ann = chat.person("Ann").await;
    chat.private("The Lobby", &ann, &[]).await;
    let order = chat.room_order("the LOBBY", RoomKind::Public, &ann);
    let refused = chat.rooms.open(order).await;
    assert!(matches!(refused, Err(StoreError::Conflict(NameTaken))));
}

/// A refused order leaves nothing behind.
pub async fn of_concurrent_orders_with_one_room_name_one_succeeds(chat: Chat) {
    let ann = chat.person("Ann").await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let order = chat.room_order("Lobby", RoomKind::Public, &ann);
            let rooms = chat.rooms.clone();
            tokio::spawn(async move { rooms.open(order).await })
        })
        .collect();
    let mut opened = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => opened += 1,
            Err(error) => assert!(matches!(error, StoreError::Conflict(NameTaken))),
        }
    }
    assert_eq!(opened, 1);
    assert_eq!(chat.rooms.seats(ann.id).await.unwrap().len(), 1);
}

/// Who has no seat learns no more than they may.
pub async fn a_stranger_has_no_seat(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let open = chat.public("Lobby", &ann, &[]).await;
    let closed = chat.private("Cellar", &ann, &[]).await;
    let cases = [
        (open, NoSeat::NotAMember),
        (closed, NoSeat::NoSuchRoom),
        (NOWHERE, NoSeat::NoSuchRoom),
    ];
    for (room, expected) in cases {
        let membership = chat.rooms.membership(bob.id, room).await;
        assert!(matches!(membership, Err(StoreError::Conflict(why)) if why == expected));
        let seat = chat.rooms.seat(bob.id, room).await;
        assert!(matches!(seat, Err(StoreError::Conflict(why)) if why == expected));
    }
}

/// The list is by id.
pub async fn seats_lists_the_rooms_of_a_member_only(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[&bob]).await;
    let cellar = chat.private("Cellar", &ann, &[]).await;
    chat.public("Garden", &bob, &[]).await;
    let seats = chat.rooms.seats(ann.id).await.unwrap();
    let ids: Vec<RoomId> = seats.iter().map(|seat| seat.room.id).collect();
    assert_eq!(ids, [lobby, cellar]);
    for seat in seats {
        assert_eq!(chat.rooms.seat(ann.id, seat.room.id).await.unwrap(), seat);
    }
    assert_eq!(chat.rooms.seats(NOBODY).await.unwrap(), []);
}

/// Public rooms only, with the finder's seat.
pub async fn anybody_discovers_public_rooms(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[&bob]).await;
    chat.private("Cellar", &ann, &[&bob]).await;
    let garden = chat.public("Garden", &ann, &[]).await;
    let found = chat.rooms.discover(bob.id, everything()).await.unwrap();
    let seen: Vec<_> = found
        .iter()
        .map(|one| (one.room.id, one.membership.is_some()))
        .collect();
    assert_eq!(seen, [(lobby, true), (garden, false)]);
    assert_eq!(found[0].room.member_count, 2);
    assert_eq!(found[0].membership, Some(chat.right(&bob, lobby).await));
}

/// Pages follow each other by id.
pub async fn discovery_is_paged_and_filtered_by_name(chat: Chat) {
    let ann = chat.person("Ann").await;
    let mut rooms = Vec::new();
    for name in ["Red One", "blue two", "RED three", "100% red_4"] {
        rooms.push(chat.public(name, &ann, &[]).await);
    }
    let ids = |query: DiscoverQuery| {
        let found = chat.rooms.discover(ann.id, query);
        async {
            found
                .await
                .unwrap()
                .iter()
                .map(|one| one.room.id)
                .collect::<Vec<_>>()
        }
    };
    let first = ids(DiscoverQuery {
        limit: 3,
        ..everything()
    })
    .await;
    assert_eq!(first, rooms[..3]);
    let after = Some(rooms[2]);
    assert_eq!(
        ids(DiscoverQuery {
            after,
            ..everything()
        })
        .await,
        rooms[3..]
    );
    for (text, expected) in [
        ("Red", vec![rooms[0], rooms[2], rooms[3]]),
        ("%", vec![rooms[3]]),
        ("d_4", vec![rooms[3]]),
        ("nothing", vec![]),
    ] {
        let name_contains = Some(NameKey::of(text));
        assert_eq!(
            ids(DiscoverQuery {
                name_contains,
                ..everything()
            })
            .await,
            expected,
            "{text}"
        );
    }
}

/// What is not told stays.
pub async fn the_creator_edits_a_room(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let renamed = chat.rooms.edit(room, ann.id, named("Hall")).await.unwrap();
    assert_eq!((renamed.name.as_str(), renamed.description), ("Hall", None));
    let described = RoomEdit {
        name: None,
        description: Some(RoomDescription::parse("large").unwrap()),
    };
    let edited = chat.rooms.edit(room, ann.id, described).await.unwrap();
    assert_eq!(edited.name.as_str(), "Hall");
    assert_eq!(edited.description, RoomDescription::parse("large").unwrap());
    let bare = RoomEdit {
        name: None,
        description: Some(None),
    };
    assert_eq!(
        chat.rooms
            .edit(room, ann.id, bare)
            .await
            .unwrap()
            .description,
        None
    );
    let nothing = RoomEdit {
        name: None,
        description: None,
    };
    let same = chat.rooms.edit(room, ann.id, nothing).await.unwrap();
    assert_eq!(chat.rooms.seat(ann.id, room).await.unwrap().room, same);
}

/// A room may change the spelling of its own name.
pub async fn a_room_takes_no_name_of_another(chat: Chat) {
    let ann = chat.person("Ann").await;
    let lobby = chat.public("Lobby", &ann, &[]).await;
    chat.public("Hall", &ann, &[]).await;
    let refused = chat.rooms.edit(lobby, ann.id, named("HALL")).await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(RoomEditRefused::NameTaken))
    ));
    let respelled = chat
        .rooms
        .edit(lobby, ann.id, named("LOBBY"))
        .await
        .unwrap();
    assert_eq!(respelled.name.as_str(), "LOBBY");
}

/// Others are refused, and learn no more than they may.
pub async fn only_the_creator_edits_or_closes_a_room(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let cem = chat.person("Cem").await;
    let lobby = chat.public("Lobby", &ann, &[]).await;
    let cellar = chat.private("Cellar", &ann, &[&bob]).await;
    let cases = [
        (
            lobby,
            &cem,
            RoomEditRefused::NotTheCreator,
            CloseRefused::NotTheCreator,
        ),
        (
            cellar,
            &bob,
            RoomEditRefused::NotTheCreator,
            CloseRefused::NotTheCreator,
        ),
        (
            cellar,
            &cem,
            RoomEditRefused::NoSuchRoom,
            CloseRefused::NoSuchRoom,
        ),
        (
            NOWHERE,
            &ann,
            RoomEditRefused::NoSuchRoom,
            CloseRefused::NoSuchRoom,
        ),
    ];
    for (room, by, no_edit, no_close) in cases {
        let edited = chat.rooms.edit(room, by.id, named("Taken over")).await;
        assert!(matches!(edited, Err(StoreError::Conflict(why)) if why == no_edit));
        let closed = chat.rooms.close(room, by.id).await;
        assert!(matches!(closed, Err(StoreError::Conflict(why)) if why == no_close));
    }
}

/// Its name is free again.
pub async fn a_closed_room_is_gone_with_everything_in_it(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[&bob]).await;
    let hall = chat.public("Hall", &ann, &[&bob]).await;
    let posted = chat.post(lobby, &bob, "remember the milk").await;
    chat.react(posted.id, &ann, "👍").await.unwrap();
    chat.post(hall, &ann, "remember the bread").await;
    let right = chat.right(&bob, lobby).await;

    chat.rooms.close(lobby, ann.id).await.unwrap();

    let gone = chat.rooms.seat(ann.id, lobby).await;
    assert!(matches!(
        gone,
        Err(StoreError::Conflict(NoSeat::NoSuchRoom))
    ));
    assert!(
        chat.messages
            .page(&right, None, 10)
            .await
            .unwrap()
            .messages
            .is_empty()
    );
    assert!(
        chat.messages
            .heal(lobby, Version::ZERO, 10)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        chat.found(&bob, hall, "remember").await,
        ["remember the bread"]
    );
    assert_eq!(chat.rooms.seats(bob.id).await.unwrap().len(), 1);
    let edited = chat.messages.edit(chat.edit(posted.id, &bob, "anew")).await;
    assert!(matches!(
        edited,
        Err(StoreError::Conflict(domain::EditRefused::NoSuchMessage))
    ));
    chat.public("Lobby", &bob, &[]).await;
}

/// However much was said in it: nothing of it is there for anybody from that moment on.
pub async fn a_large_room_is_gone_at_once(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[&bob]).await;
    let first = chat.numbered(lobby, &bob, "remember the milk", 7);
    let posted = chat.messages.append(first.clone()).await;
    let posted = posted.unwrap().into_message();
    chat.post_numbers(lobby, &ann, 1_200).await;

    chat.rooms.close(lobby, ann.id).await.unwrap();

    let repeated = chat.messages.append(first).await;
    assert!(matches!(
        repeated,
        Err(StoreError::Conflict(AppendRefused::NoSuchRoom))
    ));
    for person in [&ann, &bob] {
        let gone = chat.rooms.membership(person.id, lobby).await;
        assert!(matches!(
            gone,
            Err(StoreError::Conflict(NoSeat::NoSuchRoom))
        ));
        assert!(chat.rooms.seats(person.id).await.unwrap().is_empty());
        let again = chat.rooms.close(lobby, person.id).await;
        assert!(matches!(
            again,
            Err(StoreError::Conflict(CloseRefused::NoSuchRoom))
        ));
    }
    let again = chat.rooms.demolish(lobby).await;
    assert!(matches!(
        again,
        Err(StoreError::Conflict(CloseRefused::NoSuchRoom))
    ));
    let joined = chat.rooms.join(lobby, bob.id, chat.clock.tick()).await;
    assert!(matches!(
        joined,
        Err(StoreError::Conflict(JoinRefused::NoSuchRoom))
    ));
    let edited = chat.messages.edit(chat.edit(posted.id, &bob, "anew")).await;
    assert!(matches!(
        edited,
        Err(StoreError::Conflict(domain::EditRefused::NoSuchMessage))
    ));
    let healed = chat.messages.heal(lobby, Version::ZERO, 10).await.unwrap();
    assert!(healed.is_none());
    assert_eq!(chat.rooms.discover(bob.id, everything()).await.unwrap(), []);
    let anew = chat.public("Lobby", &bob, &[]).await;
    assert_ne!(anew, lobby);
}
