//! The last statement of a batch: messages, counters and markers.

use std::collections::HashMap;

use domain::{MessageId, RoomId, Seq, UserId};
use sqlx::Error;

use super::{statement, work::Work, writer::Failed};
use crate::engine::{Column, Row, Table, Tx};

/// Writes messages, counters and markers, and commits.
pub(super) async fn settle(tx: &mut Tx<'_>, work: &mut Work) -> Result<(), Failed> {
    if work.is_empty() {
        return tx.commit().await.map_err(Failed::Undone);
    }
    let rows = tx
        .run(
            &statement::SETTLE,
            vec![posts(work), heads(work), markers(work)],
        )
        .await
        .map_err(|error| of_settling(error, work))?;
    name_posts(work, &rows)?;
    if tx.commits_itself() {
        return Ok(());
    }
    let committed = tx.commit().await;
    committed.map_err(|error| Failed::Unknown(error, changed_rooms(work)))
}

/// What SQLite refuses it has undone, this statement's COMMIT included; of a thread that died with it
/// nobody knows how far it came.
fn of_settling(error: Error, work: &Work) -> Failed {
    match error {
        Error::WorkerCrashed => Failed::Unknown(error, changed_rooms(work)),
        error => Failed::Undone(error),
    }
}

fn changed_rooms(work: &Work) -> Vec<RoomId> {
    let changed = work.rooms.iter().filter(|(_, room)| room.is_changed);
    changed.map(|(id, _)| *id).collect()
}

/// PostgreSQL chooses the ids of new messages and tells them by room and number.
fn name_posts(work: &mut Work, rows: &[Row]) -> Result<(), Error> {
    let mut ids = HashMap::with_capacity(rows.len());
    for row in rows {
        let place = (RoomId::restored(row.get(1)?), Seq::restored(row.get(2)?));
        ids.insert(place, MessageId::restored(row.get(0)?));
    }
    for post in &mut work.posts {
        if let Some(id) = ids.get(&(post.room, post.seq)) {
            post.id = *id;
        }
    }
    Ok(())
}

fn posts(work: &Work) -> Table {
    let messages = || work.posts.iter();
    Table(vec![
        Column::Int(messages().map(|message| message.id.get()).collect()),
        Column::Int(messages().map(|message| message.room.get()).collect()),
        Column::Int(messages().map(|message| message.seq.get()).collect()),
        Column::Int(messages().map(|message| message.version.get()).collect()),
        Column::Int(messages().map(|message| message.author.id.get()).collect()),
        Column::Time(messages().map(|message| message.created_at).collect()),
        Column::MaybeInt(
            messages()
                .map(|message| message.reply_to.map(MessageId::get))
                .collect(),
        ),
        Column::MaybeUuid(
            messages()
                .map(|message| message.client_id.map(|id| id.get()))
                .collect(),
        ),
        Column::Text(
            messages()
                .map(|message| message.body.as_str().to_owned())
                .collect(),
        ),
    ])
}

fn heads(work: &Work) -> Table {
    let changed = || work.rooms.iter().filter(|(_, room)| room.is_changed);
    Table(vec![
        Column::Int(changed().map(|(id, _)| id.get()).collect()),
        Column::Int(changed().map(|(_, room)| room.last_seq.get()).collect()),
        Column::Int(changed().map(|(_, room)| room.version.get()).collect()),
        Column::MaybeTime(changed().map(|(_, room)| room.last_message_at).collect()),
    ])
}

fn markers(work: &Work) -> Table {
    let places = || work.markers.keys();
    Table(vec![
        Column::Int(
            places()
                .map(|(room, _): &(RoomId, UserId)| room.get())
                .collect(),
        ),
        Column::Int(places().map(|(_, member)| member.get()).collect()),
        Column::Int(
            work.markers
                .values()
                .map(|marker| marker.seq.get())
                .collect(),
        ),
        Column::Time(work.markers.values().map(|marker| marker.at).collect()),
    ])
}
