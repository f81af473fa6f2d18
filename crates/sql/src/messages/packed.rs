//! A whole page in one row.
//!
//! SQLite's driver copies each value of each row between threads; for a page of messages that costs
//! more than finding them. So SQLite puts the page into one JSON text, which is read in place.
//! PostgreSQL sends rows as they are.

use domain::{
    ClientId, Message, MessageBody, MessageId, Person, RoomId, Seq, Timestamp, UserId, Username,
    Version,
};
use sqlx::Error;
use uuid::Uuid;

use super::row::{MessageRow, Tally, tallies_of};
use crate::engine::{Dialect, Draft, Row};

/// `page`, a selection of [`columns`](super::columns), as one row on SQLite.
pub(super) fn packed(draft: &Draft, page: &str) -> String {
    match draft.dialect() {
        Dialect::Sqlite => format!(
            "SELECT json_group_array(json_array(id, room_id, seq, version, user_id, username, \
             content, created_at, edited_at, deleted_at, reply_to, hex(client_id), \
             json(reactions))) FROM ({page})"
        ),
        Dialect::Postgres => page.to_owned(),
    }
}

/// The columns in their order.
type Packed = (
    i64,
    i64,
    i64,
    i64,
    i64,
    String,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    String,
    Option<Vec<Tally>>,
);

impl MessageRow {
    /// The messages of a [`packed`] page.
    pub(super) fn unpack(self, rows: &[Row]) -> Result<Vec<Message>, Error> {
        match rows {
            [only @ Row::Sqlite(_)] => {
                let page: Vec<Packed> = serde_json::from_str(only.get(0)?)
                    .map_err(|error| Error::Decode(Box::new(error)))?;
                Ok(page
                    .into_iter()
                    .map(|message| self.message_of(message))
                    .collect())
            }
            rows => self.read_all(rows),
        }
    }

    fn message_of(self, packed: Packed) -> Message {
        let (id, room, seq, version, user, username, content, created, ..) = packed;
        let (.., edited, deleted, reply_to, client_id, reactions) = packed;
        let author = UserId::restored(user);
        let is_told = self.viewer.is_none_or(|viewer| viewer == author);
        let client_id = Uuid::try_parse(&client_id).ok().filter(|_| is_told);
        Message {
            id: MessageId::restored(id),
            room: RoomId::restored(room),
            seq: Seq::restored(seq),
            version: Version::restored(version),
            author: Person {
                id: author,
                username: Username::restored(username),
            },
            body: MessageBody::restored(content),
            created_at: Timestamp::from_micros(created),
            edited_at: edited.map(Timestamp::from_micros),
            deleted_at: deleted.map(Timestamp::from_micros),
            reply_to: reply_to.map(MessageId::restored),
            client_id: client_id.map(ClientId::restored),
            reactions: tallies_of(reactions.unwrap_or_default()),
        }
    }
}
