//! Connections of a pool that are kept between statements.
//!
//! A pool tries every connection that is handed back: one more trip for each statement. A lane
//! borrows its connections once and hands back only what is broken.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sqlx::{Database, Error, Pool, pool::PoolConnection};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::store::is_lost;

/// Some connections of a pool, borrowed for good.
pub(crate) struct Lane<DB: Database> {
    pool: Pool<DB>,
    places: Semaphore,
    resting: Mutex<Vec<PoolConnection<DB>>>,
    keeps: bool,
}

/// A connection in use. Dropped, it goes back to the pool, which tries it.
pub(crate) struct Borrowed<'a, DB: Database> {
    pub(crate) connection: PoolConnection<DB>,
    _place: SemaphorePermit<'a>,
}

impl<DB: Database> Lane<DB> {
    /// A lane of `width` connections; one that keeps nothing leaves them all to the pool.
    pub(crate) fn new(pool: &Pool<DB>, width: usize, keeps: bool) -> Self {
        Self {
            pool: pool.clone(),
            places: Semaphore::new(width),
            resting: Mutex::new(Vec::with_capacity(width)),
            keeps,
        }
    }

    /// A connection, when there is one.
    pub(crate) async fn borrow(&self) -> Result<Borrowed<'_, DB>, Error> {
        let place = self.places.acquire().await.map_err(|_| Error::PoolClosed)?;
        let rested = self.resting().pop();
        let connection = match rested {
            Some(connection) => connection,
            None => Box::pin(self.pool.acquire()).await?,
        };
        Ok(Borrowed {
            connection,
            _place: place,
        })
    }

    /// Keeps a connection that works for the next who asks.
    pub(crate) fn keep(&self, borrowed: Borrowed<'_, DB>) {
        if self.keeps && !self.places.is_closed() {
            self.resting().push(borrowed.connection);
        }
    }

    /// Keeps a connection unless `result` says that it died: then all that rest here did.
    pub(crate) fn settle<T>(&self, borrowed: Borrowed<'_, DB>, result: &Result<T, Error>) {
        match result {
            Err(error) if is_lost(error) => self.forget(),
            Ok(_) | Err(_) => self.keep(borrowed),
        }
    }

    /// How many connections rest in the lane.
    pub(crate) fn rested(&self) -> usize {
        self.resting().len()
    }

    /// Gives up what rests here: when one connection has died, the others have too.
    pub(crate) fn forget(&self) {
        let rested = std::mem::take(&mut *self.resting());
        drop(rested);
    }

    /// Hands everything back, so that the pool can close.
    pub(crate) async fn close(&self) {
        self.places.close();
        self.forget();
        self.pool.close().await;
    }

    fn resting(&self) -> MutexGuard<'_, Vec<PoolConnection<DB>>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
