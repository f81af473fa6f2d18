//! Search: stemmed English words, newest first.
//!
//! SQLite walks its index backwards by message id, which within a room is the order of `seq`, and stops
//! at the limit. Over all rooms it would walk past everything that was said in rooms of others, so it
//! walks past some hundred matches and, if that did not fill the page, asks the index again with the
//! names of the rooms, each of which is a word of its messages. PostgreSQL's index has no order: a
//! common word is found by walking through the newest messages, a rare one by asking the index for all
//! of its matches. Its planner can't tell which is which, so a search walks a while first and asks the
//! index only when that did not fill the page. A walk of `w` of `n` messages that just misses `k`
//! matches leaves some `k * n / w` of them to look up, so what both cost together is least for a `w`
//! that grows with the root of `n`: to walk past a message costs 0.3 µs, to look up a match 0.9 µs, so
//! for a page of 20 it is eight times the root.

use std::sync::LazyLock;

use domain::{Fault, Membership, MessageId, MessagePage, RoomId, SearchQuery, Seq, UserId};

use super::{MessageRow, columns, history::cut, packed};
use crate::{
    engine::{Arg, Dialect, Draft, Sql, Store},
    words,
};

/// So many matches SQLite walks past before it asks for those of one's own rooms.
const WALKED: u32 = 400;
/// So many rooms it is told by name.
const NAMED: u32 = 1_000;

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
        Dialect::Postgres => walk_then_ask(
            draft,
            &Hunt {
                size: "SELECT last_seq FROM rooms WHERE id = $2",
                walked: "room_id = $2 AND seq < $4",
                order: "seq",
                kept: "true",
                asked: "(SELECT words FROM query) && ('R' || $2::text)::tsquery",
                wanted: "h.seq < $4",
            },
        ),
    })
});

/// In all rooms of `$2`, as [`SEARCH`]; `$4` is a message id.
pub(crate) static SEARCH_EVERYWHERE: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| match draft.dialect() {
        Dialect::Sqlite => select(
            draft,
            &format!(
                "(SELECT f.rowid AS id FROM messages_search f \
                    WHERE f.messages_search MATCH $3 AND f.rowid < $4 \
                    ORDER BY f.rowid DESC LIMIT {WALKED}) k \
                 {IN_OWN_ROOMS} ORDER BY k.id DESC"
            ),
        ),
        Dialect::Postgres => walk_then_ask(
            draft,
            &Hunt {
                size: "SELECT max(id) FROM messages",
                walked: "id < $4",
                order: "id",
                kept: "EXISTS (SELECT FROM user_room s \
                    WHERE s.user_id = $2 AND s.room_id = w.room_id OFFSET 0)",
                // In so many rooms that naming them costs more than it spares, none is named.
                asked: "(SELECT words FROM query) && coalesce((SELECT \
                    CASE WHEN count(*) <= 200 THEN string_agg('R' || room_id, '|')::tsquery END \
                    FROM user_room WHERE user_id = $2), (SELECT words FROM query))",
                wanted: "h.id < $4 AND EXISTS (SELECT FROM user_room s \
                    WHERE s.user_id = $2 AND s.room_id = h.room_id OFFSET 0)",
            },
        ),
    })
});

/// What [`SEARCH_EVERYWHERE`] could not find on SQLite, because most of what it walked past was said in
/// rooms of others. In so many rooms that naming them costs more than it spares, none is named.
pub(crate) static SEARCH_OWN_ROOMS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let in_own_rooms = IN_OWN_ROOMS.replace("k.id", "k.rowid");
        select(
            draft,
            &format!(
                "messages_search k {in_own_rooms} \
                 WHERE k.messages_search MATCH (SELECT $3 || CASE WHEN count(*) <= {NAMED} \
                    THEN ' AND room : (' || coalesce(group_concat('r' || room_id, ' OR '), 'r0') || ')' \
                    ELSE '' END FROM user_room WHERE user_id = $2) AND k.rowid < $4 \
                 ORDER BY k.rowid DESC"
            ),
        )
    })
});

/// How many matches SQLite's [`SEARCH_EVERYWHERE`] walked past.
static WALKED_PAST: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|_| {
        format!(
            "SELECT count(*) FROM (SELECT 1 FROM messages_search f \
             WHERE f.messages_search MATCH $1 AND f.rowid < $2 LIMIT {WALKED})"
        )
    })
});

/// The matches `k` that were said in rooms of `$2`.
const IN_OWN_ROOMS: &str = "CROSS JOIN messages m ON m.id = k.id \
    CROSS JOIN user_room s ON s.user_id = $2 AND s.room_id = m.room_id \
    CROSS JOIN users u ON u.id = m.user_id";

/// What PostgreSQL searches through.
struct Hunt {
    /// How many messages there are, about.
    size: &'static str,
    /// Which messages to walk through.
    walked: &'static str,
    /// The column by which the newest come first.
    order: &'static str,
    /// Which of those walked through may be told.
    kept: &'static str,
    /// What to ask the index.
    asked: &'static str,
    /// Which of the index's answers to take.
    wanted: &'static str,
}

/// One statement for PostgreSQL. The walk ends as soon as the page is full; the part that asks the
/// index runs only when it was not, and never for a query without words, which the index would answer
/// with everything. The words are read once: as a bare expression of a parameter they would be read
/// again for each message. `OFFSET 0` keeps a membership a look-up for each match: as a join it would
/// be compared with all.
fn walk_then_ask(draft: &Draft, hunt: &Hunt) -> String {
    let Hunt {
        size,
        walked,
        order,
        kept,
        asked,
        wanted,
    } = hunt;
    format!(
        "WITH query AS MATERIALIZED (SELECT plainto_tsquery('english', $3) AS words), \
         walk AS MATERIALIZED (SELECT w.id \
            FROM (SELECT id, room_id, seq, search_vector FROM messages WHERE {walked} \
            ORDER BY {order} DESC LIMIT 100 + (SELECT (8 * sqrt(coalesce(({size}), 0)))::bigint)) w \
            WHERE w.search_vector @@ (SELECT words FROM query) AND {kept} \
            ORDER BY w.{order} DESC LIMIT $5), \
         walked AS MATERIALIZED (SELECT count(*) >= $5 AS enough FROM walk), \
         hits AS MATERIALIZED (SELECT id, room_id, seq FROM messages \
            WHERE search_vector @@ ({asked}) AND NOT (SELECT enough FROM walked) \
            AND numnode((SELECT words FROM query)) > 0), \
         found AS (SELECT id FROM walk WHERE (SELECT enough FROM walked) \
            UNION ALL (SELECT h.id FROM hits h WHERE {wanted} ORDER BY h.{order} DESC LIMIT $5)) \
         SELECT {} FROM found k \
         JOIN messages m ON m.id = k.id JOIN users u ON u.id = m.user_id ORDER BY m.id DESC",
        columns(draft, "$1")
    )
}

fn select(draft: &Draft, found: &str) -> String {
    packed(
        draft,
        &format!(
            "SELECT {} FROM {found} {}",
            columns(draft, "$1"),
            draft.limit("$5")
        ),
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
        Dialect::Postgres => read(store, &SEARCH, query.as_str(), &ask).await,
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
            Some(asked) => walk_then_name(store, &asked, &ask).await,
            None => Ok(cut(Vec::new(), ask.limit)),
        },
        Dialect::Postgres => read(store, &SEARCH_EVERYWHERE, query.as_str(), &ask).await,
    }
}

/// SQLite's way: a page that fills from the newest matches is one statement, and so cheap that the rest
/// must not burden it.
async fn walk_then_name(store: &Store, asked: &str, ask: &Ask) -> Result<MessagePage, Fault> {
    let near = read(store, &SEARCH_EVERYWHERE, asked, ask).await?;
    if near.more || !was_cut_short(store, asked, ask.before).await? {
        return Ok(near);
    }
    read(store, &SEARCH_OWN_ROOMS, asked, ask).await
}

/// Whether there are more matches than were walked past.
async fn was_cut_short(store: &Store, asked: &str, before: i64) -> Result<bool, Fault> {
    let broke = |error| Fault::new("search messages", error);
    let args = [Arg::Text(asked), Arg::Int(before)];
    let rows = store.read(&WALKED_PAST, &args).await.map_err(broke)?;
    let walked = rows.first().map(|row| row.get::<i64>(0)).transpose();
    Ok(walked.map_err(broke)? == Some(i64::from(WALKED)))
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
