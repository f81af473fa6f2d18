//! The few actions and events of the protocol that the yardstick knows, read and written by hand.

use std::io::Write;

use bytes::Bytes;

use super::order::Author;
use crate::{
    frame,
    needle::{self, Needle},
};

/// A message as its author sent it; the texts are still JSON-escaped.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) room: u64,
    pub(crate) content: &'a [u8],
    pub(crate) client_id: &'a [u8],
}

/// What a client asks for.
#[derive(Debug)]
pub(crate) enum Action<'a> {
    Subscribe { room: u64 },
    SendMessage(Draft<'a>),
}

/// Reads actions; one for each core, as it learns where the keys stand.
#[derive(Debug)]
pub(crate) struct ActionReader {
    send_message: Needle,
    subscribe: Needle,
    room: Needle,
    content: Needle,
    client_id: Needle,
}

impl ActionReader {
    pub(crate) fn new() -> Self {
        Self {
            send_message: Needle::new(r#""action":"send_message""#),
            subscribe: Needle::new(r#""action":"subscribe""#),
            room: Needle::new(r#""room_id":"#),
            content: Needle::new(r#""content":""#),
            client_id: Needle::new(r#""client_id":""#),
        }
    }

    pub(crate) fn read<'a>(&mut self, text: &'a [u8]) -> Option<Action<'a>> {
        let room = needle::number(self.room.after(text)?)?;
        if self.send_message.after(text).is_some() {
            let content = needle::string(self.content.after(text)?)?;
            let client_id = needle::string(self.client_id.after(text)?)?;
            return Some(Action::SendMessage(Draft {
                room,
                content,
                client_id,
            }));
        }
        self.subscribe
            .after(text)
            .map(|_| Action::Subscribe { room })
    }
}

/// The frames of a message: for everybody, and for its author. Same fields, order and size as the real server's.
pub(crate) fn new_message(seq: u64, author: Author, draft: &Draft<'_>) -> (Bytes, Bytes) {
    let mut text = Vec::with_capacity(512);
    let (room, user) = (draft.room, author.socket % 64 + 1);
    // Writing to a `Vec` cannot fail.
    let _ = write!(
        text,
        r#"{{"type":"new_message","message":{{"id":{seq},"room_id":{room},"seq":{seq},"version":{seq},"user_id":{user},"username":"bench-{user}","content":""#
    );
    text.extend_from_slice(draft.content);
    text.extend_from_slice(
        br#"","created_at":"2026-01-01T00:00:00.000000Z","edited_at":null,"deleted_at":null,"reply_to":null,"reactions":[],"attachments":[]"#,
    );
    let shared = framed(&[&text, b"}}"]);
    let own = framed(&[&text, br#","client_id":""#, draft.client_id, br#""}}"#]);
    (shared, own)
}

/// The answer to a subscription.
pub(crate) fn subscribed(room: u64, last: u64) -> Bytes {
    let text = format!(
        r#"{{"type":"subscribed","room_id":{room},"online_users":[],"last_seq":{last},"version":{last}}}"#
    );
    framed(&[text.as_bytes()])
}

fn framed(parts: &[&[u8]]) -> Bytes {
    let payload = parts.concat();
    let mut wire = Vec::with_capacity(payload.len() + 10);
    frame::push(&mut wire, frame::TEXT, &payload);
    Bytes::from(wire)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_read_and_others_ignored() {
        let mut reader = ActionReader::new();
        assert!(matches!(
            reader.read(br#"{"action":"subscribe","room_id":7}"#),
            Some(Action::Subscribe { room: 7 })
        ));
        let text = br#"{"action":"send_message","room_id":7,"content":"a \"b\"","client_id":"c"}"#;
        assert!(matches!(
            reader.read(text),
            Some(Action::SendMessage(Draft {
                room: 7,
                content: br#"a \"b\""#,
                client_id: b"c"
            }))
        ));
        assert!(reader.read(br#"{"action":"ping"}"#).is_none());
    }
}
