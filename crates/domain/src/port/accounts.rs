use async_trait::async_trait;

use crate::{Account, AccountTaken, Credentials, Fault, NameKey, NewAccount, StoreError, UserId};

/// Who has an account.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Opens an account. Of several concurrent orders with one name or address exactly one succeeds.
    async fn open(&self, order: NewAccount) -> Result<Account, StoreError<AccountTaken>>;

    /// The account, or `None` when it does not exist.
    async fn find(&self, user: UserId) -> Result<Option<Account>, Fault>;

    /// What a sign-in is compared with, by the key of the username.
    async fn credentials(&self, username: &NameKey) -> Result<Option<Credentials>, Fault>;
}
