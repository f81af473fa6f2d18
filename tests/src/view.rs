//! A client's own idea of a room: the events it heard, applied to what it knew before.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// One room as a client holds it.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The version last applied.
    pub version: i64,
    /// The database that the version is of.
    pub epoch: String,
    messages: BTreeMap<i64, Value>,
    /// Whether a `subscribed` told it to load the history anew.
    pub was_reset: bool,
    /// Whether what comes now is live: then every version comes, and comes alone.
    is_live: bool,
}

impl View {
    /// The messages by `seq`, as far as a fresh read would tell them to anybody.
    pub fn messages(&self) -> Vec<Value> {
        let mut messages: Vec<_> = self.messages.values().map(essence).collect();
        messages.sort_by_key(|message| message["seq"].as_i64());
        messages
    }

    /// The same of a history that was read.
    pub fn of_history(messages: &[Value]) -> Vec<Value> {
        messages.iter().map(essence).collect()
    }

    /// The order to subscribe from where this view is.
    pub fn subscription(&mut self, room: i64) -> Value {
        self.is_live = false;
        if self.epoch.is_empty() {
            return json!({"action": "subscribe", "room_id": room, "since": 0});
        }
        json!({
            "action": "subscribe", "room_id": room, "since": self.version, "epoch": self.epoch,
        })
    }

    /// Applies one event of the room. A version that is not the next one breaks the promise.
    pub fn apply(&mut self, event: &Value) {
        if event["type"] == "subscribed" {
            self.subscribed(event);
            return;
        }
        let Some(version) = event["version"].as_i64() else {
            return;
        };
        // A replay skips versions that a later one replaced; nothing ever goes back.
        let is_in_order = match self.is_live {
            true => version == self.version + 1,
            false => version >= self.version,
        };
        assert!(is_in_order, "{event} after version {}", self.version);
        self.version = version;
        self.change(event);
    }

    fn subscribed(&mut self, event: &Value) {
        self.version = self.version.max(event["version"].as_i64().unwrap());
        event["epoch"].as_str().unwrap().clone_into(&mut self.epoch);
        self.was_reset = event["resume"] == "reset";
        self.is_live = true;
    }

    fn change(&mut self, event: &Value) {
        let message = &event["message"];
        match event["type"].as_str().unwrap() {
            "new_message" => {
                let id = message["id"].as_i64().unwrap();
                let twice = self.messages.insert(id, message.clone());
                assert!(twice.is_none(), "told twice: {event}");
            }
            "message_edited" => {
                let known = self.known(message["id"].as_i64());
                known["content"] = message["content"].clone();
                known["edited_at"] = message["edited_at"].clone();
            }
            "message_deleted" => {
                let known = self.known(message["id"].as_i64());
                known["content"] = json!("");
                known["deleted_at"] = message["deleted_at"].clone();
                known["reactions"] = json!([]);
            }
            "reactions_changed" => {
                let known = self.known(event["message_id"].as_i64());
                known["reactions"] = event["reactions"].clone();
            }
            "reaction_added" | "reaction_removed" => self.react(&event["reaction"]),
            other => panic!("a durable event nobody knows: {other}"),
        }
    }

    fn react(&mut self, reaction: &Value) {
        let known = self.known(reaction["message_id"].as_i64());
        let reactions = known["reactions"].as_array_mut().unwrap();
        let place = reactions
            .iter()
            .position(|it| it["emoji"] == reaction["emoji"]);
        let count = &reaction["count"];
        match place {
            Some(place) if count == 0 => drop(reactions.remove(place)),
            Some(place) => reactions[place]["count"] = count.clone(),
            None => reactions.push(json!({"emoji": reaction["emoji"], "count": count})),
        }
    }

    fn known(&mut self, id: Option<i64>) -> &mut Value {
        let id = id.unwrap();
        self.messages
            .get_mut(&id)
            .unwrap_or_else(|| panic!("message {id} was never told"))
    }
}

/// What every reader of a message agrees on.
fn essence(message: &Value) -> Value {
    let reactions = message["reactions"].as_array().cloned().unwrap_or_default();
    let reactions = reactions.iter().map(|it| json!([it["emoji"], it["count"]]));
    json!({
        "id": message["id"],
        "seq": message["seq"],
        "user_id": message["user_id"],
        "content": message["content"],
        "edited": !message["edited_at"].is_null(),
        "deleted": !message["deleted_at"].is_null(),
        "reactions": reactions.collect::<Vec<_>>(),
    })
}
