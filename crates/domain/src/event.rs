//! What happened, told after it was stored.

use crate::{
    Emoji, Ended, Message, MessageId, Person, ReadMarker, Room, RoomHead, RoomId, Timestamp,
    UserId, Version,
};

/// Something that people connected now should hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A durable change of a room's messages.
    Message(MessageEvent),
    /// A room stands where it stands, though what brought it there may not have been told.
    StandsAt {
        /// Which.
        room: RoomId,
        /// Where.
        head: RoomHead,
    },
    /// A member's read marker moved forward.
    Read {
        /// Where.
        room: RoomId,
        /// Whose.
        user: UserId,
        /// To where.
        marker: ReadMarker,
    },
    /// A room was renamed or described anew.
    RoomUpdated(Room),
    /// A room and everything in it is gone.
    RoomDeleted(RoomId),
    /// Somebody became a member.
    MemberJoined {
        /// Where.
        room: RoomId,
        /// Who.
        user: UserId,
    },
    /// Somebody is no member any more.
    MemberLeft {
        /// Where.
        room: RoomId,
        /// Who.
        user: UserId,
        /// Of their own will or not.
        departure: Departure,
    },
    /// The first subscription of a person to a room began.
    CameOnline {
        /// Where.
        room: RoomId,
        /// Who.
        person: Person,
        /// How many people are online there now.
        online_count: usize,
    },
    /// The last subscription of a person to a room ended.
    WentOffline {
        /// Where.
        room: RoomId,
        /// Who.
        person: Person,
        /// How many people are online there now.
        online_count: usize,
    },
    /// Sessions of a person ended; their sockets must close.
    SignedOut {
        /// Whose.
        user: UserId,
        /// Which.
        ended: Ended,
    },
    /// Somebody is typing; may be lost.
    Typing {
        /// Where.
        room: RoomId,
        /// Who.
        person: Person,
    },
}

/// How a membership ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Departure {
    /// The member left.
    Left,
    /// The creator removed the member.
    Removed,
}

/// A durable change of a room's messages; `version` is its place among all of the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageEvent {
    /// Where.
    pub room: RoomId,
    /// The change's place in the room's one order.
    pub version: Version,
    /// What changed.
    pub change: MessageChange,
}

/// What changed about a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageChange {
    /// It was posted.
    Posted(Message),
    /// Its text was changed; reactions are not told.
    Edited(Message),
    /// It was deleted.
    Deleted {
        /// Which.
        message: MessageId,
        /// When.
        at: Timestamp,
    },
    /// Somebody reacted to it.
    ReactionAdded {
        /// To which.
        message: MessageId,
        /// With what.
        emoji: Emoji,
        /// Who.
        user: UserId,
        /// How many people have given this emoji now.
        count: i64,
    },
    /// Somebody took a reaction back.
    ReactionRemoved {
        /// From which.
        message: MessageId,
        /// Which emoji.
        emoji: Emoji,
        /// Who.
        user: UserId,
        /// How many people have given this emoji now.
        count: i64,
    },
}
