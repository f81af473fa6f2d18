//! What the server tells over a socket (docs/protocol.md).

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{FieldError, Message, ReactionCount, Room, Time, User};

/// A text frame from the server. A durable event carries the room's `version`.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerEvent<'a> {
    /// A subscription is live; everything missed was sent before.
    Subscribed {
        /// Where.
        room_id: i64,
        /// Who is there: at most 500, the subscriber included.
        online_users: Vec<User<'a>>,
        /// How many are there in all.
        online_count: usize,
        /// Everything up to here was sent or is in the history.
        version: i64,
        /// The newest message.
        last_seq: i64,
        /// The identity of the database; versions of another one mean nothing.
        epoch: &'a str,
        /// What became of `since`; only when it was given.
        #[serde(skip_serializing_if = "Option::is_none")]
        resume: Option<ResumeOutcome>,
    },
    /// A subscription ended, or there was none.
    Unsubscribed {
        /// Where.
        room_id: i64,
    },
    /// A message was posted.
    NewMessage {
        /// Its place among the room's changes.
        version: i64,
        /// The message.
        message: Message<'a>,
    },
    /// A message says something else now.
    MessageEdited {
        /// Its place among the room's changes.
        version: i64,
        /// What it says now.
        message: EditedMessage<'a>,
    },
    /// A message was deleted.
    MessageDeleted {
        /// Its place among the room's changes.
        version: i64,
        /// Which.
        message: DeletedMessage,
    },
    /// Somebody reacted.
    ReactionAdded {
        /// Its place among the room's changes.
        version: i64,
        /// How.
        reaction: Reaction<'a>,
    },
    /// Somebody took a reaction back.
    ReactionRemoved {
        /// Its place among the room's changes.
        version: i64,
        /// Which.
        reaction: Reaction<'a>,
    },
    /// All reactions of a message, after some were missed.
    ReactionsChanged {
        /// Where.
        room_id: i64,
        /// Of which message.
        message_id: i64,
        /// Its place among the room's changes.
        version: i64,
        /// Replaces all that the client knew.
        reactions: Vec<ReactionCount<'a>>,
    },
    /// Somebody came: a person, not a socket.
    UserJoined {
        /// Where.
        room_id: i64,
        /// Who.
        user: User<'a>,
    },
    /// Somebody went.
    UserLeft {
        /// Where.
        room_id: i64,
        /// Who.
        user: User<'a>,
    },
    /// How many are online, told at most once a second in a room too large to name each of them.
    OnlineCount {
        /// Where.
        room_id: i64,
        /// How many.
        online_count: usize,
    },
    /// Somebody is typing.
    TypingIndicator {
        /// Where.
        room_id: i64,
        /// Who.
        user: User<'a>,
    },
    /// A room was renamed or described anew.
    RoomUpdated {
        /// Its new state.
        room: Room<'a>,
    },
    /// A room is gone.
    RoomDeleted {
        /// Which.
        room_id: i64,
    },
    /// `watch` is on: from now on changes are told; read the lists after this.
    Watching {
        /// The identity of the database.
        epoch: &'a str,
        /// No message may be longer, in characters.
        max_message_chars: usize,
    },
    /// Something new in a room, told to watchers at most once a second.
    RoomActivity {
        /// Where.
        room_id: i64,
        /// The newest message.
        seq: i64,
        /// How many the watcher has not read.
        unread_count: i64,
        /// The newest message, when this is told because of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        last_message: Option<Message<'a>>,
    },
    /// The watcher is in a room, or is no more.
    MembershipChanged {
        /// Where.
        room_id: i64,
        /// Who: the watcher.
        user_id: i64,
        /// How.
        change: MembershipChange,
    },
    /// The answer to `ping`.
    Pong,
    /// The server stops in a moment; come back after the given time.
    ServerRestarting {
        /// Milliseconds to wait; different for each socket, so that not all come at once.
        reconnect_in_ms: u64,
    },
    /// An action was refused; the socket stays open.
    Error {
        /// One plain sentence, for people.
        message: &'a str,
        /// The stable name, for programs.
        code: &'static str,
        /// What is wrong with which field.
        #[serde(skip_serializing_if = "Option::is_none")]
        details: Option<Vec<FieldError>>,
        /// Which send was refused.
        #[serde(skip_serializing_if = "Option::is_none")]
        client_id: Option<Uuid>,
        /// Which room the refused action was about.
        #[serde(skip_serializing_if = "Option::is_none")]
        room_id: Option<i64>,
    },
}

/// What became of the `since` of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResumeOutcome {
    /// Everything missed was sent.
    Replayed,
    /// Too much was missed, or the database is another one: load the history anew.
    Reset,
}

/// How the watcher's membership changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MembershipChange {
    /// Now a member.
    Joined,
    /// Left.
    Left,
    /// Removed by the creator.
    Removed,
}

/// What an edited message says now; its reactions did not change.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EditedMessage<'a> {
    /// Which.
    pub id: i64,
    /// Where.
    pub room_id: i64,
    /// Its place, unchanged.
    pub seq: i64,
    /// The newest durable change of it.
    pub version: i64,
    /// Who posted it.
    pub user_id: i64,
    /// Their name.
    pub username: &'a str,
    /// What it says now.
    pub content: &'a str,
    /// When it was posted.
    pub created_at: Time,
    /// When it was edited.
    #[schema(required = true)]
    pub edited_at: Option<Time>,
}

impl<'a> From<&'a domain::Message> for EditedMessage<'a> {
    fn from(message: &'a domain::Message) -> Self {
        Self {
            id: message.id.get(),
            room_id: message.room.get(),
            seq: message.seq.get(),
            version: message.version.get(),
            user_id: message.author.id.get(),
            username: message.author.username.as_str(),
            content: message.body.as_str(),
            created_at: message.created_at.into(),
            edited_at: message.edited_at.map(Time::from),
        }
    }
}

/// A message that is gone.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DeletedMessage {
    /// Which.
    pub id: i64,
    /// Where.
    pub room_id: i64,
    /// When.
    pub deleted_at: Time,
}

/// One person's reaction.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Reaction<'a> {
    /// Where.
    pub room_id: i64,
    /// On which message.
    pub message_id: i64,
    /// Which emoji.
    pub emoji: &'a str,
    /// Whose.
    pub user_id: i64,
    /// How many people have given it now; zero removes it.
    pub count: i64,
}
