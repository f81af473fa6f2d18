//! What the hub tells every worker: events with their frames already encoded.

use std::sync::Arc;

use bytes::Bytes;
use domain::{
    Departure, Event, Message, MessageChange, MessageEvent, ReadMarker, RoomId, UserId, Version,
};
use protocol::{
    DeletedMessage, EditedMessage, MembershipChange, Reaction, ServerEvent, Time, User, text_frame,
};

/// One thing for a worker to pass on; shared by all workers.
#[derive(Debug, Clone)]
pub(crate) enum Notice {
    /// A durable change.
    Change(Delivery),
    /// Something for everybody in a room but `except`; may be lost.
    Typing {
        room: RoomId,
        except: UserId,
        frame: Bytes,
    },
    /// Somebody came or went.
    Presence {
        room: RoomId,
        who: UserId,
        online_count: usize,
        frame: Bytes,
    },
    /// A room looks different.
    RoomUpdated { room: RoomId, frame: Bytes },
    /// A room is gone.
    RoomDeleted { room: RoomId, frame: Bytes },
    /// Somebody is a member now.
    MemberJoined { user: UserId, frame: Bytes },
    /// Somebody is a member no more.
    MemberLeft {
        room: RoomId,
        user: UserId,
        frame: Bytes,
    },
    /// A read marker moved.
    Read {
        room: RoomId,
        user: UserId,
        marker: ReadMarker,
    },
    /// The server stops.
    Restart,
}

/// A durable change of a room, ready to be written to sockets.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub(crate) room: RoomId,
    /// The version that it follows on; who has not heard that one has missed something.
    pub(crate) after: Version,
    pub(crate) version: Version,
    /// For everybody; empty when nobody here listens to the room.
    pub(crate) frames: Vec<Bytes>,
    /// For these people instead: what only they may see.
    pub(crate) personal: Vec<(UserId, Vec<Bytes>)>,
    /// The message, when it is a new one.
    pub(crate) posted: Option<Arc<Message>>,
}

impl Delivery {
    /// The frames that `user` gets.
    pub(crate) fn frames_for(&self, user: UserId) -> &[Bytes] {
        match self.personal.iter().find(|(who, _)| *who == user) {
            Some((_, frames)) => frames,
            None => &self.frames,
        }
    }

    /// A live event. Frames are built only if somebody listens.
    pub(crate) fn live(event: MessageEvent, is_heard: bool) -> Self {
        let (mut frames, mut personal) = (Vec::new(), Vec::new());
        if is_heard {
            frames.extend(frame(&live_event(&event, None)));
            if let MessageChange::Posted(message) = &event.change
                && message.client_id.is_some()
            {
                let author = message.author.id;
                let own = frame(&live_event(&event, Some(author)));
                personal.push((author, own.into_iter().collect()));
            }
        }
        Self {
            room: event.room,
            after: Version::restored(event.version.get() - 1),
            version: event.version,
            frames,
            personal,
            posted: match event.change {
                MessageChange::Posted(message) => Some(Arc::new(message)),
                MessageChange::Edited(_)
                | MessageChange::Deleted { .. }
                | MessageChange::ReactionAdded { .. }
                | MessageChange::ReactionRemoved { .. } => None,
            },
        }
    }
}

fn live_event(event: &MessageEvent, viewer: Option<UserId>) -> ServerEvent<'_> {
    let version = event.version.get();
    let room_id = event.room.get();
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
                room_id,
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
            reaction: Reaction {
                room_id,
                message_id: message.get(),
                emoji: emoji.as_str(),
                user_id: user.get(),
                count: *count,
            },
        },
        MessageChange::ReactionRemoved {
            message,
            emoji,
            user,
            count,
        } => ServerEvent::ReactionRemoved {
            version,
            reaction: Reaction {
                room_id,
                message_id: message.get(),
                emoji: emoji.as_str(),
                user_id: user.get(),
                count: *count,
            },
        },
    }
}

impl Notice {
    /// The notice of an event that is not durable; `None` for those that are, which are put in
    /// order first.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Message(_) => None,
            Event::Read { room, user, marker } => Some(Self::Read {
                room: *room,
                user: *user,
                marker: *marker,
            }),
            Event::RoomUpdated(room) => Some(Self::RoomUpdated {
                room: room.id,
                frame: frame(&ServerEvent::RoomUpdated {
                    room: protocol::Room::new(room, None),
                })?,
            }),
            Event::RoomDeleted(room) => Some(Self::RoomDeleted {
                room: *room,
                frame: frame(&ServerEvent::RoomDeleted {
                    room_id: room.get(),
                })?,
            }),
            Event::MemberJoined { room, user } => Some(Self::MemberJoined {
                user: *user,
                frame: membership(*room, *user, MembershipChange::Joined)?,
            }),
            Event::MemberLeft {
                room,
                user,
                departure,
            } => Some(Self::MemberLeft {
                room: *room,
                user: *user,
                frame: membership(
                    *room,
                    *user,
                    match departure {
                        Departure::Left => MembershipChange::Left,
                        Departure::Removed => MembershipChange::Removed,
                    },
                )?,
            }),
            Event::CameOnline {
                room,
                person,
                online_count,
            } => Some(Self::Presence {
                room: *room,
                who: person.id,
                online_count: *online_count,
                frame: frame(&ServerEvent::UserJoined {
                    room_id: room.get(),
                    user: User::from(person),
                })?,
            }),
            Event::WentOffline {
                room,
                person,
                online_count,
            } => Some(Self::Presence {
                room: *room,
                who: person.id,
                online_count: *online_count,
                frame: frame(&ServerEvent::UserLeft {
                    room_id: room.get(),
                    user: User::from(person),
                })?,
            }),
            Event::Typing { room, person } => Some(Self::Typing {
                room: *room,
                except: person.id,
                frame: frame(&ServerEvent::TypingIndicator {
                    room_id: room.get(),
                    user: User::from(person),
                })?,
            }),
        }
    }
}

fn membership(room: RoomId, user: UserId, change: MembershipChange) -> Option<Bytes> {
    frame(&ServerEvent::MembershipChanged {
        room_id: room.get(),
        user_id: user.get(),
        change,
    })
}

/// The event as a frame; a failure is logged, since none of our types can cause one.
pub(crate) fn frame(event: &ServerEvent<'_>) -> Option<Bytes> {
    text_frame(event)
        .inspect_err(|error| tracing::error!(%error, "an event could not be written as JSON"))
        .ok()
}
