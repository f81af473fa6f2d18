//! Seeing everything, for administrators.

use async_trait::async_trait;

use crate::{DayCount, Fault, Holdings, RoomEntry, RoomsQuery, Timestamp};

/// What administrators see of everything; each answer is read at one instant.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Oversight: Send + Sync {
    /// Rooms of every kind after `query.after`, by id, at most `query.limit`.
    async fn rooms(&self, query: RoomsQuery) -> Result<Vec<RoomEntry>, Fault>;

    /// How much there is; sessions that expired before `at` do not count.
    async fn holdings(&self, at: Timestamp) -> Result<Holdings, Fault>;

    /// What happened on each day (UTC) since `from`, oldest first; days on which nothing did are left out.
    async fn days(&self, from: Timestamp) -> Result<Vec<DayCount>, Fault>;
}
