//! Opaque cursors: a position in a list, good for that list only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{MessageId, NameKey, RoomId, Seq};
use thiserror::Error;

/// The text is no cursor of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a cursor of this list")]
pub struct InvalidCursor;

/// A place in one room's messages: for history, `newer` and search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeqCursor {
    /// The room that it is good for.
    pub room: RoomId,
    /// The last message that was seen.
    pub seq: Seq,
}

impl SeqCursor {
    /// The cursor as clients carry it.
    pub fn encode(self) -> String {
        URL_SAFE_NO_PAD.encode(format!("s.{}.{}", self.room, self.seq))
    }

    /// Reads a cursor of `room`.
    pub fn decode(text: &str, room: RoomId) -> Result<Seq, InvalidCursor> {
        let inner = decode(text, "s.")?;
        let (of, seq) = inner.split_once('.').ok_or(InvalidCursor)?;
        if number(of)? != room.get() {
            return Err(InvalidCursor);
        }
        Seq::parse(number(seq)?).map_err(|_| InvalidCursor)
    }
}

/// A place in a list that is ordered by id: rooms, or messages of all rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdCursor(i64);

impl IdCursor {
    /// The cursor as clients carry it.
    pub fn encode(self) -> String {
        URL_SAFE_NO_PAD.encode(format!("i.{}", self.0))
    }

    /// Reads a cursor.
    pub fn decode(text: &str) -> Result<Self, InvalidCursor> {
        number(&decode(text, "i.")?).map(Self)
    }

    /// As a room's id.
    pub fn room(self) -> Result<RoomId, InvalidCursor> {
        RoomId::parse(self.0).map_err(|_| InvalidCursor)
    }

    /// As a message's id.
    pub fn message(self) -> Result<MessageId, InvalidCursor> {
        MessageId::parse(self.0).map_err(|_| InvalidCursor)
    }
}

impl From<RoomId> for IdCursor {
    fn from(room: RoomId) -> Self {
        Self(room.get())
    }
}

impl From<MessageId> for IdCursor {
    fn from(message: MessageId) -> Self {
        Self(message.get())
    }
}

/// A place in a list of people that is ordered by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameCursor(pub NameKey);

impl NameCursor {
    /// The cursor as clients carry it.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("n.{}", self.0.as_str()))
    }

    /// Reads a cursor.
    pub fn decode(text: &str) -> Result<Self, InvalidCursor> {
        decode(text, "n.").map(|key| Self(NameKey::restored(key)))
    }
}

fn decode(text: &str, kind: &str) -> Result<String, InvalidCursor> {
    // The longest name key is far shorter; anything longer was not made here.
    if text.len() > 1_024 {
        return Err(InvalidCursor);
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidCursor)?;
    let inner = String::from_utf8(bytes).map_err(|_| InvalidCursor)?;
    match inner.strip_prefix(kind) {
        Some(rest) if !rest.contains('\0') => Ok(rest.to_owned()),
        _ => Err(InvalidCursor),
    }
}

fn number(text: &str) -> Result<i64, InvalidCursor> {
    text.parse().map_err(|_| InvalidCursor)
}
