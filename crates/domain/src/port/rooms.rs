//! Rooms and who sits in them.

use async_trait::async_trait;

use crate::{
    AddRefused, CloseRefused, DiscoverQuery, Discovered, Fault, JoinRefused, LeaveRefused, Member,
    Membership, NameKey, NameTaken, NewRoom, NoSeat, ReadMarker, RemoveRefused, Room, RoomEdit,
    RoomEditRefused, RoomId, Seat, Seq, StoreError, Timestamp, UserId,
};

/// Rooms, memberships and read markers.
///
/// Every method that changes a room or its members locks the room as a send does: of concurrent calls
/// about one room each sees what the one before it left, and no message of a former member is stored
/// after the call that ended the membership returned. A private room does not exist for who is not
/// its member (`NoSuchRoom`). A refused call has changed nothing.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Rooms: Send + Sync {
    /// Creates a room with its creator as the first member. Of several concurrent orders with one
    /// name exactly one succeeds.
    async fn open(&self, order: NewRoom) -> Result<Seat, StoreError<NameTaken>>;

    /// The right of `user` to `room`, in one statement: what every read of a room begins with. It tells
    /// what was committed when it was read; refused with `NotAMember` of a public room, with
    /// `NoSuchRoom` of any other.
    async fn membership(
        &self,
        user: UserId,
        room: RoomId,
    ) -> Result<Membership, StoreError<NoSeat>>;

    /// The room as its member sees it, in one statement; refused as [`membership`](Self::membership).
    async fn seat(&self, user: UserId, room: RoomId) -> Result<Seat, StoreError<NoSeat>>;

    /// All rooms that `user` is a member of, by id, in one statement; as many as there are.
    async fn seats(&self, user: UserId) -> Result<Vec<Seat>, Fault>;

    /// Public rooms after `query.after`, by id, at most `query.limit`.
    async fn discover(
        &self,
        viewer: UserId,
        query: DiscoverQuery,
    ) -> Result<Vec<Discovered>, Fault>;

    /// Renames or describes a room; its creator only (`NotTheCreator`). A name that any other room
    /// has, private ones too, is `NameTaken`; of concurrent orders with one name exactly one succeeds.
    /// An edit of nothing answers the room as it is.
    async fn edit(
        &self,
        room: RoomId,
        by: UserId,
        edit: RoomEdit,
    ) -> Result<Room, StoreError<RoomEditRefused>>;

    /// Deletes any room with its messages and memberships: for administrators. It is gone for everybody
    /// at once; a large room's messages may take a while to leave the store. Of concurrent calls one
    /// succeeds, the others find `NoSuchRoom`.
    async fn demolish(&self, room: RoomId) -> Result<(), StoreError<CloseRefused>>;

    /// Deletes a room as [`demolish`](Self::demolish) does; its creator only (`NotTheCreator`).
    async fn close(&self, room: RoomId, by: UserId) -> Result<(), StoreError<CloseRefused>>;

    /// Makes `user` a member of a public room, with everything there counted as read. Of concurrent
    /// calls one succeeds, the others find them `AlreadyAMember`.
    async fn join(
        &self,
        room: RoomId,
        user: UserId,
        at: Timestamp,
    ) -> Result<Seat, StoreError<JoinRefused>>;

    /// Ends the membership of `user`. The creator can't (`CreatorCannotLeave`); who is no member of a
    /// public room is told so (`NotAMember`), also the second of two concurrent calls.
    async fn leave(&self, room: RoomId, user: UserId) -> Result<(), StoreError<LeaveRefused>>;

    /// Makes `user` a member of a private room that `by` is a member of, with everything there counted
    /// as read. A public room is joined by oneself (`PublicRoom`). Looked at in this order: the room,
    /// the right of `by`, whether there is such a user, whether they are a member already; of
    /// concurrent calls one succeeds.
    async fn add_member(
        &self,
        room: RoomId,
        by: UserId,
        user: UserId,
        at: Timestamp,
    ) -> Result<Member, StoreError<AddRefused>>;

    /// Ends the membership of `user`, who is not the creator (`CreatorCannotLeave`); `by` is
    /// (`NotTheCreator`). Of concurrent calls one succeeds, the others find `NoSuchMember`.
    async fn remove_member(
        &self,
        room: RoomId,
        by: UserId,
        user: UserId,
    ) -> Result<(), StoreError<RemoveRefused>>;

    /// Members by the key of their name, after `after`, at most `limit`, in one statement; `right` says
    /// of which room.
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
