//! Bodies of REST answers.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{Message, ReactionCount, SeqCursor, Time, User};

/// A page of messages; the route says in which order.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MessagePage<'a> {
    /// The messages.
    pub messages: Vec<Message<'a>>,
    /// Where to read on; null at the end.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}

/// A message amid its neighbors, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ContextPage<'a> {
    /// Oldest first, the target included.
    pub messages: Vec<Message<'a>>,
    /// The message that was asked for.
    pub target_message_id: i64,
    /// For the history route; null at the oldest.
    #[schema(required = true)]
    pub older_cursor: Option<String>,
    /// For the `newer` route; null at the newest.
    #[schema(required = true)]
    pub newer_cursor: Option<String>,
}

impl<'a> ContextPage<'a> {
    /// The context as `viewer` sees it.
    pub fn new(
        context: &'a domain::Context,
        target: domain::MessageId,
        viewer: domain::UserId,
    ) -> Self {
        let cursor = |message: &domain::Message| {
            SeqCursor {
                room: message.room,
                seq: message.seq,
            }
            .encode()
        };
        let messages = &context.messages;
        Self {
            target_message_id: target.get(),
            older_cursor: messages.first().filter(|_| context.older).map(cursor),
            newer_cursor: messages.last().filter(|_| context.newer).map(cursor),
            messages: messages
                .iter()
                .map(|m| Message::seen_by(m, Some(viewer)))
                .collect(),
        }
    }
}

/// All reactions of a message after a change.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Reactions<'a> {
    /// In the order of first use.
    pub reactions: Vec<ReactionCount<'a>>,
}

/// Who reacted to a message.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReactorList<'a> {
    /// In the order of first use.
    pub reactions: Vec<ReactorsOfEmoji<'a>>,
}

/// Who gave one emoji.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReactorsOfEmoji<'a> {
    /// Which emoji.
    pub emoji: &'a str,
    /// How many people.
    pub count: i64,
    /// Who they are, 100 of them at most.
    pub users: Vec<User<'a>>,
}

impl<'a> From<&'a domain::Reactors> for ReactorsOfEmoji<'a> {
    fn from(reactors: &'a domain::Reactors) -> Self {
        Self {
            emoji: reactors.emoji.as_str(),
            count: reactors.count,
            users: reactors.people.iter().map(User::from).collect(),
        }
    }
}

/// Where the caller's read marker stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReadState {
    /// Always `ok`.
    pub status: &'static str,
    /// Where.
    pub room_id: i64,
    /// When the marker was last moved.
    pub last_read_at: Time,
}

/// Somebody in a room.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RoomMember<'a> {
    /// Identity.
    pub id: i64,
    /// Their name.
    pub username: &'a str,
    /// Since when they are a member.
    pub joined_at: Time,
    /// Whether they are connected to the room now.
    pub online: bool,
}

/// A page of members by name.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MemberPage<'a> {
    /// By name.
    pub members: Vec<RoomMember<'a>>,
    /// Where to read on; null at the end.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}

/// How much the caller has not read.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Unread {
    /// In all rooms together.
    pub total: i64,
    /// By room id; rooms without unread messages are left out.
    pub rooms: BTreeMap<i64, i64>,
}

/// That something was done.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Status {
    /// Always `ok`.
    pub status: &'static str,
}

impl Status {
    /// Done.
    pub const OK: Self = Self { status: "ok" };
}

/// What the bare address answers to programs.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Greeting {
    /// Always `Chat API is running`.
    pub message: &'static str,
}

impl Greeting {
    /// The words that the original's clients wait for.
    pub const RUNNING: Self = Self {
        message: "Chat API is running",
    };
}

/// How the connections to the database are used.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DatabaseHealth {
    /// How many connections the pool may hold.
    pub pool_size: u32,
    /// How many are in use now.
    pub checked_out: u32,
    /// How many are open beyond the pool's size.
    pub overflow: u32,
    /// Always `ok`.
    pub status: &'static str,
}
