//! History: pages by `seq`, and the neighbors of a message. Each is one statement.

use std::sync::LazyLock;

use domain::{Context, Fault, Membership, Message, MessageId, MessagePage, Seq};

use super::{COLUMNS, MessageRow, columns, packed};
use crate::engine::{Arg, Sql, Store};

/// One more row than asked for tells whether there are more.
const ONE_MORE: i64 = 1;

pub(crate) static PAGE: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let page = format!(
            "SELECT {} FROM messages m JOIN users u ON u.id = m.user_id \
             WHERE m.room_id = $2 AND m.seq < $3 ORDER BY m.seq DESC {}",
            columns(draft, "$1"),
            draft.limit("$4")
        );
        packed(draft, &page)
    })
});

pub(crate) static NEWER: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let page = format!(
            "SELECT {} FROM messages m JOIN users u ON u.id = m.user_id \
             WHERE m.room_id = $2 AND m.seq > $3 ORDER BY m.seq {}",
            columns(draft, "$1"),
            draft.limit("$4")
        );
        packed(draft, &page)
    })
});

/// Numbers have no gaps, so neighbors are found by counting.
pub(crate) static AROUND: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        format!(
            "SELECT {}, r.last_seq FROM messages t JOIN rooms r ON r.id = t.room_id \
             JOIN messages m ON m.room_id = t.room_id AND m.seq BETWEEN t.seq - $4 AND t.seq + $5 \
             JOIN users u ON u.id = m.user_id \
             WHERE t.id = $3 AND t.room_id = $2 ORDER BY m.seq",
            columns(draft, "$1")
        )
    })
});

pub(super) async fn page(
    store: &Store,
    right: &Membership,
    before: Option<Seq>,
    limit: u32,
) -> Result<MessagePage, Fault> {
    let before = before.map_or(i64::MAX, Seq::get);
    read_page(store, &PAGE, right, before, limit).await
}

pub(super) async fn newer(
    store: &Store,
    right: &Membership,
    after: Seq,
    limit: u32,
) -> Result<MessagePage, Fault> {
    read_page(store, &NEWER, right, after.get(), limit).await
}

async fn read_page(
    store: &Store,
    sql: &'static Sql,
    right: &Membership,
    from: i64,
    limit: u32,
) -> Result<MessagePage, Fault> {
    let broke = |error| Fault::new("read a page of messages", error);
    let args = [
        Arg::Int(right.user().get()),
        Arg::Int(right.room().get()),
        Arg::Int(from),
        Arg::Int(i64::from(limit) + ONE_MORE),
    ];
    let rows = store.read(sql, &args).await.map_err(broke)?;
    let messages = MessageRow::seen_by(right.user())
        .unpack(&rows)
        .map_err(broke)?;
    Ok(cut(messages, limit))
}

/// The first `limit` of `messages`, and whether there were more.
pub(super) fn cut(mut messages: Vec<Message>, limit: u32) -> MessagePage {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = messages.len() > limit;
    messages.truncate(limit);
    MessagePage { messages, more }
}

/// How many neighbors on each side.
pub(super) struct Span {
    pub(super) before: u32,
    pub(super) after: u32,
}

pub(super) async fn around(
    store: &Store,
    right: &Membership,
    target: MessageId,
    span: Span,
) -> Result<Option<Context>, Fault> {
    let broke = |error| Fault::new("read a message amid its neighbors", error);
    let args = [
        Arg::Int(right.user().get()),
        Arg::Int(right.room().get()),
        Arg::Int(target.get()),
        Arg::Int(i64::from(span.before)),
        Arg::Int(i64::from(span.after)),
    ];
    let rows = store.read(&AROUND, &args).await.map_err(broke)?;
    let messages = MessageRow::seen_by(right.user())
        .read_all(&rows)
        .map_err(broke)?;
    let (Some(first), Some(last), Some(row)) = (messages.first(), messages.last(), rows.first())
    else {
        return Ok(None);
    };
    let newest = Seq::restored(row.get(COLUMNS).map_err(broke)?);
    Ok(Some(Context {
        older: first.seq > Seq::ZERO.next(),
        newer: last.seq < newest,
        messages,
    }))
}
