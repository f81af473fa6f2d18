//! Group commit: one task writes whatever was ordered while the last transaction was written.
//!
//! Everything that takes a version, and every read marker that moves, goes through here. A batch is
//! one transaction with a fixed number of statements, however many orders are in it.

mod append;
mod batch;
mod change;
mod mark;
mod rewrite;
mod settle;
mod statement;
mod unsure;
mod work;
mod writer;

use domain::{
    AppendRefused, Appended, DeleteMessage, DeleteRefused, EditMessage, EditRefused, Fault,
    Message, NewMessage, NoSeat, React, ReactRefused, ReactionTally, ReadMarker, RoomId, Seq,
    StoreError, Timestamp, UserId,
};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};

pub(crate) use statement::{KNOWN, MARKERS, TARGETS};
pub(crate) use writer::Writer;

/// How many orders may wait; whoever comes later waits for a place.
const QUEUE: usize = 4_096;

/// An order and where its answer goes. The one who asked may have gone.
pub(crate) struct Job<O, A, C> {
    pub(crate) order: O,
    pub(crate) reply: oneshot::Sender<Result<A, StoreError<C>>>,
}

/// Whether a reaction is given or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gift {
    Give,
    TakeBack,
}

/// The order to move a read marker.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MarkRead {
    pub(crate) room: RoomId,
    pub(crate) user: UserId,
    pub(crate) up_to: Option<Seq>,
    pub(crate) at: Timestamp,
}

pub(crate) type AppendJob = Job<NewMessage, Appended, AppendRefused>;
pub(crate) type EditJob = Job<EditMessage, Message, EditRefused>;
pub(crate) type DeleteJob = Job<DeleteMessage, (), DeleteRefused>;
pub(crate) type ReactJob = Job<(React, Gift), Vec<ReactionTally>, ReactRefused>;
pub(crate) type MarkJob = Job<MarkRead, ReadMarker, NoSeat>;

/// What the writer is asked to do.
pub(crate) enum Order {
    Append(AppendJob),
    Edit(EditJob),
    Delete(DeleteJob),
    React(ReactJob),
    Mark(MarkJob),
    /// Finish what is queued, then end.
    Stop,
}

/// The writer does not run any more.
#[derive(Debug, Error)]
#[error("the database is closed")]
struct Closed;

/// The way to the writer.
#[derive(Clone)]
pub(crate) struct Log {
    orders: mpsc::Sender<Order>,
}

impl Log {
    /// A way to a writer that does not run yet: orders wait for it.
    pub(crate) fn new() -> (Self, mpsc::Receiver<Order>) {
        let (orders, queue) = mpsc::channel(QUEUE);
        (Self { orders }, queue)
    }

    pub(crate) async fn append(
        &self,
        order: NewMessage,
    ) -> Result<Appended, StoreError<AppendRefused>> {
        self.ask("post a message", order, Order::Append).await
    }

    pub(crate) async fn edit(
        &self,
        order: EditMessage,
    ) -> Result<Message, StoreError<EditRefused>> {
        self.ask("edit a message", order, Order::Edit).await
    }

    pub(crate) async fn delete(
        &self,
        order: DeleteMessage,
    ) -> Result<(), StoreError<DeleteRefused>> {
        self.ask("delete a message", order, Order::Delete).await
    }

    pub(crate) async fn react(
        &self,
        order: React,
        gift: Gift,
    ) -> Result<Vec<ReactionTally>, StoreError<ReactRefused>> {
        self.ask("react to a message", (order, gift), Order::React)
            .await
    }

    pub(crate) async fn mark_read(
        &self,
        order: MarkRead,
    ) -> Result<ReadMarker, StoreError<NoSeat>> {
        self.ask("move a read marker", order, Order::Mark).await
    }

    /// Has the writer end once everything ordered before is done.
    pub(crate) async fn stop(&self) {
        // A writer that has gone needs no stopping.
        let _ = self.orders.send(Order::Stop).await;
    }

    /// How many orders wait for the writer.
    pub(crate) fn waiting(&self) -> usize {
        QUEUE.saturating_sub(self.orders.capacity())
    }

    async fn ask<O, A, C>(
        &self,
        doing: &'static str,
        order: O,
        wrap: fn(Job<O, A, C>) -> Order,
    ) -> Result<A, StoreError<C>> {
        let (reply, answer) = oneshot::channel();
        let sent = self.orders.send(wrap(Job { order, reply })).await;
        sent.map_err(|_| Fault::new(doing, Closed))?;
        answer.await.map_err(|_| Fault::new(doing, Closed))?
    }
}
