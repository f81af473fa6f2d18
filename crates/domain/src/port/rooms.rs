use async_trait::async_trait;

use crate::{
    AddRefused, CloseRefused, DiscoverQuery, Discovered, Fault, JoinRefused, LeaveRefused, Member,
    Membership, NameKey, NameTaken, NewRoom, NoSeat, ReadMarker, RemoveRefused, Room, RoomEdit,
    RoomEditRefused, RoomId, Seat, Seq, StoreError, Timestamp, UserId,
};

/// Rooms, memberships and read markers.
///
/// Every method that ends a membership locks the room as a send does, so no message of the former
/// member is stored after it returned.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Rooms: Send + Sync {
    /// Creates a room with its creator as the first member. Of several concurrent orders with one
    /// name exactly one succeeds.
    async fn open(&self, order: NewRoom) -> Result<Seat, StoreError<NameTaken>>;

    /// The right of `user` to `room`, in one statement: what every read of a room begins with.
    async fn membership(
        &self,
        user: UserId,
        room: RoomId,
    ) -> Result<Membership, StoreError<NoSeat>>;

    /// The room as its member sees it.
    async fn seat(&self, user: UserId, room: RoomId) -> Result<Seat, StoreError<NoSeat>>;

    /// All rooms that `user` is a member of, by id, in one statement.
    async fn seats(&self, user: UserId) -> Result<Vec<Seat>, Fault>;

    /// Public rooms, by id.
    async fn discover(
        &self,
        viewer: UserId,
        query: DiscoverQuery,
    ) -> Result<Vec<Discovered>, Fault>;

    /// Renames or describes a room; its creator only.
    async fn edit(
        &self,
        room: RoomId,
        by: UserId,
        edit: RoomEdit,
    ) -> Result<Room, StoreError<RoomEditRefused>>;

    /// Deletes any room with its messages and memberships: for administrators.
    async fn demolish(&self, room: RoomId) -> Result<(), StoreError<CloseRefused>>;

    /// Deletes a room with its messages and memberships; its creator only.
    async fn close(&self, room: RoomId, by: UserId) -> Result<(), StoreError<CloseRefused>>;

    /// Makes `user` a member of a public room, with everything there counted as read.
    async fn join(
        &self,
        room: RoomId,
        user: UserId,
        at: Timestamp,
    ) -> Result<Seat, StoreError<JoinRefused>>;

    /// Ends the membership of `user`.
    async fn leave(&self, room: RoomId, user: UserId) -> Result<(), StoreError<LeaveRefused>>;

    /// Makes `user` a member of a private room that `by` is a member of.
    async fn add_member(
        &self,
        room: RoomId,
        by: UserId,
        user: UserId,
        at: Timestamp,
    ) -> Result<Member, StoreError<AddRefused>>;

    /// Ends the membership of `user`, who is not the creator; `by` is.
    async fn remove_member(
        &self,
        room: RoomId,
        by: UserId,
        user: UserId,
    ) -> Result<(), StoreError<RemoveRefused>>;

    /// Members by the key of their name, after `after`, at most `limit`.
    async fn members(
        &self,
        right: &Membership,
        after: Option<NameKey>,
        limit: u32,
    ) -> Result<Vec<Member>, Fault>;

    /// Moves the read marker of `user` to `up_to`, or to the newest message. It never moves
    /// backwards and never past the newest message; concurrent calls leave the greatest. A marker
    /// that moved is told by [`Event::Read`](crate::Event::Read). Answers where it stands.
    async fn mark_read(
        &self,
        user: UserId,
        room: RoomId,
        up_to: Option<Seq>,
        at: Timestamp,
    ) -> Result<ReadMarker, StoreError<NoSeat>>;
}
