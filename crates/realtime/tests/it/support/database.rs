//! The rooms' truth, in memory: what is committed here may or may not be told by the broker.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use domain::{
    ChangedMessage, ClientId, Emoji, Event, Fault, Message, MessageBody, MessageChange,
    MessageEvent, MessageId, Person, ReactionTally, Reactor, RoomHead, RoomId, Seq, Timestamp,
    UserId, Version,
};

use super::gate::Gate;

/// A call that a test may hold back, break or count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Call {
    Membership,
    ChangedSince,
    Heal,
    Seats,
}

#[derive(Default)]
pub(crate) struct Database {
    pub(crate) gate: Gate<Call>,
    state: Mutex<State>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) rooms: HashMap<RoomId, StoredRoom>,
    messages: i64,
    calls: HashMap<Call, usize>,
    broken: HashMap<Call, usize>,
    /// How far a lagging replica is behind.
    pub(crate) unseen: i64,
}

#[derive(Default, Clone)]
pub(crate) struct StoredRoom {
    pub(crate) head: RoomHead,
    pub(crate) messages: Vec<Stored>,
    /// Who sits here, and how far they have read.
    pub(crate) read: HashMap<UserId, Seq>,
}

#[derive(Clone)]
pub(crate) struct Stored {
    pub(crate) message: Message,
    pub(crate) posted: Version,
    pub(crate) rewritten: Version,
    pub(crate) reactions: Vec<(Emoji, UserId)>,
}

impl Database {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(crate) fn seat(&self, room: RoomId, person: &Person) {
        let mut state = self.state();
        let room = state.rooms.entry(room).or_default();
        room.read.insert(person.id, room.head.last_seq);
    }

    pub(crate) fn unseat(&self, room: RoomId, person: &Person) {
        self.room(&mut self.state(), room).read.remove(&person.id);
    }

    pub(crate) fn delete_room(&self, room: RoomId) {
        self.state().rooms.remove(&room);
    }

    pub(crate) fn head(&self, room: RoomId) -> RoomHead {
        self.state().rooms[&room].head
    }

    /// The call fails that many times from now on.
    pub(crate) fn break_down(&self, call: Call, times: usize) {
        self.state().broken.insert(call, times);
    }

    pub(crate) fn calls(&self, call: Call) -> usize {
        self.state().calls.get(&call).copied().unwrap_or(0)
    }

    pub(crate) fn count(&self, call: Call) -> Result<(), Fault> {
        let mut state = self.state();
        *state.calls.entry(call).or_default() += 1;
        match state.broken.get_mut(&call) {
            Some(left) if *left > 0 => {
                *left -= 1;
                Err(Fault::new("read", "the disk is on fire"))
            }
            Some(_) | None => Ok(()),
        }
    }

    fn room<'a>(&self, state: &'a mut State, room: RoomId) -> &'a mut StoredRoom {
        state.rooms.get_mut(&room).unwrap()
    }

    pub(crate) fn post(&self, room: RoomId, author: &Person, text: &str) -> Event {
        self.post_as(room, author, text, None)
    }

    pub(crate) fn post_as(
        &self,
        room: RoomId,
        author: &Person,
        text: &str,
        client_id: Option<ClientId>,
    ) -> Event {
        let mut state = self.state();
        state.messages += 1;
        let id = MessageId::restored(state.messages);
        let stored = self.room(&mut state, room);
        stored.head.last_seq = stored.head.last_seq.next();
        let version = stored.next_version();
        let message = Message {
            id,
            room,
            seq: stored.head.last_seq,
            version,
            author: author.clone(),
            body: MessageBody::restored(text),
            created_at: Timestamp::from_micros(id.get()),
            edited_at: None,
            deleted_at: None,
            reply_to: None,
            client_id,
            reactions: Vec::new(),
        };
        stored.read.insert(author.id, message.seq);
        stored.messages.push(Stored {
            message: message.clone(),
            posted: version,
            rewritten: version,
            reactions: Vec::new(),
        });
        event(room, version, MessageChange::Posted(message))
    }

    pub(crate) fn edit(&self, room: RoomId, message: MessageId, text: &str) -> Event {
        let mut state = self.state();
        let (stored, version) = self.room(&mut state, room).touch(message);
        stored.rewritten = version;
        stored.message.body = MessageBody::restored(text);
        stored.message.edited_at = Some(Timestamp::from_micros(version.get()));
        let message = stored.message.clone();
        event(room, version, MessageChange::Edited(message))
    }

    pub(crate) fn delete(&self, room: RoomId, message: MessageId) -> Event {
        let mut state = self.state();
        let (stored, version) = self.room(&mut state, room).touch(message);
        let at = Timestamp::from_micros(version.get());
        stored.rewritten = version;
        stored.message.body = MessageBody::scrubbed();
        stored.message.deleted_at = Some(at);
        stored.reactions.clear();
        event(room, version, MessageChange::Deleted { message, at })
    }

    /// Gives the reaction, or takes it back when it was given before.
    pub(crate) fn react(
        &self,
        room: RoomId,
        message: MessageId,
        user: UserId,
        emoji: &str,
    ) -> Event {
        let emoji = Emoji::parse(emoji).unwrap();
        let given = (emoji.clone(), user);
        let mut state = self.state();
        let (stored, version) = self.room(&mut state, room).touch(message);
        let was_given = stored.reactions.contains(&given);
        if was_given {
            stored.reactions.retain(|it| *it != given);
        } else {
            stored.reactions.push(given);
        }
        let count = stored.reactions.iter().filter(|(it, _)| *it == emoji);
        let count = i64::try_from(count.count()).unwrap();
        let change = match was_given {
            true => MessageChange::ReactionRemoved {
                message,
                emoji,
                user,
                count,
            },
            false => MessageChange::ReactionAdded {
                message,
                emoji,
                user,
                count,
            },
        };
        event(room, version, change)
    }
}

fn event(room: RoomId, version: Version, change: MessageChange) -> Event {
    Event::Message(MessageEvent {
        room,
        version,
        change,
    })
}

impl StoredRoom {
    fn next_version(&mut self) -> Version {
        self.head.version = self.head.version.next();
        self.head.version
    }

    fn touch(&mut self, message: MessageId) -> (&mut Stored, Version) {
        let version = self.next_version();
        let mut messages = self.messages.iter_mut();
        let stored = messages.find(|it| it.message.id == message).unwrap();
        stored.message.version = version;
        (stored, version)
    }

    pub(crate) fn changed(&self, since: Version, viewer: Option<UserId>) -> Vec<ChangedMessage> {
        let mut changed: Vec<_> = self
            .messages
            .iter()
            .filter(|stored| stored.message.version > since)
            .map(|stored| stored.seen_by(viewer))
            .collect();
        changed.sort_by_key(|changed| changed.message.version);
        changed
    }

    pub(crate) fn reactors(&self, since: Version) -> Vec<Reactor> {
        let changed = self.messages.iter();
        let changed = changed.filter(|stored| stored.message.version > since);
        changed.flat_map(Stored::reactors).collect()
    }
}

impl Stored {
    pub(crate) fn seen_by(&self, viewer: Option<UserId>) -> ChangedMessage {
        let mut tallies: Vec<ReactionTally> = Vec::new();
        for (emoji, user) in &self.reactions {
            if !tallies.iter().any(|tally| tally.emoji == *emoji) {
                tallies.push(ReactionTally {
                    emoji: emoji.clone(),
                    count: 0,
                    by_viewer: false,
                });
            }
            let tally = tallies.iter_mut().find(|tally| tally.emoji == *emoji);
            let tally = tally.unwrap();
            tally.count += 1;
            tally.by_viewer |= viewer == Some(*user);
        }
        let mut message = self.message.clone();
        message.reactions = tallies;
        ChangedMessage {
            message,
            posted_version: self.posted,
            body_version: self.rewritten,
        }
    }

    fn reactors(&self) -> impl Iterator<Item = Reactor> {
        self.reactions.iter().map(|(emoji, user)| Reactor {
            message: self.message.id,
            emoji: emoji.clone(),
            user: *user,
        })
    }
}
