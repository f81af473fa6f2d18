//! The ports of the in-memory database; only what sockets ask for is there.

use async_trait::async_trait;
use domain::{
    AddRefused, AppendRefused, Appended, Changes, CloseRefused, Context, DeleteMessage,
    DeleteRefused, DiscoverQuery, Discovered, EditMessage, EditRefused, Fault, Healing,
    JoinRefused, LeaveRefused, Member, Membership, Message, MessageId, MessagePage, Messages,
    NameKey, NameTaken, NewMessage, NewRoom, NoSeat, React, ReactRefused, ReactionTally, Reactors,
    ReadMarker, RemoveRefused, Room, RoomEdit, RoomEditRefused, RoomId, RoomKind, RoomName, Rooms,
    SearchQuery, Seat, Seq, StoreError, Timestamp, UserId, Version,
};

use super::database::{Call, Database, StoredRoom};

const AT: Timestamp = Timestamp::from_micros(0);

type Refused<T, C> = Result<T, StoreError<C>>;

/// Answers are read when the call begins, and old by the time a held call ends.
#[async_trait]
impl Messages for Database {
    async fn changed_since(
        &self,
        right: &Membership,
        since: Version,
        limit: u32,
    ) -> Result<Changes, Fault> {
        self.count(Call::ChangedSince)?;
        let changes = {
            let state = self.state();
            let room = &state.rooms[&right.room()];
            let mut head = room.head;
            head.version = Version::restored(head.version.get() - state.unseen);
            let mut changed = room.changed(since, Some(right.user()));
            changed.retain(|it| it.message.version <= head.version);
            Changes {
                head,
                changes: (changed.len() <= usize::try_from(limit).unwrap()).then_some(changed),
            }
        };
        self.gate.pass(&Call::ChangedSince).await;
        Ok(changes)
    }

    async fn heal(
        &self,
        room: RoomId,
        since: Version,
        limit: u32,
    ) -> Result<Option<Healing>, Fault> {
        self.count(Call::Heal)?;
        let healing = self.state().rooms.get(&room).map(|room| {
            let mut changes = room.changed(since, None);
            changes.truncate(usize::try_from(limit).unwrap());
            Healing {
                head: room.head,
                changes,
                reactors: room.reactors(since),
            }
        });
        self.gate.pass(&Call::Heal).await;
        Ok(healing)
    }

    async fn append(&self, _: NewMessage) -> Refused<Appended, AppendRefused> {
        unimplemented!()
    }
    async fn edit(&self, _: EditMessage) -> Refused<Message, EditRefused> {
        unimplemented!()
    }
    async fn delete(&self, _: DeleteMessage) -> Refused<(), DeleteRefused> {
        unimplemented!()
    }
    async fn react(&self, _: React) -> Refused<Vec<ReactionTally>, ReactRefused> {
        unimplemented!()
    }
    async fn unreact(&self, _: React) -> Refused<Vec<ReactionTally>, ReactRefused> {
        unimplemented!()
    }
    async fn page(&self, _: &Membership, _: Option<Seq>, _: u32) -> Result<MessagePage, Fault> {
        unimplemented!()
    }
    async fn newer(&self, _: &Membership, _: Seq, _: u32) -> Result<MessagePage, Fault> {
        unimplemented!()
    }
    async fn around(
        &self,
        _: &Membership,
        _: MessageId,
        _: u32,
        _: u32,
    ) -> Result<Option<Context>, Fault> {
        unimplemented!()
    }
    async fn reactors(
        &self,
        _: &Membership,
        _: MessageId,
        _: u32,
    ) -> Result<Option<Vec<Reactors>>, Fault> {
        unimplemented!()
    }
    async fn search(
        &self,
        _: &Membership,
        _: &SearchQuery,
        _: Option<Seq>,
        _: u32,
    ) -> Result<MessagePage, Fault> {
        unimplemented!()
    }
    async fn search_everywhere(
        &self,
        _: UserId,
        _: &SearchQuery,
        _: Option<MessageId>,
        _: u32,
    ) -> Result<MessagePage, Fault> {
        unimplemented!()
    }
}

impl Database {
    fn membership_of(&self, user: UserId, room: RoomId) -> Refused<Membership, NoSeat> {
        let state = self.state();
        let Some(stored) = state.rooms.get(&room) else {
            return Err(StoreError::Conflict(NoSeat::NoSuchRoom));
        };
        stored
            .membership(user, room)
            .ok_or(StoreError::Conflict(NoSeat::NotAMember))
    }

    pub(crate) fn described(&self, room: RoomId) -> Room {
        self.state().rooms[&room].described(room)
    }
}

impl StoredRoom {
    fn membership(&self, user: UserId, room: RoomId) -> Option<Membership> {
        let seq = *self.read.get(&user)?;
        let read = ReadMarker { seq, at: AT };
        Some(Membership::found(room, user, AT, read))
    }

    fn described(&self, id: RoomId) -> Room {
        Room {
            id,
            name: RoomName::restored("Lobby"),
            description: None,
            kind: RoomKind::Public,
            created_by: UserId::restored(1),
            created_at: AT,
            member_count: 1,
            last_seq: self.head.last_seq,
            version: self.head.version,
        }
    }
}

#[async_trait]
impl Rooms for Database {
    async fn membership(&self, user: UserId, room: RoomId) -> Refused<Membership, NoSeat> {
        self.count(Call::Membership)?;
        let membership = self.membership_of(user, room);
        self.gate.pass(&Call::Membership).await;
        membership
    }

    async fn seats(&self, user: UserId) -> Result<Vec<Seat>, Fault> {
        self.count(Call::Seats)?;
        let seats = {
            let state = self.state();
            let rooms = state.rooms.iter();
            let seats = rooms.filter_map(|(id, room)| {
                Some(Seat {
                    membership: room.membership(user, *id)?,
                    room: room.described(*id),
                })
            });
            seats.collect()
        };
        self.gate.pass(&Call::Seats).await;
        Ok(seats)
    }

    async fn open(&self, _: NewRoom) -> Refused<Seat, NameTaken> {
        unimplemented!()
    }
    async fn seat(&self, _: UserId, _: RoomId) -> Refused<Seat, NoSeat> {
        unimplemented!()
    }
    async fn discover(&self, _: UserId, _: DiscoverQuery) -> Result<Vec<Discovered>, Fault> {
        unimplemented!()
    }
    async fn edit(&self, _: RoomId, _: UserId, _: RoomEdit) -> Refused<Room, RoomEditRefused> {
        unimplemented!()
    }
    async fn demolish(&self, _: RoomId) -> Refused<(), CloseRefused> {
        unimplemented!()
    }

    async fn close(&self, _: RoomId, _: UserId) -> Refused<(), CloseRefused> {
        unimplemented!()
    }
    async fn join(&self, _: RoomId, _: UserId, _: Timestamp) -> Refused<Seat, JoinRefused> {
        unimplemented!()
    }
    async fn leave(&self, _: RoomId, _: UserId) -> Refused<(), LeaveRefused> {
        unimplemented!()
    }
    async fn add_member(
        &self,
        _: RoomId,
        _: UserId,
        _: UserId,
        _: Timestamp,
    ) -> Refused<Member, AddRefused> {
        unimplemented!()
    }
    async fn remove_member(&self, _: RoomId, _: UserId, _: UserId) -> Refused<(), RemoveRefused> {
        unimplemented!()
    }
    async fn members(
        &self,
        _: &Membership,
        _: Option<NameKey>,
        _: u32,
    ) -> Result<Vec<Member>, Fault> {
        unimplemented!()
    }
    async fn mark_read(
        &self,
        _: UserId,
        _: RoomId,
        _: Option<Seq>,
        _: Timestamp,
    ) -> Refused<ReadMarker, NoSeat> {
        unimplemented!()
    }
}
