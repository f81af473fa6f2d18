//! A row of `messages` joined with its author becomes a [`Message`].

use domain::{
    ClientId, Emoji, Message, MessageBody, MessageId, Person, ReactionTally, RoomId, Seq, UserId,
    Username, Version,
};
use sqlx::Error;
use uuid::Uuid;

use crate::engine::{Dialect, Draft, Row};

/// How many columns [`columns`] names.
pub(crate) const COLUMNS: usize = 13;

/// The columns of a message `m` and its author `u`, with the reactions as `viewer` sees them: an SQL
/// expression. Messages without reactions, nearly all, cost no look-up.
pub(crate) fn columns(draft: &Draft, viewer: &str) -> String {
    let tallies = match draft.dialect() {
        Dialect::Sqlite => format!(
            "(SELECT json_group_array(json_array(t.emoji, t.people, t.mine)) FROM ( \
                SELECT e.emoji, count(*) AS people, max(e.user_id = {viewer}) AS mine \
                FROM message_reactions e WHERE e.message_id = m.id \
                GROUP BY e.emoji ORDER BY min(e.first_version)) t)"
        ),
        Dialect::Postgres => format!(
            "(SELECT json_agg(json_build_array(t.emoji, t.people, t.mine) ORDER BY t.first)::text \
                FROM (SELECT e.emoji, count(*) AS people, min(e.first_version) AS first, \
                max((e.user_id = {viewer})::int) AS mine \
                FROM message_reactions e WHERE e.message_id = m.id GROUP BY e.emoji) t)"
        ),
    };
    format!(
        "m.id, m.room_id, m.seq, m.version, m.user_id, u.username, m.content, m.created_at, \
         m.edited_at, m.deleted_at, m.reply_to, m.client_id, \
         CASE WHEN m.reaction_count > 0 THEN {tallies} END AS reactions"
    )
}

/// Who reacted how to message `m`, in the order of first use; read by [`reactions_of`].
pub(crate) fn reactors(draft: &Draft) -> String {
    let list = draft.either(
        "(SELECT json_group_array(json_array(t.emoji, t.user_id, t.first_version)) FROM ( \
            SELECT e.emoji, e.user_id, e.first_version FROM message_reactions e \
            WHERE e.message_id = m.id ORDER BY e.first_version, e.user_id) t)",
        "(SELECT json_agg(json_build_array(e.emoji, e.user_id, e.first_version) \
            ORDER BY e.first_version, e.user_id)::text \
            FROM message_reactions e WHERE e.message_id = m.id)",
    );
    format!("CASE WHEN m.reaction_count > 0 THEN {list} END AS reactors")
}

/// Where in a row a message begins, and who is to see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MessageRow {
    pub(crate) at: usize,
    /// `None` when it is read for everybody at once.
    pub(crate) viewer: Option<UserId>,
}

impl MessageRow {
    /// A message that begins at the first column, for `viewer`.
    pub(crate) const fn seen_by(viewer: UserId) -> Self {
        Self {
            at: 0,
            viewer: Some(viewer),
        }
    }

    /// The message of `row`. A client id is told to nobody but its author.
    pub(crate) fn read(self, row: &Row) -> Result<Message, Error> {
        let Self { at, viewer } = self;
        let author = UserId::restored(row.get(at + 4)?);
        let client_id: Option<Uuid> = match viewer {
            Some(viewer) if viewer != author => None,
            Some(_) | None => row.get(at + 11)?,
        };
        let reply_to: Option<i64> = row.get(at + 10)?;
        let reactions: Option<&str> = row.get(at + 12)?;
        Ok(Message {
            id: MessageId::restored(row.get(at)?),
            room: RoomId::restored(row.get(at + 1)?),
            seq: Seq::restored(row.get(at + 2)?),
            version: Version::restored(row.get(at + 3)?),
            author: Person {
                id: author,
                username: Username::restored(row.get::<&str>(at + 5)?),
            },
            body: MessageBody::restored(row.get::<&str>(at + 6)?),
            created_at: row.time(at + 7)?,
            edited_at: row.maybe_time(at + 8)?,
            deleted_at: row.maybe_time(at + 9)?,
            reply_to: reply_to.map(MessageId::restored),
            client_id: client_id.map(ClientId::restored),
            reactions: tallies_of(parse(reactions)?),
        })
    }

    /// The messages of `rows`.
    pub(crate) fn read_all(self, rows: &[Row]) -> Result<Vec<Message>, Error> {
        rows.iter().map(|row| self.read(row)).collect()
    }
}

/// An emoji, how many people gave it, and whether the viewer is one of them.
pub(super) type Tally = (String, i64, i64);

pub(super) fn tallies_of(listed: Vec<Tally>) -> Vec<ReactionTally> {
    let tally = |(emoji, count, mine): Tally| ReactionTally {
        emoji: Emoji::restored(emoji),
        count,
        by_viewer: mine > 0,
    };
    listed.into_iter().map(tally).collect()
}

fn parse(json: Option<&str>) -> Result<Vec<(String, i64, i64)>, Error> {
    match json {
        Some(json) => serde_json::from_str(json).map_err(|error| Error::Decode(Box::new(error))),
        None => Ok(Vec::new()),
    }
}

/// One person's reaction to a message, and the version at which its emoji appeared there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reaction {
    pub(crate) emoji: Emoji,
    pub(crate) user: UserId,
    pub(crate) since: Version,
}

/// The reactions that [`reactors`] listed in column `at`.
pub(crate) fn reactions_of(row: &Row, at: usize) -> Result<Vec<Reaction>, Error> {
    let listed = parse(row.get(at)?)?;
    let reaction = |(emoji, user, since): (String, i64, i64)| Reaction {
        emoji: Emoji::restored(emoji),
        user: UserId::restored(user),
        since: Version::restored(since),
    };
    Ok(listed.into_iter().map(reaction).collect())
}
