//! Durable changes with their frames encoded, once for all who get them.

use std::sync::Arc;

use bytes::Bytes;
use domain::{Emoji, Message, MessageChange, MessageEvent, MessageId, RoomId, UserId, Version};
use protocol::{DeletedMessage, EditedMessage, Reaction, ServerEvent, Time};

use crate::notice::frame;

/// What brings a room from one version to a later one.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) room: RoomId,
    /// Only who has heard exactly everything up to here may be told.
    pub(crate) after: Version,
    pub(crate) version: Version,
    pub(crate) changes: Vec<Change>,
}

/// One changed message.
#[derive(Debug)]
pub(crate) struct Change {
    /// For everybody; empty when nobody here listens to the room.
    pub(crate) frames: Vec<Bytes>,
    /// For these people instead, by id: what only they may see.
    pub(crate) personal: Vec<(UserId, Vec<Bytes>)>,
    pub(crate) news: News,
}

/// What a change means to those who watch the room.
#[derive(Debug)]
pub(crate) enum News {
    /// There is something to read.
    Posted(Arc<Message>),
    /// A message says something else, or nothing any more.
    Rewritten(MessageId),
    /// Nothing.
    None,
}

impl Change {
    /// Who gets frames of their own.
    pub(crate) fn authors(&self) -> impl Iterator<Item = UserId> + '_ {
        self.personal.iter().map(|(who, _)| *who)
    }

    /// The frames that `user` gets.
    pub(crate) fn frames_for(&self, user: UserId) -> &[Bytes] {
        let own = self.personal.binary_search_by_key(&user, |(who, _)| *who);
        match own.ok().and_then(|at| self.personal.get(at)) {
            Some((_, frames)) => frames,
            None => &self.frames,
        }
    }
}

impl Delivery {
    /// A live event that nobody here listens to, for watchers only.
    pub(crate) fn unheard(event: MessageEvent) -> Self {
        Self::of(event, Vec::new(), Vec::new())
    }

    /// A live event.
    pub(crate) fn live(event: MessageEvent) -> Self {
        let frames = frame(&live_event(&event, None)).into_iter().collect();
        let own_copy = match &event.change {
            MessageChange::Posted(message) => message.client_id.map(|_| message.author.id),
            MessageChange::Edited(_)
            | MessageChange::Deleted { .. }
            | MessageChange::ReactionAdded { .. }
            | MessageChange::ReactionRemoved { .. } => None,
        };
        let personal = own_copy.map(|author| {
            let own = frame(&live_event(&event, Some(author)));
            (author, own.into_iter().collect())
        });
        Self::of(event, frames, personal.into_iter().collect())
    }

    fn of(event: MessageEvent, frames: Vec<Bytes>, personal: Vec<(UserId, Vec<Bytes>)>) -> Self {
        let news = match event.change {
            MessageChange::Posted(message) => News::Posted(Arc::new(message)),
            MessageChange::Edited(message) => News::Rewritten(message.id),
            MessageChange::Deleted { message, .. } => News::Rewritten(message),
            MessageChange::ReactionAdded { .. } | MessageChange::ReactionRemoved { .. } => {
                News::None
            }
        };
        Self {
            room: event.room,
            after: Version::restored(event.version.get() - 1),
            version: event.version,
            changes: vec![Change {
                frames,
                personal,
                news,
            }],
        }
    }
}

fn live_event(event: &MessageEvent, viewer: Option<UserId>) -> ServerEvent<'_> {
    let version = event.version.get();
    match &event.change {
        MessageChange::Posted(message) => ServerEvent::NewMessage {
            version,
            message: protocol::Message::seen_by(message, viewer),
        },
        MessageChange::Edited(message) => ServerEvent::MessageEdited {
            version,
            message: EditedMessage::from(message),
        },
        MessageChange::Deleted { message, at } => ServerEvent::MessageDeleted {
            version,
            message: DeletedMessage {
                id: message.get(),
                room_id: event.room.get(),
                deleted_at: Time::from(*at),
            },
        },
        MessageChange::ReactionAdded {
            message,
            emoji,
            user,
            count,
        } => ServerEvent::ReactionAdded {
            version,
            reaction: reaction(event.room, *message, emoji, (*user, *count)),
        },
        MessageChange::ReactionRemoved {
            message,
            emoji,
            user,
            count,
        } => ServerEvent::ReactionRemoved {
            version,
            reaction: reaction(event.room, *message, emoji, (*user, *count)),
        },
    }
}

/// Whose reaction it was, and how many there are of it now.
fn reaction(
    room: RoomId,
    message: MessageId,
    emoji: &Emoji,
    (user, count): (UserId, i64),
) -> Reaction<'_> {
    Reaction {
        room_id: room.get(),
        message_id: message.get(),
        emoji: emoji.as_str(),
        user_id: user.get(),
        count,
    }
}
