//! Messages on the wire.

use domain::{ReactionTally, UserId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Time;

/// A message in its newest state.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Message<'a> {
    /// Identity over all rooms.
    pub id: i64,
    /// Where it was posted.
    pub room_id: i64,
    /// Its place in the room: 1, 2, 3 ... without gaps; the one order of display.
    pub seq: i64,
    /// The newest durable change of it.
    pub version: i64,
    /// Who posted it.
    pub user_id: i64,
    /// Their name.
    pub username: &'a str,
    /// What it says; empty when deleted.
    pub content: &'a str,
    /// When it was posted; never earlier than the message before it.
    pub created_at: Time,
    /// When its text was last changed.
    #[schema(required = true)]
    pub edited_at: Option<Time>,
    /// When it was deleted.
    #[schema(required = true)]
    pub deleted_at: Option<Time>,
    /// The message it answers, of the same room.
    #[schema(required = true)]
    pub reply_to: Option<i64>,
    /// What its author's client called it; told to the author only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    /// How people reacted, in the order of first use.
    pub reactions: Vec<ReactionCount<'a>>,
    /// Files that it shows.
    pub attachments: [Attachment; 0],
}

/// A file that a message shows. No message bears one yet; the field keeps its place on the wire.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Attachment {}

/// How many people gave one emoji.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReactionCount<'a> {
    /// Which emoji.
    pub emoji: &'a str,
    /// How many people.
    pub count: i64,
    /// Whether the receiver is one of them.
    pub reacted_by_me: bool,
}

impl<'a> Message<'a> {
    /// The message as `viewer` sees it; `None` is everybody but the author.
    pub fn seen_by(message: &'a domain::Message, viewer: Option<UserId>) -> Self {
        let is_author = viewer == Some(message.author.id);
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
            deleted_at: message.deleted_at.map(Time::from),
            reply_to: message.reply_to.map(domain::MessageId::get),
            client_id: message
                .client_id
                .filter(|_| is_author)
                .map(domain::ClientId::get),
            reactions: message.reactions.iter().map(ReactionCount::from).collect(),
            attachments: [],
        }
    }
}

impl<'a> From<&'a ReactionTally> for ReactionCount<'a> {
    fn from(tally: &'a ReactionTally) -> Self {
        Self {
            emoji: tally.emoji.as_str(),
            count: tally.count,
            reacted_by_me: tally.by_viewer,
        }
    }
}
