//! Search: stemmed English words, newest first.
//!
//! SQLite walks its index backwards by message id, which within a room is the order of `seq`, and
//! stops at the limit. PostgreSQL's index has no order: a common word is found by walking through the
//! newest messages, a rare one in the index; its planner can't tell which, so we try in that order.

use std::sync::LazyLock;

use domain::{Fault, Membership, MessageId, MessagePage, RoomId, SearchQuery, Seq, UserId};

use super::{MessageRow, columns, history::cut, packed};
use crate::{
    engine::{Arg, Dialect, Draft, Sql, Store},
    words,
};

pub(crate) static SEARCH: LazyLock<Sql> = LazyLock::new(|| {
    Sql::planned_each_time(|draft| match draft.dialect() {
        Dialect::Sqlite => select(
            draft,
            "messages_search f CROSS JOIN messages m ON m.id = f.rowid \
             CROSS JOIN users u ON u.id = m.user_id \
             WHERE f.messages_search MATCH $3 AND m.room_id = $2 AND f.rowid <= ( \
                SELECT b.id FROM messages b WHERE b.room_id = $2 AND b.seq < $4 \
                ORDER BY b.seq DESC LIMIT 1) \
             ORDER BY f.rowid DESC",
        ),
        // The inner list knows no limit, so the planner counts on reading all of it and takes the
        // word index, or the room's when the room is small.
        Dialect::Postgres => {
            let found = select(
                draft,
                "hits h JOIN messages m ON m.id = h.id JOIN users u ON u.id = m.user_id \
                 ORDER BY m.seq DESC",
            );
            format!(
                "WITH hits AS MATERIALIZED (SELECT id FROM messages WHERE room_id = $2 \
                    AND search_vector @@ plainto_tsquery('english', $3) AND seq < $4 \
                    ORDER BY seq + 0 DESC LIMIT $5) {found}"
            )
        }
    })
});

/// A walk through the newest thousand messages before `$4`; enough for a word that one message in
/// fifty has. The limits within keep any planner on this path.
pub(crate) static SEARCH_NEWEST: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        select(
            draft,
            "(SELECT * FROM (SELECT * FROM messages WHERE room_id = $2 AND seq < $4 \
                ORDER BY seq DESC LIMIT 1000) w \
                WHERE w.search_vector @@ plainto_tsquery('english', $3) LIMIT $5) m \
             JOIN users u ON u.id = m.user_id ORDER BY m.seq DESC",
        )
    })
});

pub(crate) static SEARCH_EVERYWHERE: LazyLock<Sql> = LazyLock::new(|| {
    Sql::planned_each_time(|draft| {
        let found = match draft.dialect() {
            Dialect::Sqlite => {
                "messages_search f CROSS JOIN messages m ON m.id = f.rowid \
                 CROSS JOIN user_room s ON s.user_id = $2 AND s.room_id = m.room_id \
                 CROSS JOIN users u ON u.id = m.user_id \
                 WHERE f.messages_search MATCH $3 AND f.rowid < $4 ORDER BY f.rowid DESC"
            }
            Dialect::Postgres => {
                "messages m JOIN users u ON u.id = m.user_id \
                 JOIN user_room s ON s.user_id = $2 AND s.room_id = m.room_id \
                 WHERE m.search_vector @@ plainto_tsquery('english', $3) \
                 AND m.id < $4 ORDER BY m.id DESC"
            }
        };
        select(draft, found)
    })
});

fn select(draft: &Draft, found: &str) -> String {
    packed(draft, &format!("SELECT {} FROM {found} LIMIT $5", columns(draft, "$1")))
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
    let asked = match store.dialect() {
        Dialect::Sqlite => room_match(right.room(), query),
        Dialect::Postgres => Some(query.as_str().to_owned()),
    };
    let ask = Ask {
        viewer: right.user(),
        place: right.room().get(),
        before: part.before.map_or(i64::MAX, Seq::get),
        limit: part.limit,
    };
    if store.dialect() == Dialect::Postgres {
        let newest = read(store, &SEARCH_NEWEST, asked.as_deref(), &ask).await?;
        if newest.more {
            return Ok(newest);
        }
    }
    read(store, &SEARCH, asked.as_deref(), &ask).await
}

pub(super) async fn everywhere(
    store: &Store,
    user: UserId,
    query: &SearchQuery,
    part: Part<MessageId>,
) -> Result<MessagePage, Fault> {
    let asked = match store.dialect() {
        Dialect::Sqlite => all_match(query),
        Dialect::Postgres => Some(query.as_str().to_owned()),
    };
    let ask = Ask {
        viewer: user,
        place: user.get(),
        before: part.before.map_or(i64::MAX, MessageId::get),
        limit: part.limit,
    };
    read(store, &SEARCH_EVERYWHERE, asked.as_deref(), &ask).await
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
    asked: Option<&str>,
    ask: &Ask,
) -> Result<MessagePage, Fault> {
    let Some(asked) = asked else {
        return Ok(cut(Vec::new(), ask.limit));
    };
    let broke = |error| Fault::new("search messages", error);
    let args = [
        Arg::Int(ask.viewer.get()),
        Arg::Int(ask.place),
        Arg::Text(asked),
        Arg::Int(ask.before),
        Arg::Int(i64::from(ask.limit) + 1),
    ];
    let rows = store.read(sql, &args).await.map_err(broke)?;
    let messages = MessageRow::seen_by(ask.viewer).unpack(&rows).map_err(broke)?;
    Ok(cut(messages, ask.limit))
}
