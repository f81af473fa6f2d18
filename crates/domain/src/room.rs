//! Rooms and who sits in them.

use crate::{NameKey, Person, RoomDescription, RoomId, RoomName, Seq, Timestamp, UserId, Version};

/// Who may find a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoomKind {
    /// Everybody finds it and may join.
    Public,
    /// Only its members know that it exists.
    Private,
}

/// A room, with the two counters that order everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Identity.
    pub id: RoomId,
    /// Unique by its key.
    pub name: RoomName,
    /// What it is for.
    pub description: Option<RoomDescription>,
    /// Who may find it.
    pub kind: RoomKind,
    /// Who created it, and alone may rename or delete it.
    pub created_by: UserId,
    /// When it was created.
    pub created_at: Timestamp,
    /// How many members it has.
    pub member_count: i64,
    /// How many messages were ever posted.
    pub last_seq: Seq,
    /// How many durable changes its messages saw.
    pub version: Version,
}

/// The order to create a room; its creator is its first member.
#[derive(Debug, Clone)]
pub struct NewRoom {
    /// Unique by its key.
    pub name: RoomName,
    /// What it is for.
    pub description: Option<RoomDescription>,
    /// Who may find it.
    pub kind: RoomKind,
    /// Who creates it.
    pub creator: UserId,
    /// When.
    pub created_at: Timestamp,
}

/// What to change about a room; `None` leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomEdit {
    /// A new name.
    pub name: Option<RoomName>,
    /// A new description; `Some(None)` removes it.
    pub description: Option<Option<RoomDescription>>,
}

/// How far a member has read a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadMarker {
    /// The last message read.
    pub seq: Seq,
    /// When the marker was last moved.
    pub at: Timestamp,
}

/// The right to read a room: only a store that found the member hands one out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    room: RoomId,
    user: UserId,
    joined_at: Timestamp,
    read: ReadMarker,
}

impl Membership {
    /// For stores only: the membership row of `user` in `room`.
    pub const fn found(room: RoomId, user: UserId, joined_at: Timestamp, read: ReadMarker) -> Self {
        Self {
            room,
            user,
            joined_at,
            read,
        }
    }

    /// Which room it opens.
    pub const fn room(&self) -> RoomId {
        self.room
    }

    /// Whose right it is.
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// Since when.
    pub const fn joined_at(&self) -> Timestamp {
        self.joined_at
    }

    /// How far the member has read.
    pub const fn read(&self) -> ReadMarker {
        self.read
    }
}

/// A room as one of its members sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The room.
    pub room: Room,
    /// The member's right to it.
    pub membership: Membership,
}

impl Seat {
    /// How many messages the member has not read: exact, and O(1).
    pub fn unread(&self) -> i64 {
        (self.room.last_seq.get() - self.membership.read.seq.get()).max(0)
    }
}

/// A public room as anybody finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovered {
    /// The room.
    pub room: Room,
    /// The finder's right to it, when a member already.
    pub membership: Option<Membership>,
}

/// Which public rooms to list, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscoverQuery {
    /// Only rooms whose name contains this, compared by key.
    pub name_contains: Option<NameKey>,
    /// Only rooms after this one.
    pub after: Option<RoomId>,
    /// At most this many.
    pub limit: u32,
}

/// Somebody in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// Since when.
    pub joined_at: Timestamp,
}

/// Who of a room is connected now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Online {
    /// Some of them, the one who asked always included.
    pub people: Vec<Person>,
    /// How many there are in all.
    pub count: usize,
}
