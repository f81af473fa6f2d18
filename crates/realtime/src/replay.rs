//! What changed while nobody listened, told in its newest state.

use bytes::Bytes;
use domain::{ChangedMessage, Healing, MessageId, UserId, Version};
use protocol::{DeletedMessage, EditedMessage, ReactionCount, ServerEvent, Time};

use crate::notice::{Delivery, frame};

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

/// Deliveries that fill a hole after `since` for everybody, each following on the one before.
pub(crate) fn deliveries(healing: &Healing, since: Version) -> Vec<Delivery> {
    let mut after = since;
    let mut deliveries = Vec::with_capacity(healing.changes.len());
    for changed in &healing.changes {
        let is_new = changed.posted_version > since;
        deliveries.push(Delivery {
            room: changed.message.room,
            after,
            version: changed.message.version,
            frames: frames(changed, since, None),
            personal: personal(changed, healing, since),
            posted: is_new.then(|| std::sync::Arc::new(changed.message.clone())),
        });
        after = changed.message.version;
    }
    deliveries
}

/// Frames for those who see the message otherwise than everybody: its author and who reacted.
fn personal(
    changed: &ChangedMessage,
    healing: &Healing,
    since: Version,
) -> Vec<(UserId, Vec<Bytes>)> {
    let message = &changed.message;
    let reactors = reactors(healing, message.id);
    let author = message.client_id.map(|_| message.author.id);
    let mut people: Vec<UserId> = reactors.chain(author).collect();
    people.sort_unstable();
    people.dedup();
    let seen_by = |user: UserId| {
        let mut seen = changed.clone();
        for tally in &mut seen.message.reactions {
            tally.by_viewer = healing.reactors.iter().any(|reactor| {
                reactor.message == message.id
                    && reactor.user == user
                    && reactor.emoji == tally.emoji
            });
        }
        (user, frames(&seen, since, Some(user)))
    };
    people.into_iter().map(seen_by).collect()
}

fn reactors(healing: &Healing, message: MessageId) -> impl Iterator<Item = UserId> + '_ {
    healing
        .reactors
        .iter()
        .filter(move |reactor| reactor.message == message)
        .map(|reactor| reactor.user)
}
