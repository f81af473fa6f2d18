//! How the node is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use domain::Fault;
use http::{Health, PoolFigures};
use sql::Database;
use tokio::time::timeout;

/// A database that takes longer to say hello is not ready for work.
const PATIENCE: Duration = Duration::from_secs(2);

/// Ready while the database answers, until the node is about to stop.
pub(crate) struct NodeHealth {
    database: Arc<Database>,
    is_draining: AtomicBool,
}

impl NodeHealth {
    pub(crate) const fn new(database: Arc<Database>) -> Self {
        Self {
            database,
            is_draining: AtomicBool::new(false),
        }
    }

    /// From now on new work is not welcome.
    pub(crate) fn drain(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }
}

#[async_trait]
impl Health for NodeHealth {
    async fn is_ready(&self) -> bool {
        if self.is_draining.load(Ordering::Relaxed) {
            return false;
        }
        matches!(timeout(PATIENCE, self.database.ping()).await, Ok(Ok(())))
    }

    async fn pool(&self) -> Result<PoolFigures, Fault> {
        let figures = self.database.pool_figures();
        Ok(PoolFigures {
            size: figures.pool_size,
            checked_out: figures.checked_out,
            overflow: figures.overflow,
        })
    }
}
