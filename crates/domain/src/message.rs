//! Messages, the orders that change them, and the shapes they are read in.

use crate::{
    ClientId, Emoji, MessageBody, MessageId, Person, ReactionTally, RoomId, Seq, Timestamp, UserId,
    Version,
};

/// A message in its newest state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Identity over all rooms.
    pub id: MessageId,
    /// Where it was posted.
    pub room: RoomId,
    /// Its place in the room; never changes.
    pub seq: Seq,
    /// The newest change of it.
    pub version: Version,
    /// Who posted it.
    pub author: Person,
    /// What it says; scrubbed when deleted.
    pub body: MessageBody,
    /// When it was posted; never earlier than the message before it in the room.
    pub created_at: Timestamp,
    /// When its text was last changed.
    pub edited_at: Option<Timestamp>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// The message it answers, of the same room.
    pub reply_to: Option<MessageId>,
    /// What its author's client called it; told to nobody but the author.
    pub client_id: Option<ClientId>,
    /// Who reacted how, in the order of first use; empty when deleted.
    pub reactions: Vec<ReactionTally>,
}

/// The order to post a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Where.
    pub room: RoomId,
    /// Who.
    pub author: UserId,
    /// What.
    pub body: MessageBody,
    /// The client's name for it; a repeated one posts nothing.
    pub client_id: Option<ClientId>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// When it was received; the store may move it later, never earlier.
    pub at: Timestamp,
}

/// What became of an order to post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// It is stored now.
    New(Message),
    /// The author's client had sent it before; this is the first one.
    Already(Message),
}

impl Appended {
    /// The stored message, whichever attempt stored it.
    pub fn into_message(self) -> Message {
        match self {
            Self::New(message) | Self::Already(message) => message,
        }
    }
}

/// The order to change what a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditMessage {
    /// Which.
    pub message: MessageId,
    /// Who asks.
    pub by: UserId,
    /// The new text.
    pub body: MessageBody,
    /// When.
    pub at: Timestamp,
}

/// The order to delete a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteMessage {
    /// Which.
    pub message: MessageId,
    /// Who asks.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// The order to give or take back a reaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct React {
    /// On which message.
    pub message: MessageId,
    /// Whose reaction.
    pub by: UserId,
    /// Which emoji.
    pub emoji: Emoji,
    /// When.
    pub at: Timestamp,
}

/// Part of a room's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagePage {
    /// The messages, in the order the port method states.
    pub messages: Vec<Message>,
    /// Whether there are more in the direction of reading.
    pub more: bool,
}

/// A message amid its neighbors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Oldest first, the target included.
    pub messages: Vec<Message>,
    /// Whether older ones exist.
    pub older: bool,
    /// Whether newer ones exist.
    pub newer: bool,
}

/// Where a room stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RoomHead {
    /// The newest message.
    pub last_seq: Seq,
    /// The newest durable change.
    pub version: Version,
}

/// A message that changed after some version, with what tells how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedMessage {
    /// The newest state.
    pub message: Message,
    /// The version that posted it.
    pub posted_version: Version,
    /// The newest version that changed its text: post, edit or delete.
    pub body_version: Version,
}

/// What changed in a room after some version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Where the room stood at the same instant.
    pub head: RoomHead,
    /// By version; `None` when there are more than was asked for.
    pub changes: Option<Vec<ChangedMessage>>,
}

/// One person's reaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reactor {
    /// On which message.
    pub message: MessageId,
    /// Which emoji.
    pub emoji: Emoji,
    /// Whose.
    pub user: UserId,
}

/// What a node needs to fill a hole for everybody at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Healing {
    /// Where the room stood at the same instant.
    pub head: RoomHead,
    /// By version, from the oldest on; at most as many as were asked for.
    pub changes: Vec<ChangedMessage>,
    /// Who reacted to the changed messages.
    pub reactors: Vec<Reactor>,
}
