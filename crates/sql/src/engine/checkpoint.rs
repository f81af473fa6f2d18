//! Folds SQLite's write-ahead log into the file, beside the writer rather than in its way.
//!
//! SQLite would do it within a commit, whose sender then waits for the whole file to be synced.
//! Durability does not depend on it: every commit syncs the log.

use std::{sync::Weak, time::Duration};

use sqlx::{Error, SqlitePool};
use tokio::time::{MissedTickBehavior, interval};

use super::{Store, store::Pools};

const EVERY: Duration = Duration::from_millis(250);
/// Under unbroken writing the log is never folded to its end and grows; from so many pages on
/// (64 MiB) the writer waits for it once.
const LONG_LOG: i64 = 16_384;

/// Runs until the database is closed.
pub(crate) async fn run(store: Weak<Store>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // A full disk stays full for a while; it is told once.
    let mut is_told = false;
    loop {
        ticks.tick().await;
        let Some(store) = store.upgrade() else { return };
        let Pools::Sqlite {
            write,
            in_memory: false,
            ..
        } = &store.pools
        else {
            return;
        };
        let folded = match fold(write).await {
            Ok(pages) if pages > LONG_LOG => {
                let turn = store.turn();
                let _turn = turn.lock().await;
                fold(write).await
            }
            folded => folded,
        };
        match folded {
            Ok(_) => is_told = false,
            Err(Error::PoolClosed) => return,
            Err(_) if is_told => {}
            Err(error) => {
                is_told = true;
                tracing::warn!(%error, "the write-ahead log could not be folded");
            }
        }
    }
}

/// Folds everything, so that the file alone is whole: before the database is closed, with no reader
/// left. Connections that close at the same moment each leave this to the other.
pub(crate) async fn finish(write: &SqlitePool) {
    let folded = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(write);
    match folded.await {
        Ok(_) | Err(Error::PoolClosed) => {}
        // Nothing is lost: whoever opens the file next reads the log beside it.
        Err(error) => tracing::warn!(%error, "the write-ahead log could not be folded"),
    }
}

/// Folds what can be folded without waiting for anybody; answers how many pages the log has.
async fn fold(write: &SqlitePool) -> Result<i64, Error> {
    let sql = "PRAGMA wal_checkpoint(PASSIVE)";
    let (_busy, pages, _folded): (i64, i64, i64) = sqlx::query_as(sql).fetch_one(write).await?;
    Ok(pages)
}
