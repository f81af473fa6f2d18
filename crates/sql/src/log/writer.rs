//! The one task that writes.

use std::{collections::HashMap, sync::Arc, time::Instant};

use domain::{Events, Measured, MessageId, Meter, RoomId, Seq, UserId};
use sqlx::Error;
use tokio::sync::mpsc;

use super::{
    Order, append,
    batch::{Batch, Outcome},
    change, mark, rewrite, statement, unsure,
    work::Work,
};
use crate::engine::{Column, Row, Store, Table, Tx, is_lost};

/// How many orders one transaction takes at most.
const BATCH: usize = 512;

/// Writes what is ordered, batch by batch, and tells of it.
pub(crate) struct Writer {
    pub(crate) store: Arc<Store>,
    pub(crate) events: Arc<dyn Events>,
    pub(crate) meter: Arc<dyn Meter>,
}

/// Why a batch was not written.
enum Failed {
    /// Nothing was: each order may be tried again.
    Undone(Error),
    /// Nobody knows: trying again could write it twice. These rooms may have changed.
    Unknown(Error, Vec<RoomId>),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Undone(error)
    }
}

impl Writer {
    /// Writes until asked to stop, then what is still queued.
    pub(crate) async fn run(self, mut orders: mpsc::Receiver<Order>) {
        let mut queue = Vec::with_capacity(BATCH);
        while orders.recv_many(&mut queue, BATCH).await > 0 {
            let batch = Batch::of(queue.drain(..));
            if batch.is_last {
                orders.close();
            }
            self.write(batch).await;
        }
    }

    /// Writes a batch. A row that the database refuses must not take its neighbors with it: then
    /// each order gets a transaction of its own.
    async fn write(&self, batch: Batch) {
        if batch.len() == 0 {
            return;
        }
        match self.attempt_twice(&batch).await {
            Ok(outcome) => batch.answer(outcome),
            Err(Failed::Undone(error)) if batch.len() > 1 && is_refused(&error) => {
                tracing::warn!(%error, orders = batch.len(), "a batch failed, retrying one by one");
                self.write_each(batch).await;
            }
            Err(failed) => self.give_up(batch, failed),
        }
    }

    async fn write_each(&self, batch: Batch) {
        for single in batch.split() {
            match self.attempt_twice(&single).await {
                Ok(outcome) => single.answer(outcome),
                Err(failed) => self.give_up(single, failed),
            }
        }
    }

    fn give_up(&self, batch: Batch, failed: Failed) {
        let orders = batch.len();
        self.meter.note(Measured::CommitFailed { orders });
        match failed {
            Failed::Undone(error) => batch.fail(error),
            Failed::Unknown(error, rooms) => {
                let (store, events) = (Arc::downgrade(&self.store), Arc::clone(&self.events));
                tokio::spawn(unsure::tell_heads(store, events, rooms));
                batch.fail(error);
            }
        }
    }

    /// What another node or a broken connection caused is gone at the second attempt.
    async fn attempt_twice(&self, batch: &Batch) -> Result<Outcome, Failed> {
        match self.attempt(batch).await {
            Err(Failed::Undone(error)) if is_lost(&error) || is_raced(&error) => {
                self.attempt(batch).await
            }
            result => result,
        }
    }

    /// One transaction; events are told once it is committed, before anybody is answered.
    async fn attempt(&self, batch: &Batch) -> Result<Outcome, Failed> {
        let began = Instant::now();
        let input = opening_of(batch);
        let (mut tx, opening) = self.store.begin(&statement::OPENING, input).await?;
        match perform(&mut tx, batch, &opening).await {
            Ok((outcome, work)) => {
                tx.end();
                self.meter.note(Measured::Committed {
                    orders: batch.len(),
                    took: began.elapsed(),
                });
                if !work.events.is_empty() {
                    self.events.publish(work.events);
                }
                Ok(outcome)
            }
            Err(failed) => {
                tx.roll_back().await;
                Err(failed)
            }
        }
    }
}

/// Whether the database refused what it was told to write; else it could not be reached at all, and each
/// order of a batch would wait as long for it as the batch did.
fn is_refused(error: &Error) -> bool {
    matches!(error, Error::Database(_) | Error::Encode(_)) && !is_lost(error)
}

/// Whether another node was faster: with the same client id, or with the same rows.
fn is_raced(error: &Error) -> bool {
    let Some(refused) = error.as_database_error() else {
        return false;
    };
    let is_deadlock = || matches!(refused.code().as_deref(), Some("40001" | "40P01"));
    refused.is_unique_violation() || is_deadlock()
}

/// What [`statement::OPENING`] is to look up.
fn opening_of(batch: &Batch) -> Vec<Table> {
    let appends = batch.appends.iter().map(|job| job.order.room);
    let marks = batch.marks.iter().map(|job| job.order.room);
    let mut rooms: Vec<i64> = appends.chain(marks).map(RoomId::get).collect();
    rooms.sort_unstable();
    rooms.dedup();
    let messages = change::subjects(batch)
        .into_iter()
        .map(|(message, _)| message.get());
    let messages = messages.collect();
    vec![
        Table(vec![Column::Int(rooms)]),
        Table(vec![Column::Int(messages)]),
        append::asks(&batch.appends),
    ]
}

async fn perform(
    tx: &mut Tx<'_>,
    batch: &Batch,
    opening: &[Row],
) -> Result<(Outcome, Work), Failed> {
    let mut work = Work::on(opening)?;
    let fates = append::decide(&batch.appends, opening, &mut work)?;
    let changed = change::decide(tx, batch, &mut work).await?;
    let marks = mark::decide(tx, &batch.marks, &mut work).await?;
    let stored = append::stored(tx, &fates).await?;
    rewrite::write(tx, &work).await?;
    settle(tx, &mut work).await?;
    append::tell(&mut work);
    let outcome = Outcome {
        appends: append::answers(fates, &work.posts, &stored),
        edits: changed.edits,
        deletes: changed.deletes,
        reacts: changed.reacts,
        marks,
    };
    Ok((outcome, work))
}

/// Writes messages, counters and markers, and commits.
async fn settle(tx: &mut Tx<'_>, work: &mut Work) -> Result<(), Failed> {
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
