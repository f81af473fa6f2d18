//! People and their accounts.

use std::fmt;

use crate::{Bio, DisplayName, EmailAddress, NameKey, SessionId, Timestamp, UserId, Username};

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
    /// What its owner tells of themselves.
    pub profile: Profile,
    /// Whether its owner runs the place.
    pub is_admin: bool,
    /// Since when it lets nobody in.
    pub disabled_at: Option<Timestamp>,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// What a person tells of themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// The name they want to be shown by.
    pub display_name: Option<DisplayName>,
    /// A few words.
    pub bio: Option<Bio>,
    /// Whether they want to be spoken to.
    pub availability: Availability,
}

/// Whether somebody wants to be spoken to while they are connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Availability {
    /// Gladly.
    #[default]
    Online,
    /// They may not notice.
    Away,
    /// Better not.
    DoNotDisturb,
}

/// The order to change a profile; `None` leaves a part as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProfileEdit {
    /// The name to be shown by, or none from now on.
    pub display_name: Option<Option<DisplayName>>,
    /// A few words, or none from now on.
    pub bio: Option<Option<Bio>>,
    /// Whether they want to be spoken to.
    pub availability: Option<Availability>,
}

/// Which people to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryQuery {
    /// Which kinds of accounts.
    pub whom: Whom,
    /// Only those whose name's key contains this.
    pub name_contains: Option<NameKey>,
    /// Only those whose name's key is greater.
    pub after: Option<NameKey>,
    /// At most this many.
    pub limit: u32,
}

/// Whose accounts to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Of people who may be here.
    Enabled,
    /// Disabled ones too.
    Everybody,
}

/// The order to change a password: whoever knew the old one is signed out.
#[derive(Debug, Clone)]
pub struct NewPassword {
    /// Whose.
    pub user: UserId,
    /// The hash that the old password was compared with; only this one is replaced.
    pub replaces: PasswordHash,
    /// The new password, hashed.
    pub password_hash: PasswordHash,
    /// The one session that goes on.
    pub keep: SessionId,
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
