//! Search: stemmed English words, newest first.
//!
//! SQLite walks its index backwards by message id, which within a room is the order of `seq`, and
//! stops at the limit. PostgreSQL's index has no order: a common word is found by walking through the
//! newest messages, a rare one by asking the index for all of its matches. Its planner can't tell
//! which is which, so both are tried in that order, and written so that there is nothing to choose.

use std::sync::LazyLock;

use domain::{Fault, Membership, MessageId, MessagePage, RoomId, SearchQuery, Seq, UserId};

use super::{MessageRow, columns, history::cut, packed};
use crate::{
    engine::{Arg, Dialect, Draft, Sql, Store},
    words,
};

/// In one room: `$1` asks, `$2` is the room, `$3` the words, `$4` where to begin.
pub(crate) static SEARCH: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| match draft.dialect() {
        Dialect::Sqlite => select(
            draft,
            "messages_search f CROSS JOIN messages m ON m.id = f.rowid \
             CROSS JOIN users u ON u.id = m.user_id \
             WHERE f.messages_search MATCH $3 AND m.room_id = $2 AND f.rowid <= ( \
                SELECT b.id FROM messages b WHERE b.room_id = $2 AND b.seq < $4 \
                ORDER BY b.seq DESC LIMIT 1) \
             ORDER BY f.rowid DESC",
        ),
        // A room without older messages than the newest thousand has nothing more to find.
        Dialect::Postgres => all_hits(
            draft,
            "h.room_id = $2 AND h.seq < $4 \
             AND EXISTS (SELECT FROM rooms WHERE id = $2 AND last_seq > 1000) ORDER BY h.seq DESC",
        ),
    })
});

/// In all rooms of `$2`, as [`SEARCH`]; `$4` is a message id.
pub(crate) static SEARCH_EVERYWHERE: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| match draft.dialect() {
        Dialect::Sqlite => select(
            draft,
            "messages_search f CROSS JOIN messages m ON m.id = f.rowid \
             CROSS JOIN user_room s ON s.user_id = $2 AND s.room_id = m.room_id \
             CROSS JOIN users u ON u.id = m.user_id \
             WHERE f.messages_search MATCH $3 AND f.rowid < $4 ORDER BY f.rowid DESC",
        ),
        Dialect::Postgres => all_hits(
            draft,
            "h.id < $4 AND EXISTS (SELECT FROM user_room s \
                WHERE s.user_id = $2 AND s.room_id = h.room_id) ORDER BY h.id DESC",
        ),
    })
});

/// PostgreSQL: all matches of all rooms, then those wanted, then what they say.
fn all_hits(draft: &Draft, wanted: &str) -> String {
    format!(
        "WITH hits AS MATERIALIZED (SELECT id, room_id, seq FROM messages \
            WHERE search_vector @@ plainto_tsquery('english', $3)) \
         SELECT {} FROM (SELECT h.id FROM hits h WHERE {wanted} LIMIT $5) k \
         JOIN messages m ON m.id = k.id JOIN users u ON u.id = m.user_id ORDER BY m.id DESC",
        columns(draft, "$1")
    )
}

/// PostgreSQL: a walk through the newest thousand messages of a room; enough for a word that one
/// message in fifty has.
pub(crate) static SEARCH_NEWEST: LazyLock<Sql> =
    LazyLock::new(|| Sql::new(|draft| newest(draft, "room_id = $2 AND seq < $4 ORDER BY seq", "")));

/// The same through all rooms, keeping those of `$2`.
pub(crate) static SEARCH_EVERYWHERE_NEWEST: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let kept = "AND EXISTS (SELECT FROM user_room s \
            WHERE s.user_id = $2 AND s.room_id = w.room_id)";
        newest(draft, "id < $4 ORDER BY id", kept)
    })
});

fn newest(draft: &Draft, walked: &str, kept: &str) -> String {
    select(
        draft,
        &format!(
            "(SELECT * FROM (SELECT * FROM messages WHERE {walked} DESC LIMIT 1000) w \
                WHERE w.search_vector @@ plainto_tsquery('english', $3) {kept} LIMIT $5) m \
             JOIN users u ON u.id = m.user_id ORDER BY m.id DESC"
        ),
    )
}

fn select(draft: &Draft, found: &str) -> String {
    packed(
        draft,
        &format!("SELECT {} FROM {found} LIMIT $5", columns(draft, "$1")),
    )
}

/// Which part of the matches to read.
pub(super) struct Part<P> {
    pub(super) before: Option<P>,
    pub(super) limit: u32,
}

pub(super) async fn in_room(
    store: &Store,
    right: &Membership,
    query: &SearchQuery,
    part: Part<Seq>,
) -> Result<MessagePage, Fault> {
    let ask = Ask {
        viewer: right.user(),
        place: right.room().get(),
        before: part.before.map_or(i64::MAX, Seq::get),
        limit: part.limit,
    };
    match store.dialect() {
        Dialect::Sqlite => match room_match(right.room(), query) {
            Some(asked) => read(store, &SEARCH, &asked, &ask).await,
            None => Ok(cut(Vec::new(), ask.limit)),
        },
        Dialect::Postgres => read_both(store, [&SEARCH_NEWEST, &SEARCH], query, &ask).await,
    }
}

pub(super) async fn everywhere(
    store: &Store,
    user: UserId,
    query: &SearchQuery,
    part: Part<MessageId>,
) -> Result<MessagePage, Fault> {
    let ask = Ask {
        viewer: user,
        place: user.get(),
        before: part.before.map_or(i64::MAX, MessageId::get),
        limit: part.limit,
    };
    match store.dialect() {
        Dialect::Sqlite => match all_match(query) {
            Some(asked) => read(store, &SEARCH_EVERYWHERE, &asked, &ask).await,
            None => Ok(cut(Vec::new(), ask.limit)),
        },
        Dialect::Postgres => {
            let ways = [&SEARCH_EVERYWHERE_NEWEST, &SEARCH_EVERYWHERE];
            read_both(store, ways.map(|way| &**way), query, &ask).await
        }
    }
}

/// Walks first, and asks for everything when that did not fill the page. The second answer stands
/// for itself, so what is posted in between can't be found twice.
async fn read_both(
    store: &Store,
    [walk, all]: [&'static Sql; 2],
    query: &SearchQuery,
    ask: &Ask,
) -> Result<MessagePage, Fault> {
    let newest = read(store, walk, query.as_str(), ask).await?;
    if newest.more {
        return Ok(newest);
    }
    let all = read(store, all, query.as_str(), ask).await?;
    // A room that the walk went through to its end is not asked again.
    Ok(if all.messages.is_empty() { newest } else { all })
}

/// SQLite's question for the words of `query` in `room`, which is a word of each of its messages.
pub(crate) fn room_match(room: RoomId, query: &SearchQuery) -> Option<String> {
    let all = words::all_of(query.as_str())?;
    Some(format!("room : r{room} AND content : ({all})"))
}

/// SQLite's question for the words of `query` in any room.
pub(crate) fn all_match(query: &SearchQuery) -> Option<String> {
    words::all_of(query.as_str()).map(|all| format!("content : ({all})"))
}

struct Ask {
    viewer: UserId,
    place: i64,
    before: i64,
    limit: u32,
}

async fn read(
    store: &Store,
    sql: &'static Sql,
    asked: &str,
    ask: &Ask,
) -> Result<MessagePage, Fault> {
    let broke = |error| Fault::new("search messages", error);
    let args = [
        Arg::Int(ask.viewer.get()),
        Arg::Int(ask.place),
        Arg::Text(asked),
        Arg::Int(ask.before),
        Arg::Int(i64::from(ask.limit) + 1),
    ];
    let rows = store.read(sql, &args).await.map_err(broke)?;
    let messages = MessageRow::seen_by(ask.viewer)
        .unpack(&rows)
        .map_err(broke)?;
    Ok(cut(messages, ask.limit))
}
