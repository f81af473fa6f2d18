//! The one task that writes.

use std::{sync::Arc, time::Instant};

use domain::{Events, Measured, Meter, RoomId};
use sqlx::Error;
use tokio::{sync::mpsc, time::timeout};

use super::{
    Order, append,
    batch::{Batch, Outcome},
    change, mark, rewrite,
    settle::settle,
    statement, unsure,
    work::Work,
};
use crate::engine::{AHEAD_FOR, Chain, Column, Row, Store, Table, Tx, is_lost};

/// How many orders one transaction takes at most.
const BATCH: usize = 512;

/// Writes what is ordered, batch by batch, and tells of it.
pub(crate) struct Writer {
    pub(crate) store: Arc<Store>,
    pub(crate) events: Arc<dyn Events>,
    pub(crate) meter: Arc<dyn Meter>,
}

/// Why a batch was not written.
pub(super) enum Failed {
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
        let mut chain = Chain::on(&self.store);
        while next(&mut orders, &mut queue, &mut chain).await > 0 {
            let batch = Batch::of(queue.drain(..));
            if batch.is_last {
                orders.close();
            }
            self.write(batch, &mut chain).await;
        }
        chain.rest().await;
    }

    /// Writes a batch. A row that the database refuses must not take its neighbors with it: then
    /// each order gets a transaction of its own.
    async fn write<'a>(&'a self, batch: Batch, chain: &mut Chain<'a>) {
        if batch.len() == 0 {
            return;
        }
        match self.attempt_twice(&batch, chain).await {
            Ok(outcome) => batch.answer(outcome),
            Err(Failed::Undone(error)) if batch.len() > 1 && is_refused(&error) => {
                tracing::warn!(%error, orders = batch.len(), "a batch failed, retrying one by one");
                self.write_each(batch, chain).await;
            }
            Err(failed) => self.give_up(batch, failed),
        }
    }

    async fn write_each<'a>(&'a self, batch: Batch, chain: &mut Chain<'a>) {
        for single in batch.split() {
            match self.attempt_twice(&single, chain).await {
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
    async fn attempt_twice<'a>(
        &'a self,
        batch: &Batch,
        chain: &mut Chain<'a>,
    ) -> Result<Outcome, Failed> {
        match self.attempt(batch, chain).await {
            Err(Failed::Undone(error)) if is_lost(&error) || is_raced(&error) => {
                self.attempt(batch, chain).await
            }
            result => result,
        }
    }

    /// One transaction; events are told once it is committed, before anybody is answered.
    async fn attempt<'a>(
        &'a self,
        batch: &Batch,
        chain: &mut Chain<'a>,
    ) -> Result<Outcome, Failed> {
        let began = Instant::now();
        let input = opening_of(batch);
        let (mut tx, opening) = chain.begin(&statement::OPENING, input).await?;
        match perform(&mut tx, batch, &opening).await {
            Ok((outcome, work)) => {
                chain.end(tx);
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

/// Waits for orders. No transaction that was begun ahead waits with them for long.
async fn next(
    orders: &mut mpsc::Receiver<Order>,
    queue: &mut Vec<Order>,
    chain: &mut Chain<'_>,
) -> usize {
    if chain.is_ahead() {
        match timeout(AHEAD_FOR, orders.recv_many(queue, BATCH)).await {
            Ok(received) => return received,
            Err(_) => chain.rest().await,
        }
    }
    orders.recv_many(queue, BATCH).await
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
