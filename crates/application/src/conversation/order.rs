//! What can be asked of a [`Conversation`](super::Conversation), and what it answers.

use std::time::Duration;

use domain::{
    AppendRefused, ClientId, Message, MessageBody, MessageId, NoSeat, Quota, RoomId, SearchQuery,
    Seq,
};
use thiserror::Error;

/// The order to post a message.
#[derive(Debug, Clone)]
pub struct PostMessage {
    /// Where.
    pub room: RoomId,
    /// What.
    pub body: MessageBody,
    /// The client's name for it; a repeated one posts nothing.
    pub client_id: Option<ClientId>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
}

/// A message that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// As it is stored.
    pub message: Message,
    /// Whether an earlier attempt had stored it.
    pub already: bool,
    /// What the sender has left, `None` when nothing is limited.
    pub quota: Option<Quota>,
}

/// A message is not posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PostRefused {
    /// The sender sent too many.
    #[error("too many messages")]
    TooMany {
        /// What is left: nothing.
        quota: Quota,
        /// When one more will be allowed.
        retry_after: Duration,
    },
    /// The room does not take it.
    #[error("{why}")]
    NotTaken {
        /// Why.
        why: AppendRefused,
        /// What the sender has left, `None` when nothing is limited.
        quota: Option<Quota>,
    },
}

/// Which part of a room's history to read, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadPage {
    /// Of which room.
    pub room: RoomId,
    /// Only messages before this one; the newest when absent.
    pub before: Option<Seq>,
    /// At most this many.
    pub limit: u32,
}

/// Which part of a room's history to read, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadNewer {
    /// Of which room.
    pub room: RoomId,
    /// Only messages after this one.
    pub after: Seq,
    /// At most this many.
    pub limit: u32,
}

/// Which message to show amid its neighbors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookAround {
    /// Of which room.
    pub room: RoomId,
    /// The message in the middle.
    pub target: MessageId,
    /// At most this many older ones.
    pub before: u32,
    /// At most this many newer ones.
    pub after: u32,
}

/// What is about one message of a room can't be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LookRefused {
    /// The caller may not read the room.
    #[error(transparent)]
    Seat(NoSeat),
    /// The room has no such message.
    #[error("no such message")]
    NoSuchMessage,
}

/// What to look for in one room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRoom {
    /// In which room.
    pub room: RoomId,
    /// The words.
    pub query: SearchQuery,
    /// Only messages before this one.
    pub before: Option<Seq>,
    /// At most this many.
    pub limit: u32,
}

/// What to look for in all rooms of the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchEverywhere {
    /// The words.
    pub query: SearchQuery,
    /// Only messages before this one.
    pub before: Option<MessageId>,
    /// At most this many.
    pub limit: u32,
}
