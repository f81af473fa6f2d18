//! What a batch changes, kept in memory until it is written.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Event, Message, MessageChange, MessageEvent, MessageId, NoSeat, ReadMarker, RoomId, RoomKind,
    Seq, Standing, Timestamp, UserId, Version,
};
use sqlx::Error;

use crate::{
    engine::Row,
    log::{change::Target, statement::ROOM_AT},
    rooms::{kind_named, no_seat},
};

/// A room of the batch, locked.
#[derive(Debug, Clone)]
pub(crate) struct RoomState {
    pub(crate) kind: RoomKind,
    pub(crate) created_by: UserId,
    pub(crate) last_seq: Seq,
    pub(crate) version: Version,
    pub(crate) last_message_at: Option<Timestamp>,
    pub(crate) is_changed: bool,
}

impl RoomState {
    /// The room takes its next version.
    pub(crate) const fn change(&mut self) -> Version {
        self.version = self.version.next();
        self.is_changed = true;
        self.version
    }

    /// The room takes one more message; its time never goes backwards.
    pub(crate) fn post(&mut self, at: Timestamp) -> (Seq, Version, Timestamp) {
        let at = self.last_message_at.map_or(at, |last| last.max(at));
        self.last_seq = self.last_seq.next();
        self.last_message_at = Some(at);
        (self.last_seq, self.change(), at)
    }

    /// Where `user` stands in the room.
    pub(crate) fn standing(&self, user: UserId, is_member: bool) -> Standing {
        Standing {
            user,
            is_member,
            is_creator: self.created_by == user,
            sees_room: is_member || self.kind == RoomKind::Public,
        }
    }
}

/// Everything that a batch changes.
#[derive(Default)]
pub(crate) struct Work {
    pub(crate) rooms: BTreeMap<RoomId, RoomState>,
    /// The id of the next message, where the writer chooses it.
    pub(crate) next_id: Option<i64>,
    /// New messages, in the order of their versions.
    pub(crate) posts: Vec<Message>,
    pub(crate) targets: HashMap<MessageId, Target>,
    pub(crate) markers: BTreeMap<(RoomId, UserId), ReadMarker>,
    pub(crate) events: Vec<Event>,
}

impl Work {
    /// The rooms that the transaction's opening locked.
    pub(crate) fn on(opening: &[Row]) -> Result<Self, Error> {
        let mut work = Self::default();
        for row in opening {
            let Some(id) = row.get(ROOM_AT)? else {
                continue;
            };
            let room = RoomState {
                kind: kind_named(row.get(ROOM_AT + 1)?),
                created_by: UserId::restored(row.get(ROOM_AT + 2)?),
                last_seq: Seq::restored(row.get(ROOM_AT + 3)?),
                version: Version::restored(row.get(ROOM_AT + 4)?),
                last_message_at: row.maybe_time(ROOM_AT + 5)?,
                is_changed: false,
            };
            work.rooms.insert(RoomId::restored(id), room);
            let last_id: Option<i64> = row.get(ROOM_AT + 6)?;
            work.next_id = last_id.map(|id| id + 1);
        }
        Ok(work)
    }

    /// Tells of a change of a message; called in version order.
    pub(crate) fn tell(&mut self, room: RoomId, version: Version, change: MessageChange) {
        self.events.push(Event::Message(MessageEvent {
            room,
            version,
            change,
        }));
    }

    /// What somebody without a seat in `room` is told.
    pub(crate) fn no_seat(&self, room: RoomId) -> NoSeat {
        self.rooms
            .get(&room)
            .map_or(NoSeat::NoSuchRoom, |room| no_seat(room.kind))
    }

    /// Whether nothing has to be written.
    pub(crate) fn is_empty(&self) -> bool {
        self.markers.is_empty() && self.rooms.values().all(|room| !room.is_changed)
    }
}
