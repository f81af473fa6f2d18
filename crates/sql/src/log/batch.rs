//! What is written in one transaction, sorted by kind.
//!
//! All orders of a batch are concurrent, so any order among the kinds is a fair one; within a kind
//! they keep the order in which they arrived.

use std::sync::Arc;

use domain::{
    AppendRefused, Appended, DeleteRefused, EditRefused, Fault, Message, NoSeat, ReactRefused,
    ReactionTally, ReadMarker, StoreError,
};
use thiserror::Error;

use super::{AppendJob, DeleteJob, EditJob, Job, MarkJob, Order, ReactJob};

/// The orders of one transaction.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) appends: Vec<AppendJob>,
    pub(crate) edits: Vec<EditJob>,
    pub(crate) deletes: Vec<DeleteJob>,
    pub(crate) reacts: Vec<ReactJob>,
    pub(crate) marks: Vec<MarkJob>,
    /// Whether the writer is to end after this batch.
    pub(crate) is_last: bool,
}

/// What became of each order of a batch, in the same order.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) appends: Vec<Result<Appended, AppendRefused>>,
    pub(crate) edits: Vec<Result<Message, EditRefused>>,
    pub(crate) deletes: Vec<Result<(), DeleteRefused>>,
    pub(crate) reacts: Vec<Result<Vec<ReactionTally>, ReactRefused>>,
    pub(crate) marks: Vec<Result<ReadMarker, NoSeat>>,
}

/// One breakdown, told to everybody who waited for it.
#[derive(Debug, Clone, Error)]
#[error("{0}")]
struct Shared(Arc<sqlx::Error>);

impl Batch {
    pub(crate) fn of(orders: impl IntoIterator<Item = Order>) -> Self {
        let mut batch = Self::default();
        for order in orders {
            batch.add(order);
        }
        batch
    }

    fn add(&mut self, order: Order) {
        match order {
            Order::Append(job) => self.appends.push(job),
            Order::Edit(job) => self.edits.push(job),
            Order::Delete(job) => self.deletes.push(job),
            Order::React(job) => self.reacts.push(job),
            Order::Mark(job) => self.marks.push(job),
            Order::Stop => self.is_last = true,
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.appends.len()
            + self.edits.len()
            + self.deletes.len()
            + self.reacts.len()
            + self.marks.len()
    }

    /// Whether something in it needs to know a message that is stored already.
    pub(crate) const fn changes_messages(&self) -> bool {
        !(self.edits.is_empty() && self.deletes.is_empty() && self.reacts.is_empty())
    }

    /// Every order in a batch of its own.
    pub(crate) fn split(self) -> impl Iterator<Item = Self> {
        let appends = self.appends.into_iter().map(Order::Append);
        let edits = self.edits.into_iter().map(Order::Edit);
        let deletes = self.deletes.into_iter().map(Order::Delete);
        let reacts = self.reacts.into_iter().map(Order::React);
        let marks = self.marks.into_iter().map(Order::Mark);
        let changes = appends.chain(edits).chain(deletes).chain(reacts);
        changes.chain(marks).map(|order| Self::of([order]))
    }

    /// Answers every order.
    pub(crate) fn answer(self, outcome: Outcome) {
        answer_all(self.appends, outcome.appends);
        answer_all(self.edits, outcome.edits);
        answer_all(self.deletes, outcome.deletes);
        answer_all(self.reacts, outcome.reacts);
        answer_all(self.marks, outcome.marks);
    }

    /// Tells everybody that nothing was done.
    pub(crate) fn fail(self, error: sqlx::Error) {
        let cause = Shared(Arc::new(error));
        fail_all(self.appends, "post a message", &cause);
        fail_all(self.edits, "edit a message", &cause);
        fail_all(self.deletes, "delete a message", &cause);
        fail_all(self.reacts, "react to a message", &cause);
        fail_all(self.marks, "move a read marker", &cause);
    }
}

fn answer_all<O, A, C>(jobs: Vec<Job<O, A, C>>, answers: Vec<Result<A, C>>) {
    for (job, answer) in jobs.into_iter().zip(answers) {
        // Whoever asked may have hung up; what was done stays done.
        let _ = job.reply.send(answer.map_err(StoreError::Conflict));
    }
}

fn fail_all<O, A, C>(jobs: Vec<Job<O, A, C>>, doing: &'static str, cause: &Shared) {
    for job in jobs {
        let _ = job.reply.send(Err(Fault::new(doing, cause.clone()).into()));
    }
}
