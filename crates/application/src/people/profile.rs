//! One's own account.

use domain::{Account, Ended, NewPassword, Password, PasswordChanged, ProfileEdit};
use thiserror::Error;
use tracing::instrument;

use super::{NotSignedIn, People};
use crate::{Caller, Failure};

/// The order to change one's password.
#[derive(Clone)]
pub struct ChangePassword {
    /// The password until now, as it was typed.
    pub current: String,
    /// The password from now on.
    pub new: Password,
}

/// A password is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordRefused {
    /// The account is gone.
    #[error("not signed in")]
    NotSignedIn,
    /// The current password is another one.
    #[error("wrong password")]
    WrongPassword,
}

impl People {
    /// The caller's own account.
    #[instrument(level = "debug", name = "people.me", skip_all)]
    pub async fn me(&self, caller: &Caller) -> Result<Account, Failure<NotSignedIn>> {
        let found = self.ports.accounts.find(caller.user()).await?;
        found.ok_or(Failure::Refused(NotSignedIn))
    }

    /// Changes what the caller tells of themselves.
    #[instrument(level = "debug", name = "people.edit_profile", skip_all)]
    pub async fn edit_profile(
        &self,
        caller: &Caller,
        edit: ProfileEdit,
    ) -> Result<Account, Failure<NotSignedIn>> {
        let edited = self.ports.accounts.edit(caller.user(), edit).await?;
        edited.ok_or(Failure::Refused(NotSignedIn))
    }

    /// Changes the caller's password and signs their other devices out: one of them may be a
    /// thief's.
    #[instrument(level = "debug", name = "people.change_password", skip_all)]
    pub async fn change_password(
        &self,
        caller: &Caller,
        order: ChangePassword,
    ) -> Result<(), Failure<PasswordRefused>> {
        let (user, keep) = (caller.user(), caller.session());
        let found = self.ports.accounts.credentials_of(user).await?;
        let owner = found.ok_or(Failure::Refused(PasswordRefused::NotSignedIn))?;
        let replaces = owner.password_hash;
        let compared = Some(replaces.clone());
        if !self
            .ports
            .passwords
            .verify(&order.current, compared)
            .await?
        {
            return Err(Failure::Refused(PasswordRefused::WrongPassword));
        }
        let change = NewPassword {
            user,
            replaces,
            password_hash: self.ports.passwords.hash(order.new).await?,
            keep,
        };
        let changed = self.ports.accounts.change_password(change).await;
        changed.map_err(|error| {
            Failure::from(error).map(|PasswordChanged| PasswordRefused::WrongPassword)
        })?;
        self.signed_out(user, Ended::AllBut(keep));
        Ok(())
    }
}
