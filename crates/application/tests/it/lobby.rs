//! Rooms and who sits in them.

use std::sync::Arc;

use application::{Failure, Lobby, LobbyPorts, OpenRoom, ReadMembers};
use domain::{
    AddRefused, CloseRefused, Departure, DiscoverQuery, Discovered, Event, JoinRefused,
    LeaveRefused, Member, MockPresence, MockRooms, NameTaken, NoSeat, RemoveRefused, Room,
    RoomEdit, RoomEditRefused, RoomId, RoomKind, RoomName, Seat, StoreError, UserId,
};

use crate::given::{
    ANN, BOB, GARDEN, ManualClock, NOON, RecordingEvents, ann, breakdown, garden, membership,
    person, seat,
};

#[derive(Default)]
struct Ports {
    rooms: MockRooms,
    presence: MockPresence,
}

impl Ports {
    fn lobby(self) -> (Lobby, Arc<RecordingEvents>) {
        let events = Arc::new(RecordingEvents::default());
        let lobby = Lobby::new(LobbyPorts {
            rooms: Arc::new(self.rooms),
            presence: Arc::new(self.presence),
            events: events.clone(),
            clock: ManualClock::at(NOON),
        });
        (lobby, events)
    }
}

fn open_garden() -> OpenRoom {
    OpenRoom {
        name: RoomName::parse("Garden").unwrap(),
        description: None,
        kind: RoomKind::Public,
    }
}

fn member(id: UserId, name: &str) -> Member {
    Member {
        person: person(id, name),
        joined_at: NOON,
    }
}

fn rename() -> RoomEdit {
    RoomEdit {
        name: Some(RoomName::parse("Orchard").unwrap()),
        description: None,
    }
}

fn orchard() -> Room {
    Room {
        name: RoomName::parse("Orchard").unwrap(),
        ..garden()
    }
}

#[tokio::test]
async fn who_opens_a_room_is_its_creator() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_open()
        .withf(|order| order.creator == ANN && order.created_at == NOON)
        .returning(|_| Ok(seat(ANN)));
    let (lobby, events) = ports.lobby();
    let opened = lobby.open(&ann().await, open_garden()).await.unwrap();
    assert_eq!(opened, seat(ANN));
    let joined = Event::MemberJoined {
        room: GARDEN,
        user: ANN,
    };
    assert_eq!(events.heard(), [joined], "for the creator's other devices");
}

#[tokio::test]
async fn a_taken_room_name_is_refused() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_open()
        .returning(|_| Err(StoreError::Conflict(NameTaken)));
    let (lobby, _) = ports.lobby();
    let refused = lobby.open(&ann().await, open_garden()).await.unwrap_err();
    assert!(matches!(refused, Failure::Refused(NameTaken)));
}

#[tokio::test]
async fn people_see_their_own_rooms() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_seats()
        .withf(|user| *user == ANN)
        .returning(|_| Ok(vec![seat(ANN)]));
    ports
        .rooms
        .expect_seat()
        .withf(|user, room| (*user, *room) == (ANN, GARDEN))
        .returning(|_, _| Ok(seat(ANN)));
    let (lobby, _) = ports.lobby();
    let caller = ann().await;
    assert_eq!(lobby.seats(&caller).await.unwrap(), vec![seat(ANN)]);
    assert_eq!(lobby.seat(&caller, GARDEN).await.unwrap(), seat(ANN));
}

#[tokio::test]
async fn discovery_tells_where_the_next_page_starts_only_when_there_is_one() {
    for (found, told, next) in [
        (vec![4, 5, 6], vec![4, 5], Some(5)),
        (vec![4, 5], vec![4, 5], None),
        (vec![], vec![], None),
    ] {
        let mut ports = Ports::default();
        ports
            .rooms
            .expect_discover()
            .withf(|viewer, query| *viewer == ANN && query.limit == 3)
            .returning(move |_, _| Ok(found.iter().copied().map(public_room).collect()));
        let (lobby, _) = ports.lobby();
        let query = DiscoverQuery {
            name_contains: None,
            after: None,
            limit: 2,
        };
        let page = lobby.discover(&ann().await, query).await.unwrap();
        assert_eq!(page.next, next.map(RoomId::restored));
        let told: Vec<_> = told.into_iter().map(public_room).collect();
        assert_eq!(page.rooms, told);
    }
}

fn public_room(id: i64) -> Discovered {
    Discovered {
        room: Room {
            id: RoomId::restored(id),
            ..garden()
        },
        membership: None,
    }
}

#[tokio::test]
async fn a_renamed_room_is_told_and_answered_with_the_creators_seat() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_edit()
        .withf(|room, by, edit| (*room, *by) == (GARDEN, ANN) && *edit == rename())
        .returning(|_, _, _| Ok(orchard()));
    ports
        .rooms
        .expect_seat()
        .returning(|user, _| Ok(seat_in(orchard(), user)));
    let (lobby, events) = ports.lobby();
    let edited = lobby.edit(&ann().await, GARDEN, rename()).await.unwrap();
    assert_eq!(edited.room, orchard());
    assert_eq!(edited.membership, membership(ANN));
    assert_eq!(events.heard(), [Event::RoomUpdated(orchard())]);
}

fn seat_in(room: Room, user: UserId) -> Seat {
    Seat {
        membership: membership(user),
        room,
    }
}

/// Its own edit may be told after a later one that it was overtaken by.
#[tokio::test]
async fn what_is_told_last_is_how_the_room_is() {
    let mut ports = Ports::default();
    ports.rooms.expect_edit().returning(|_, _, _| Ok(orchard()));
    ports
        .rooms
        .expect_seat()
        .returning(|user, _| Ok(seat_in(garden(), user)));
    let (lobby, events) = ports.lobby();
    let edited = lobby.edit(&ann().await, GARDEN, rename()).await.unwrap();
    assert_eq!(edited.room, garden());
    let told = [orchard(), garden()].map(Event::RoomUpdated);
    assert_eq!(events.heard(), told);
}

#[tokio::test]
async fn a_room_of_somebody_else_keeps_its_name_in_silence() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_edit()
        .returning(|_, _, _| Err(StoreError::Conflict(RoomEditRefused::NotTheCreator)));
    let (lobby, events) = ports.lobby();
    let refused = lobby.edit(&ann().await, GARDEN, rename()).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(RoomEditRefused::NotTheCreator)
    ));
    assert_eq!(events.heard(), []);
}

#[tokio::test]
async fn a_room_deleted_while_it_is_renamed_is_gone() {
    let mut ports = Ports::default();
    ports.rooms.expect_edit().returning(|_, _, _| Ok(orchard()));
    ports
        .rooms
        .expect_seat()
        .returning(|_, _| Err(StoreError::Conflict(NoSeat::NoSuchRoom)));
    let (lobby, _) = ports.lobby();
    let refused = lobby.edit(&ann().await, GARDEN, rename()).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(RoomEditRefused::NoSuchRoom)
    ));
}

#[tokio::test]
async fn a_deleted_room_is_told_after_it_is_gone() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_close()
        .withf(|room, by| (*room, *by) == (GARDEN, ANN))
        .returning(|_, _| Ok(()));
    let (lobby, events) = ports.lobby();
    lobby.close(&ann().await, GARDEN).await.unwrap();
    assert_eq!(events.heard(), [Event::RoomDeleted(GARDEN)]);
}

#[tokio::test]
async fn a_room_that_stays_is_not_told_deleted() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_close()
        .returning(|_, _| Err(StoreError::Conflict(CloseRefused::NotTheCreator)));
    let (lobby, events) = ports.lobby();
    let refused = lobby.close(&ann().await, GARDEN).await.unwrap_err();
    assert!(matches!(
        refused,
        Failure::Refused(CloseRefused::NotTheCreator)
    ));
    assert_eq!(events.heard(), []);
}

#[tokio::test]
async fn who_joins_is_told_to_the_room() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_join()
        .withf(|room, user, at| (*room, *user, *at) == (GARDEN, ANN, NOON))
        .returning(|_, user, _| Ok(seat(user)));
    let (lobby, events) = ports.lobby();
    let joined = lobby.join(&ann().await, GARDEN).await.unwrap();
    assert_eq!(joined, seat(ANN));
    assert_eq!(
        events.heard(),
        [Event::MemberJoined {
            room: GARDEN,
            user: ANN
        }]
    );
}

#[tokio::test]
async fn who_is_a_member_does_not_join_again() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_join()
        .returning(|_, _, _| Err(StoreError::Conflict(JoinRefused::AlreadyAMember)));
    let (lobby, events) = ports.lobby();
    let refused = lobby.join(&ann().await, GARDEN).await.unwrap_err();
    assert!(matches!(
        refused,
        Failure::Refused(JoinRefused::AlreadyAMember)
    ));
    assert_eq!(events.heard(), []);
}

#[tokio::test]
async fn who_leaves_is_told_as_having_left() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_leave()
        .withf(|room, user| (*room, *user) == (GARDEN, ANN))
        .returning(|_, _| Ok(()));
    let (lobby, events) = ports.lobby();
    lobby.leave(&ann().await, GARDEN).await.unwrap();
    assert_eq!(
        events.heard(),
        [Event::MemberLeft {
            room: GARDEN,
            user: ANN,
            departure: Departure::Left
        }]
    );
}

#[tokio::test]
async fn a_creator_who_cannot_leave_is_not_told_gone() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_leave()
        .returning(|_, _| Err(StoreError::Conflict(LeaveRefused::CreatorCannotLeave)));
    let (lobby, events) = ports.lobby();
    let refused = lobby.leave(&ann().await, GARDEN).await.unwrap_err();
    assert!(matches!(
        refused,
        Failure::Refused(LeaveRefused::CreatorCannotLeave)
    ));
    assert_eq!(events.heard(), []);
}

#[tokio::test]
async fn an_added_member_is_told_as_joined() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_add_member()
        .withf(|room, by, user, at| (*room, *by, *user, *at) == (GARDEN, ANN, BOB, NOON))
        .returning(|_, _, user, _| Ok(member(user, "Bob")));
    let (lobby, events) = ports.lobby();
    let added = lobby.add_member(&ann().await, GARDEN, BOB).await.unwrap();
    assert_eq!(added.member, member(BOB, "Bob"));
    assert!(!added.online);
    assert_eq!(
        events.heard(),
        [Event::MemberJoined {
            room: GARDEN,
            user: BOB
        }]
    );
}

#[tokio::test]
async fn nobody_is_added_to_a_public_room() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_add_member()
        .returning(|_, _, _, _| Err(StoreError::Conflict(AddRefused::PublicRoom)));
    let (lobby, events) = ports.lobby();
    let refused = lobby.add_member(&ann().await, GARDEN, BOB).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(AddRefused::PublicRoom)
    ));
    assert_eq!(events.heard(), []);
}

#[tokio::test]
async fn a_removed_member_is_told_as_removed() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_remove_member()
        .withf(|room, by, user| (*room, *by, *user) == (GARDEN, ANN, BOB))
        .returning(|_, _, _| Ok(()));
    let (lobby, events) = ports.lobby();
    lobby
        .remove_member(&ann().await, GARDEN, BOB)
        .await
        .unwrap();
    assert_eq!(
        events.heard(),
        [Event::MemberLeft {
            room: GARDEN,
            user: BOB,
            departure: Departure::Removed
        }]
    );
}

#[tokio::test]
async fn who_was_no_member_is_not_told_removed() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_remove_member()
        .returning(|_, _, _| Err(StoreError::Conflict(RemoveRefused::NoSuchMember)));
    let (lobby, events) = ports.lobby();
    let refused = lobby.remove_member(&ann().await, GARDEN, BOB).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(RemoveRefused::NoSuchMember)
    ));
    assert_eq!(events.heard(), []);
}

fn ports_with_two_members() -> Ports {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_membership()
        .returning(|user, _| Ok(membership(user)));
    ports
        .rooms
        .expect_members()
        .withf(|right, _, _| *right == membership(ANN))
        .returning(|_, _, limit| {
            let all = [member(ANN, "Ann"), member(BOB, "Bob")];
            Ok(all.into_iter().take(limit.try_into().unwrap()).collect())
        });
    ports
}

fn read_members(limit: u32) -> ReadMembers {
    ReadMembers {
        room: GARDEN,
        after: None,
        limit,
    }
}

#[tokio::test]
async fn members_are_listed_with_who_is_online() {
    let mut ports = ports_with_two_members();
    ports
        .presence
        .expect_online_among()
        .withf(|room, users| *room == GARDEN && users == [ANN, BOB])
        .returning(|_, _| Ok(vec![BOB]));
    let (lobby, _) = ports.lobby();
    let page = lobby.members(&ann().await, read_members(10)).await.unwrap();
    let told: Vec<_> = page
        .members
        .iter()
        .map(|seated| (seated.member.person.id, seated.online))
        .collect();
    assert_eq!(told, [(ANN, false), (BOB, true)]);
    assert_eq!(page.next, None);
}

#[tokio::test]
async fn a_page_of_members_ends_at_the_key_of_its_last_name() {
    let mut ports = ports_with_two_members();
    ports
        .presence
        .expect_online_among()
        .withf(|_, users| users == [ANN])
        .returning(|_, _| Ok(vec![]));
    let (lobby, _) = ports.lobby();
    let page = lobby.members(&ann().await, read_members(1)).await.unwrap();
    assert_eq!(page.members.len(), 1);
    assert_eq!(page.next.unwrap().as_str(), "ann");
}

#[tokio::test]
async fn members_are_listed_as_offline_when_presence_is_down() {
    let mut ports = ports_with_two_members();
    ports
        .presence
        .expect_online_among()
        .returning(|_, _| Err(breakdown()));
    let (lobby, _) = ports.lobby();
    let page = lobby.members(&ann().await, read_members(10)).await.unwrap();
    assert!(page.members.iter().all(|seated| !seated.online));
    assert_eq!(page.members.len(), 2);
}

#[tokio::test]
async fn who_has_no_seat_does_not_learn_the_members() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_membership()
        .returning(|_, _| Err(StoreError::Conflict(NoSeat::NotAMember)));
    let (lobby, _) = ports.lobby();
    let refused = lobby.members(&ann().await, read_members(10)).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(NoSeat::NotAMember)
    ));
}
