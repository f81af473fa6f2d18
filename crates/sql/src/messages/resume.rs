//! What changed in a room after some version: one statement, so one instant.

use std::sync::LazyLock;

use domain::{
    ChangedMessage, Changes, Fault, Healing, Membership, MessageId, Reactor, RoomHead, RoomId, Seq,
    Version,
};
use sqlx::Error;

use super::{COLUMNS, MessageRow, Reaction, columns, reactions_of, reactors};
use crate::{
    engine::{Arg, Draft, Row, Sql, Store},
    rooms::CLOSED,
};

/// The room's head stands before the message.
const MESSAGE_AT: usize = 2;
const POSTED_AT: usize = MESSAGE_AT + COLUMNS;
const REACTORS_AT: usize = POSTED_AT + 2;

/// A room where nothing changed answers one row without a message; a room that is gone, none.
fn changes(draft: &Draft, more: &str) -> String {
    format!(
        "SELECT r.last_seq, r.version, c.* FROM rooms r LEFT JOIN ( \
            SELECT {}, m.posted_version, m.body_version{more} \
            FROM messages m JOIN users u ON u.id = m.user_id \
            WHERE m.room_id = $2 AND m.version > $3 ORDER BY m.version {} \
         ) c ON TRUE WHERE r.id = $2 AND r.kind <> '{CLOSED}'",
        columns(draft, "$1"),
        draft.limit("$4")
    )
}

pub(crate) static CHANGED: LazyLock<Sql> = LazyLock::new(|| Sql::new(|draft| changes(draft, "")));

static HEAL: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let reactors = reactors(draft);
        changes(draft, &format!(", {reactors}"))
    })
});

pub(super) async fn changed_since(
    store: &Store,
    right: &Membership,
    since: Version,
    limit: u32,
) -> Result<Changes, Fault> {
    let broke = |error| Fault::new("read what changed", error);
    let args = [
        Arg::Int(right.user().get()),
        Arg::Int(right.room().get()),
        Arg::Int(since.get()),
        Arg::Int(i64::from(limit) + 1),
    ];
    let rows = store.read(&CHANGED, &args).await.map_err(broke)?;
    let head = rows
        .first()
        .map_or(Ok(RoomHead::default()), head_of)
        .map_err(broke)?;
    let message = MessageRow {
        at: MESSAGE_AT,
        viewer: Some(right.user()),
    };
    let changes = changes_of(&rows, message).map_err(broke)?;
    let told = changes.len() <= usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(Changes {
        head,
        changes: told.then_some(changes),
    })
}

pub(super) async fn heal(
    store: &Store,
    room: RoomId,
    since: Version,
    limit: u32,
) -> Result<Option<Healing>, Fault> {
    let broke = |error| Fault::new("fill a hole in the live order", error);
    let args = [
        Arg::Int(0),
        Arg::Int(room.get()),
        Arg::Int(since.get()),
        Arg::Int(i64::from(limit)),
    ];
    let rows = store.read(&HEAL, &args).await.map_err(broke)?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let message = MessageRow {
        at: MESSAGE_AT,
        viewer: None,
    };
    Ok(Some(Healing {
        head: head_of(first).map_err(broke)?,
        changes: changes_of(&rows, message).map_err(broke)?,
        reactors: reactors_of(&rows).map_err(broke)?,
    }))
}

fn head_of(row: &Row) -> Result<RoomHead, Error> {
    Ok(RoomHead {
        last_seq: Seq::restored(row.get(0)?),
        version: Version::restored(row.get(1)?),
    })
}

fn has_message(row: &Row) -> Result<bool, Error> {
    let id: Option<i64> = row.get(MESSAGE_AT)?;
    Ok(id.is_some())
}

fn changes_of(rows: &[Row], message: MessageRow) -> Result<Vec<ChangedMessage>, Error> {
    let mut changes = Vec::with_capacity(rows.len());
    for row in rows {
        if has_message(row)? {
            changes.push(ChangedMessage {
                message: message.read(row)?,
                posted_version: Version::restored(row.get(POSTED_AT)?),
                body_version: Version::restored(row.get(POSTED_AT + 1)?),
            });
        }
    }
    changes.sort_unstable_by_key(|change| change.message.version);
    Ok(changes)
}

fn reactors_of(rows: &[Row]) -> Result<Vec<Reactor>, Error> {
    let mut reactors = Vec::new();
    for row in rows {
        if !has_message(row)? {
            continue;
        }
        let message = MessageId::restored(row.get(MESSAGE_AT)?);
        let named = |Reaction { emoji, user, .. }| Reactor {
            message,
            emoji,
            user,
        };
        reactors.extend(reactions_of(row, REACTORS_AT)?.into_iter().map(named));
    }
    Ok(reactors)
}
