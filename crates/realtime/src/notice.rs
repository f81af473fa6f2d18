//! What the hub tells every worker: events with their frames already encoded.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use domain::{Departure, Ended, Event, MessageEvent, Person, ReadMarker, RoomId, Seq, UserId};
use protocol::{MembershipChange, ServerEvent, User, text_frame};

use crate::delivery::Delivery;

/// One thing for a worker to pass on; shared by all workers.
#[derive(Debug, Clone)]
pub(crate) enum Notice {
    /// A durable change.
    Change(Arc<Delivery>),
    /// So much of a room was missed that each of its subscribers reads anew.
    Overtaken { room: RoomId, last_seq: Seq },
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
    /// Somebody is said to be a member now.
    MemberJoined {
        room: RoomId,
        user: UserId,
        frame: Bytes,
    },
    /// Somebody is said to be a member no more.
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
    /// Sessions ended.
    SignedOut { user: UserId, ended: Ended },
    /// The server stops.
    Restart,
}

impl Notice {
    /// Whether a worker that missed it has no other way to learn of it.
    const fn must_arrive(&self) -> bool {
        matches!(self, Self::SignedOut { .. })
    }

    /// The notice of a durable event, in its turn.
    pub(crate) fn live(event: MessageEvent) -> Self {
        Self::Change(Arc::new(Delivery::live(event)))
    }

    /// The notice of an event that is not durable; `None` for those that are, which are put in
    /// order first.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Message(_) | Event::StandsAt { .. } => None,
            Event::Read { room, user, marker } => Some(Self::Read {
                room: *room,
                user: *user,
                marker: *marker,
            }),
            Event::RoomUpdated(room) => Self::room_updated(room),
            Event::RoomDeleted(room) => Self::room_deleted(*room),
            Event::MemberJoined { room, user } => Self::member_joined(*room, *user),
            Event::MemberLeft {
                room,
                user,
                departure,
            } => Self::member_left(*room, *user, *departure),
            Event::CameOnline {
                room,
                person,
                online_count,
            } => {
                let (room_id, user) = (room.get(), User::from(person));
                let event = ServerEvent::UserJoined { room_id, user };
                Self::presence(*room, person, *online_count, &event)
            }
            Event::WentOffline {
                room,
                person,
                online_count,
            } => {
                let (room_id, user) = (room.get(), User::from(person));
                let event = ServerEvent::UserLeft { room_id, user };
                Self::presence(*room, person, *online_count, &event)
            }
            Event::SignedOut { user, ended } => Some(Self::SignedOut {
                user: *user,
                ended: *ended,
            }),
            Event::Typing { room, person } => Self::typing(*room, person),
        }
    }

    fn room_updated(room: &domain::Room) -> Option<Self> {
        let event = ServerEvent::RoomUpdated {
            room: protocol::Room::new(room, None),
        };
        let frame = frame(&event)?;
        Some(Self::RoomUpdated {
            room: room.id,
            frame,
        })
    }

    fn room_deleted(room: RoomId) -> Option<Self> {
        let room_id = room.get();
        let frame = frame(&ServerEvent::RoomDeleted { room_id })?;
        Some(Self::RoomDeleted { room, frame })
    }

    fn member_joined(room: RoomId, user: UserId) -> Option<Self> {
        let frame = membership(room, user, MembershipChange::Joined)?;
        Some(Self::MemberJoined { room, user, frame })
    }

    fn member_left(room: RoomId, user: UserId, departure: Departure) -> Option<Self> {
        let change = match departure {
            Departure::Left => MembershipChange::Left,
            Departure::Removed => MembershipChange::Removed,
        };
        let frame = membership(room, user, change)?;
        Some(Self::MemberLeft { room, user, frame })
    }

    fn presence(
        room: RoomId,
        person: &Person,
        online_count: usize,
        event: &ServerEvent<'_>,
    ) -> Option<Self> {
        let frame = frame(event)?;
        Some(Self::Presence {
            room,
            who: person.id,
            online_count,
            frame,
        })
    }

    fn typing(room: RoomId, person: &Person) -> Option<Self> {
        let (room_id, user) = (room.get(), User::from(person));
        let frame = frame(&ServerEvent::TypingIndicator { room_id, user })?;
        Some(Self::Typing {
            room,
            except: person.id,
            frame,
        })
    }
}

/// Notices that no later look at the database makes up for: they are kept when they do not fit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Owed(Arc<Mutex<Vec<Notice>>>);

impl Owed {
    /// Keeps what must arrive.
    pub(crate) fn keep(&self, notices: &[Notice]) {
        let kept = notices.iter().filter(|notice| notice.must_arrive());
        self.lock().extend(kept.cloned());
    }

    /// Takes out what was kept.
    pub(crate) fn take(&self) -> Vec<Notice> {
        std::mem::take(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Notice>> {
        // Each change is one step that cannot panic halfway.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
