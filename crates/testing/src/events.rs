//! Events that wait to be looked at.

use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{Event, Events, MessageEvent, RoomId};

/// Keeps every event in the order in which it was told.
#[derive(Debug, Default)]
pub struct RecordingEvents(Mutex<Vec<Event>>);

impl RecordingEvents {
    /// Everything told so far.
    pub fn all(&self) -> Vec<Event> {
        self.lock().clone()
    }

    /// Everything told since the last call.
    pub fn take(&self) -> Vec<Event> {
        std::mem::take(&mut self.lock())
    }

    /// The changes of messages of `room`, in the order in which they were told.
    pub fn of_messages(&self, room: RoomId) -> Vec<MessageEvent> {
        let in_room = |event: Event| match event {
            Event::Message(event) if event.room == room => Some(event),
            Event::Message(_)
            | Event::StandsAt { .. }
            | Event::Read { .. }
            | Event::RoomUpdated(_)
            | Event::RoomDeleted(_)
            | Event::MemberJoined { .. }
            | Event::MemberLeft { .. }
            | Event::CameOnline { .. }
            | Event::WentOffline { .. }
            | Event::SignedOut { .. }
            | Event::Typing { .. } => None,
        };
        self.all().into_iter().filter_map(in_room).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Event>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Events for RecordingEvents {
    fn publish(&self, events: Vec<Event>) {
        self.lock().extend(events);
    }
}
