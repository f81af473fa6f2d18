//! Running the place: accounts as administrators see and change them.

use domain::{Account, Administer, AdministerRefused, Ended, Fault, Password, UserId, Whom};
use thiserror::Error;
use tracing::{info, instrument};

use super::{AccountPage, People, ReadDirectory};
use crate::{Caller, Failure};

/// Somebody who runs the place: every use case of administration asks for one.
///
/// Only [`People::administrator`] makes one, of a caller whose account says so at that moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrator(Caller);

impl Administrator {
    /// Whose account.
    pub const fn user(&self) -> UserId {
        self.0.user()
    }
}

/// The caller runs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an administrator")]
pub struct NotAnAdministrator;

/// What an administrator changes about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It lets nobody in, at once.
    Disable,
    /// It lets its owner in again.
    Enable,
    /// Its owner becomes an administrator.
    Promote,
    /// Its owner is one no more.
    Demote,
}

impl People {
    /// The caller as an administrator, if their account says so now.
    pub async fn administrator(
        &self,
        caller: &Caller,
    ) -> Result<Administrator, Failure<NotAnAdministrator>> {
        let account = self.ports.accounts.find(caller.user()).await?;
        match account {
            Some(account) if account.is_admin && account.disabled_at.is_none() => {
                Ok(Administrator(caller.clone()))
            }
            Some(_) | None => Err(Failure::Refused(NotAnAdministrator)),
        }
    }

    /// All accounts by name, disabled ones too.
    #[instrument(level = "debug", name = "people.accounts", skip_all)]
    pub async fn accounts(
        &self,
        _by: &Administrator,
        wanted: ReadDirectory,
    ) -> Result<AccountPage, Fault> {
        self.by_name(Whom::Everybody, wanted).await
    }

    /// Changes an account; who is disabled is out at once, sockets included.
    #[instrument(level = "debug", name = "people.administer", skip_all)]
    pub async fn administer(
        &self,
        by: &Administrator,
        user: UserId,
        change: Change,
    ) -> Result<Account, Failure<AdministerRefused>> {
        let order = match change {
            Change::Disable => Administer::Disable {
                at: self.ports.clock.now(),
            },
            Change::Enable => Administer::Enable,
            Change::Promote => Administer::Promote,
            Change::Demote => Administer::Demote,
        };
        let account = self.ports.accounts.administer(user, order).await?;
        if change == Change::Disable {
            self.signed_out(user, Ended::All);
        }
        info!(user.id = %by.user(), account.id = %user, ?change, "an account was changed");
        Ok(account)
    }

    /// Gives an account a new password that nobody has seen, and signs it out everywhere.
    #[instrument(level = "debug", name = "people.reset_password", skip_all)]
    pub async fn reset_password(
        &self,
        by: &Administrator,
        user: UserId,
    ) -> Result<Password, Failure<AdministerRefused>> {
        let password = self.ports.secrets.fresh_password();
        let hash = self.ports.passwords.hash(password.clone()).await?;
        let order = Administer::ResetPassword(hash);
        self.ports.accounts.administer(user, order).await?;
        self.signed_out(user, Ended::All);
        info!(user.id = %by.user(), account.id = %user, "a password was reset");
        Ok(password)
    }
}
