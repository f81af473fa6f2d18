//! Access tokens.

use std::time::Duration;

use thiserror::Error;

use crate::{SessionId, Timestamp, UserId};

/// What a signed-in client shows with every request; never written to a log.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The token itself.
    pub secret: String,
    /// For how long it is good.
    pub expires_in: Duration,
}

/// What a valid access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claims {
    /// Whose it is.
    pub user: UserId,
    /// The session it belongs to.
    pub session: SessionId,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// A token that proves nothing; why is told to nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a valid access token")]
pub struct TokenRefused;

/// Makes and checks access tokens.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Tokens: Send + Sync {
    /// A token for a session of `user`.
    fn issue(&self, user: UserId, session: SessionId) -> AccessToken;

    /// What the token says, if it is genuine, of the one accepted algorithm and not expired.
    fn verify(&self, token: &str) -> Result<Claims, TokenRefused>;
}
