//! Devices that are connected now.

use async_trait::async_trait;

use crate::{Fault, SessionId, UserId};

/// Who is connected at all, whatever they listen to.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Connections: Send + Sync {
    /// Which of `users` have a device connected to this node, in any order; as of the moment of the
    /// call.
    async fn among(&self, users: &[UserId]) -> Result<Vec<UserId>, Fault>;

    /// The sessions by which devices are connected to this node, and whose they are. One that
    /// connected before the call is among them.
    async fn sessions(&self) -> Result<Vec<(UserId, SessionId)>, Fault>;
}
