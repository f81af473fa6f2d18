use async_trait::async_trait;

use crate::{Fault, UserId};

/// Who is connected at all, whatever they listen to.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Connections: Send + Sync {
    /// Which of `users` have a connected device.
    async fn among(&self, users: &[UserId]) -> Result<Vec<UserId>, Fault>;
}
