//! Hashing passwords and comparing them.

use async_trait::async_trait;

use crate::{Fault, Password, PasswordHash};

/// Hashes and compares passwords, slowly on purpose, never on the event loop, few at a time. Few wait,
/// too: more are sent away with an overload, whatever they ask.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Passwords: Send + Sync {
    /// Hashes a password for the store.
    async fn hash(&self, password: Password) -> Result<PasswordHash, Fault>;

    /// Whether `candidate` is the password behind `hash`. Without a hash the answer is no, after the
    /// same time, so that nobody learns which usernames exist.
    async fn verify(&self, candidate: &str, hash: Option<PasswordHash>) -> Result<bool, Fault>;
}
