//! Rooms, memberships and read markers.

mod clearing;
mod read;
mod running;
mod seating;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    AddRefused, CloseRefused, DiscoverQuery, Discovered, Fault, JoinRefused, LeaveRefused, Member,
    Membership, NameKey, NameTaken, NewRoom, NoSeat, ReadMarker, RemoveRefused, Room, RoomEdit,
    RoomEditRefused, RoomId, RoomKind, Rooms, Seat, Seq, StoreError, Timestamp, UserId,
};

pub(crate) use clearing::{CLOSED, clear_all};
pub(crate) use read::{MEMBERSHIP, ROOM, ROOM_COLUMNS, SEAT_IN, SEATS, room_of};

use crate::{
    engine::Store,
    log::{Log, MarkRead},
    orm::Orm,
};

/// The rooms of either database.
pub(crate) struct SqlRooms {
    pub(crate) store: Arc<Store>,
    pub(crate) orm: Arc<Orm>,
    pub(crate) log: Log,
}

/// What the database calls a kind of room.
pub(crate) const fn kind_name(kind: RoomKind) -> &'static str {
    match kind {
        RoomKind::Public => "public",
        RoomKind::Private => "private",
    }
}

/// The kind that a name in the database means; one it does not know is not shown to everybody.
pub(crate) fn kind_named(name: &str) -> RoomKind {
    if name == "public" {
        RoomKind::Public
    } else {
        RoomKind::Private
    }
}

/// What somebody without a seat is told.
pub(crate) const fn no_seat(kind: RoomKind) -> NoSeat {
    match kind {
        RoomKind::Public => NoSeat::NotAMember,
        RoomKind::Private => NoSeat::NoSuchRoom,
    }
}

#[async_trait]
impl Rooms for SqlRooms {
    async fn open(&self, order: NewRoom) -> Result<Seat, StoreError<NameTaken>> {
        running::open(&self.orm, order)
            .await
            .map_err(|failed| failed.doing("open a room"))
    }

    async fn membership(
        &self,
        user: UserId,
        room: RoomId,
    ) -> Result<Membership, StoreError<NoSeat>> {
        read::membership(&self.store, user, room).await
    }

    async fn seat(&self, user: UserId, room: RoomId) -> Result<Seat, StoreError<NoSeat>> {
        read::seat(&self.store, user, room).await
    }

    async fn seats(&self, user: UserId) -> Result<Vec<Seat>, Fault> {
        read::seats(&self.store, user).await
    }

    async fn discover(
        &self,
        viewer: UserId,
        query: DiscoverQuery,
    ) -> Result<Vec<Discovered>, Fault> {
        read::discover(&self.store, viewer, &query).await
    }

    async fn edit(
        &self,
        room: RoomId,
        by: UserId,
        edit: RoomEdit,
    ) -> Result<Room, StoreError<RoomEditRefused>> {
        let edited = running::edit(&self.orm, room, by, edit).await;
        edited.map_err(|failed| failed.doing("edit a room"))
    }

    async fn demolish(&self, room: RoomId) -> Result<(), StoreError<CloseRefused>> {
        running::demolish(&self.orm, room)
            .await
            .map_err(|failed| failed.doing("delete a room of somebody's"))
    }

    async fn close(&self, room: RoomId, by: UserId) -> Result<(), StoreError<CloseRefused>> {
        running::close(&self.orm, room, by)
            .await
            .map_err(|failed| failed.doing("delete a room"))
    }

    async fn join(
        &self,
        room: RoomId,
        user: UserId,
        at: Timestamp,
    ) -> Result<Seat, StoreError<JoinRefused>> {
        let joined = seating::join(&self.orm, room, user, at).await;
        joined.map_err(|failed| failed.doing("join a room"))
    }

    async fn leave(&self, room: RoomId, user: UserId) -> Result<(), StoreError<LeaveRefused>> {
        seating::leave(&self.orm, room, user)
            .await
            .map_err(|failed| failed.doing("leave a room"))
    }

    async fn add_member(
        &self,
        room: RoomId,
        by: UserId,
        user: UserId,
        at: Timestamp,
    ) -> Result<Member, StoreError<AddRefused>> {
        let added = seating::add(&self.orm, seating::Invitation { room, by, user, at }).await;
        added.map_err(|failed| failed.doing("add a member"))
    }

    async fn remove_member(
        &self,
        room: RoomId,
        by: UserId,
        user: UserId,
    ) -> Result<(), StoreError<RemoveRefused>> {
        let removed = seating::remove(&self.orm, room, by, user).await;
        removed.map_err(|failed| failed.doing("remove a member"))
    }

    async fn members(
        &self,
        right: &Membership,
        after: Option<NameKey>,
        limit: u32,
    ) -> Result<Vec<Member>, Fault> {
        read::members(&self.store, right.room(), after.as_ref(), limit).await
    }

    /// Most calls find the marker in its place already: those cost one read and no write.
    async fn mark_read(
        &self,
        user: UserId,
        room: RoomId,
        up_to: Option<Seq>,
        at: Timestamp,
    ) -> Result<ReadMarker, StoreError<NoSeat>> {
        let seat = read::seat(&self.store, user, room).await?;
        let (marker, newest) = (seat.membership.read(), seat.room.last_seq);
        if up_to.unwrap_or(newest).min(newest) <= marker.seq {
            return Ok(marker);
        }
        self.log
            .mark_read(MarkRead {
                room,
                user,
                up_to,
                at,
            })
            .await
    }
}
