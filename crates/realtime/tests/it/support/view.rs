//! What a client knows of a room by applying events to what it knew, strictly: an event out of
//! order, told twice or about something unknown fails the test.

use std::collections::BTreeMap;

use domain::{RoomId, UserId};
use serde_json::Value;

use super::Database;

#[derive(Debug, PartialEq)]
pub(crate) struct View {
    me: i64,
    version: i64,
    was_edit: bool,
    messages: BTreeMap<i64, Seen>,
}

#[derive(Debug, Default, PartialEq)]
struct Seen {
    seq: i64,
    content: String,
    /// Nobody cares whether what is deleted was edited.
    is_edited: bool,
    is_deleted: bool,
    /// How many, and whether I am one of them.
    reactions: BTreeMap<String, (i64, bool)>,
}

impl View {
    pub(crate) fn empty(me: UserId) -> Self {
        Self {
            me: me.get(),
            version: 0,
            was_edit: false,
            messages: BTreeMap::new(),
        }
    }

    /// What `me` would read from the database.
    pub(crate) fn of(database: &Database, room: RoomId, me: UserId) -> Self {
        let state = database.state();
        let stored = &state.rooms[&room];
        let mut view = Self::empty(me);
        view.version = stored.head.version.get();
        for message in &stored.messages {
            let message = message.seen_by(Some(me)).message;
            let reactions = message.reactions.iter();
            let reactions = reactions.map(|tally| {
                let emoji = tally.emoji.as_str().to_owned();
                (emoji, (tally.count, tally.by_viewer))
            });
            let seen = Seen {
                seq: message.seq.get(),
                content: message.body.as_str().to_owned(),
                is_edited: message.edited_at.is_some() && message.deleted_at.is_none(),
                is_deleted: message.deleted_at.is_some(),
                reactions: reactions.collect(),
            };
            view.messages.insert(message.id.get(), seen);
        }
        view
    }

    pub(crate) fn apply_all(&mut self, frames: &[Value]) {
        for frame in frames {
            self.apply(frame);
        }
        // Whether the last frame was an edit is no part of what is known.
        self.was_edit = false;
    }

    fn apply(&mut self, frame: &Value) {
        let kind = frame["type"].as_str().unwrap();
        match kind {
            "subscribed" => {
                let version = number(&frame["version"]);
                assert!(version >= self.version, "goes back: {frame}");
                self.version = version;
                return;
            }
            "user_joined" | "user_left" => return,
            _ => self.advance(kind, frame),
        }
        let message = &frame["message"];
        match kind {
            "new_message" => {
                let known = self
                    .messages
                    .insert(number(&message["id"]), posted(message));
                assert_eq!(known, None, "told twice: {frame}");
            }
            "message_edited" => {
                let seen = self.known(&message["id"]);
                seen.content = text(&message["content"]);
                seen.is_edited = true;
            }
            "message_deleted" => {
                let seen = self.known(&message["id"]);
                seen.content.clear();
                seen.is_edited = false;
                seen.is_deleted = true;
                seen.reactions.clear();
            }
            "reactions_changed" => {
                self.known(&frame["message_id"]).reactions = tallies(&frame["reactions"]);
            }
            "reaction_added" | "reaction_removed" => self.react(kind, &frame["reaction"]),
            other => panic!("unexpected {other}"),
        }
    }

    /// Versions only grow, but an edit is followed by the reactions of the same version.
    fn advance(&mut self, kind: &str, frame: &Value) {
        let version = number(&frame["version"]);
        let is_second_half = kind == "reactions_changed" && self.was_edit;
        let is_in_order = version > self.version || (is_second_half && version == self.version);
        assert!(is_in_order, "out of order: {frame}");
        self.version = version;
        self.was_edit = kind == "message_edited";
    }

    fn known(&mut self, id: &Value) -> &mut Seen {
        self.messages.get_mut(&number(id)).unwrap()
    }

    fn react(&mut self, kind: &str, reaction: &Value) {
        let is_mine = number(&reaction["user_id"]) == self.me;
        let count = number(&reaction["count"]);
        let emoji = text(&reaction["emoji"]);
        let reactions = &mut self.known(&reaction["message_id"]).reactions;
        if count == 0 {
            reactions.remove(&emoji);
            return;
        }
        let tally = reactions.entry(emoji).or_default();
        tally.0 = count;
        if is_mine {
            tally.1 = kind == "reaction_added";
        }
    }
}

fn posted(message: &Value) -> Seen {
    Seen {
        seq: number(&message["seq"]),
        content: text(&message["content"]),
        is_edited: !message["edited_at"].is_null() && message["deleted_at"].is_null(),
        is_deleted: !message["deleted_at"].is_null(),
        reactions: tallies(&message["reactions"]),
    }
}

fn tallies(reactions: &Value) -> BTreeMap<String, (i64, bool)> {
    let reactions = reactions.as_array().unwrap().iter();
    let reactions = reactions.map(|tally| {
        let is_mine = tally["reacted_by_me"].as_bool().unwrap();
        (text(&tally["emoji"]), (number(&tally["count"]), is_mine))
    });
    reactions.collect()
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
