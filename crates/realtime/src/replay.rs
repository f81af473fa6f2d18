//! What changed while nobody listened, told in its newest state.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use bytes::Bytes;
use domain::{ChangedMessage, Emoji, Healing, MessageId, Reactor, RoomId, UserId, Version};
use protocol::{DeletedMessage, EditedMessage, ReactionCount, ServerEvent, Time};

use crate::delivery::{Change, Delivery, News};
use crate::notice::frame;

/// The frames that bring who knew everything up to `since` to the message's newest state.
///
/// A message posted since is sent whole. Of an older one the new text is told, and the reactions
/// whatever changed, since the newest state does not tell which of the two changed when.
pub(crate) fn frames(
    changed: &ChangedMessage,
    since: Version,
    viewer: Option<UserId>,
) -> Vec<Bytes> {
    let message = &changed.message;
    let version = message.version.get();
    let room_id = message.room.get();
    if changed.posted_version > since {
        let message = protocol::Message::seen_by(message, viewer);
        return frame(&ServerEvent::NewMessage { version, message })
            .into_iter()
            .collect();
    }
    if let Some(at) = message.deleted_at {
        let message = DeletedMessage {
            id: message.id.get(),
            room_id,
            deleted_at: Time::from(at),
        };
        return frame(&ServerEvent::MessageDeleted { version, message })
            .into_iter()
            .collect();
    }
    let edited = (changed.body_version > since).then(|| ServerEvent::MessageEdited {
        version,
        message: EditedMessage::from(message),
    });
    let reacted = ServerEvent::ReactionsChanged {
        room_id,
        message_id: message.id.get(),
        version,
        reactions: message.reactions.iter().map(ReactionCount::from).collect(),
    };
    edited.iter().chain([&reacted]).filter_map(frame).collect()
}

/// What fills a hole after `since` for everybody at once.
///
/// It is one delivery, because the frames say how the newest state differs from `since`: who has
/// heard a part of it already would hear that part again.
pub(crate) fn delivery(room: RoomId, since: Version, healing: &Healing) -> Delivery {
    let mut reactors: HashMap<MessageId, Vec<&Reactor>> = HashMap::new();
    for reactor in &healing.reactors {
        reactors.entry(reactor.message).or_default().push(reactor);
    }
    let change = |changed: &ChangedMessage| {
        let given = reactors
            .get(&changed.message.id)
            .map_or(&[][..], Vec::as_slice);
        Change {
            frames: frames(changed, since, None),
            personal: personal(changed, given, since),
            news: news(changed, since),
        }
    };
    Delivery {
        room,
        after: since,
        version: healing.head.version,
        changes: healing.changes.iter().map(change).collect(),
    }
}

fn news(changed: &ChangedMessage, since: Version) -> News {
    if changed.posted_version > since {
        News::Posted(Arc::new(changed.message.clone()))
    } else if changed.body_version > since {
        News::Rewritten(changed.message.id)
    } else {
        News::None
    }
}

/// Frames for those who see the message otherwise than everybody: its author and who reacted.
fn personal(
    changed: &ChangedMessage,
    given: &[&Reactor],
    since: Version,
) -> Vec<(UserId, Vec<Bytes>)> {
    let mut people: BTreeMap<UserId, Vec<&Emoji>> = BTreeMap::new();
    for reactor in given {
        people.entry(reactor.user).or_default().push(&reactor.emoji);
    }
    if changed.message.client_id.is_some() {
        people.entry(changed.message.author.id).or_default();
    }
    let mut seen = changed.clone();
    let seen_by = |(user, own): (UserId, Vec<&Emoji>)| {
        for tally in &mut seen.message.reactions {
            tally.by_viewer = own.contains(&&tally.emoji);
        }
        (user, frames(&seen, since, Some(user)))
    };
    people.into_iter().map(seen_by).collect()
}
