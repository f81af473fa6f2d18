//! What the routes serve.

use std::sync::Arc;

use application::{Conversation, Lobby, Overview, People};
use async_trait::async_trait;
use domain::Fault;

use crate::Monitor;

/// The use cases and the state of the process, for every route.
#[derive(Clone)]
pub struct Services {
    /// Accounts and sign-in.
    pub people: People,
    /// Rooms and who sits in them.
    pub lobby: Lobby,
    /// The place as a whole, for those who run it.
    pub overview: Overview,
    /// Messages.
    pub conversation: Conversation,
    /// How the process is.
    pub health: Arc<dyn Health>,
    /// Who watches.
    pub monitor: Arc<dyn Monitor>,
}

/// How the process is, as the one who starts it knows.
#[async_trait]
pub trait Health: Send + Sync {
    /// Whether new work is welcome: the database answers and the process is not about to stop.
    async fn is_ready(&self) -> bool;

    /// How the connections to the database are used.
    async fn pool(&self) -> Result<PoolFigures, Fault>;
}

/// How the connections to the database are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolFigures {
    /// How many the pool may hold.
    pub size: u32,
    /// How many are in use now.
    pub checked_out: u32,
    /// How many are open beyond the pool's size.
    pub overflow: u32,
}
