//! People and their accounts.

use std::fmt;

use crate::{EmailAddress, Timestamp, UserId, Username};

/// Somebody as others see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Whose account it is.
    pub id: UserId,
    /// The name shown beside messages.
    pub username: Username,
}

/// An account as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Identity.
    pub id: UserId,
    /// Unique by its key.
    pub username: Username,
    /// Unique by its key.
    pub email: EmailAddress,
    /// When it was opened.
    pub created_at: Timestamp,
}

impl Account {
    /// The account as others see it.
    pub fn person(&self) -> Person {
        Person {
            id: self.id,
            username: self.username.clone(),
        }
    }
}

/// The order to open an account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Unique by its key.
    pub username: Username,
    /// Unique by its key.
    pub email: EmailAddress,
    /// The password, hashed.
    pub password_hash: PasswordHash,
    /// When it is opened.
    pub created_at: Timestamp,
}

/// An account beside what proves its owner.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Whose.
    pub account: Account,
    /// What the given password is compared with.
    pub password_hash: PasswordHash,
}

/// A hashed password; never shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Wraps a hash in the form its adapter writes it.
    pub fn new(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// The hash, for the store and the adapter that compares it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}
