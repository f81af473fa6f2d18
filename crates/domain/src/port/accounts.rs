//! Accounts: who may sign in, and as whom.

use async_trait::async_trait;

use crate::{
    Account, AccountTaken, Administer, AdministerRefused, Credentials, DirectoryQuery, Fault,
    NameKey, NewAccount, NewPassword, PasswordChanged, ProfileEdit, StoreError, UserId,
};

/// Who has an account.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Opens an account. Of several concurrent orders with one name or address exactly one succeeds.
    /// The first account of all is an administrator's; of concurrent first ones exactly one is.
    async fn open(&self, order: NewAccount) -> Result<Account, StoreError<AccountTaken>>;

    /// The account, or `None` when it does not exist.
    async fn find(&self, user: UserId) -> Result<Option<Account>, Fault>;

    /// What a sign-in is compared with, by the key of the username.
    async fn credentials(&self, username: &NameKey) -> Result<Option<Credentials>, Fault>;

    /// What `user` would sign in with, by id.
    async fn credentials_of(&self, user: UserId) -> Result<Option<Credentials>, Fault>;

    /// Changes a profile and answers the account, or `None` when it does not exist. Of concurrent
    /// orders each part bears what was told last.
    async fn edit(&self, user: UserId, edit: ProfileEdit) -> Result<Option<Account>, Fault>;

    /// Accounts after `query.after`, by the key of their name, at most `query.limit`, in one statement.
    async fn directory(&self, query: &DirectoryQuery) -> Result<Vec<Account>, Fault>;

    /// Does what an administrator ordered and answers the account, or refuses an unknown one
    /// (`NoSuchUser`); to order what is so already changes nothing. There is always an
    /// administrator who is not disabled: of concurrent orders that would together leave none, one
    /// is refused.
    async fn administer(
        &self,
        user: UserId,
        order: Administer,
    ) -> Result<Account, StoreError<AdministerRefused>>;

    /// Replaces a password and ends all sessions of the account but one, together. Refused when the
    /// password is no longer the one that was compared: of concurrent orders one succeeds.
    async fn change_password(&self, order: NewPassword) -> Result<(), StoreError<PasswordChanged>>;
}
