//! Writing transactions that follow each other.

use std::time::Duration;

use sqlx::Error;

use super::{Row, Sql, Store, Table, Tx};

/// A transaction that was begun ahead is ended unless it is wanted within this time, so that
/// PostgreSQL has none that idles: some setups cut such connections off, after seconds at the least.
pub(crate) const AHEAD_FOR: Duration = Duration::from_millis(100);

/// The transactions of one writer. PostgreSQL begins the next one with the same message that commits
/// the last: one trip less for each while there is much to write.
pub(crate) struct Chain<'a> {
    store: &'a Store,
    /// Begun, and nothing was asked of it yet.
    next: Option<Tx<'a>>,
}

impl<'a> Chain<'a> {
    pub(crate) const fn on(store: &'a Store) -> Self {
        Self { store, next: None }
    }

    /// Begins a transaction with its first statement.
    pub(crate) async fn begin(
        &mut self,
        first: &'static Sql,
        input: Vec<Table>,
    ) -> Result<(Tx<'a>, Vec<Row>), Error> {
        let mut tx = match self.next.take() {
            Some(begun) => begun,
            None => Tx::open(self.store).await?,
        };
        match tx.run(first, input).await {
            Ok(rows) => Ok((tx, rows)),
            Err(error) => {
                tx.roll_back().await;
                Err(error)
            }
        }
    }

    /// Takes back a transaction that has committed.
    pub(crate) fn end(&mut self, tx: Tx<'a>) {
        self.next = tx.end();
    }

    /// Whether the next transaction has begun already.
    pub(crate) const fn is_ahead(&self) -> bool {
        self.next.is_some()
    }

    /// Ends what was begun ahead, for nobody writes now.
    pub(crate) async fn rest(&mut self) {
        if let Some(tx) = self.next.take() {
            tx.roll_back().await;
        }
    }
}
