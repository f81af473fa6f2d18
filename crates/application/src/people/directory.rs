//! Who else is here.

use std::collections::HashSet;

use domain::{Account, DirectoryQuery, Fault, NameKey, UserId, Whom};
use thiserror::Error;
use tracing::instrument;

use super::People;
use crate::page::cut;
use crate::{Caller, Failure};

/// Which people or accounts to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDirectory {
    /// Only those whose name's key contains this.
    pub name_contains: Option<NameKey>,
    /// Only those whose name's key is greater.
    pub after: Option<NameKey>,
    /// At most this many.
    pub limit: u32,
}

/// A page of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    /// By the key of their name.
    pub accounts: Vec<Account>,
    /// Where the next page starts, `None` at the end.
    pub next: Option<NameKey>,
}

/// Somebody as others see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Their account; what is theirs alone is not to be told.
    pub account: Account,
    /// Whether a device of theirs is connected.
    pub is_connected: bool,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryPage {
    /// By the key of their name.
    pub people: Vec<Shown>,
    /// Where the next page starts, `None` at the end.
    pub next: Option<NameKey>,
}

/// Nobody has this id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no such person")]
pub struct NoSuchPerson;

impl People {
    /// People by name; `wanted.limit` of them at most.
    #[instrument(level = "debug", name = "people.directory", skip_all)]
    pub async fn directory(
        &self,
        _caller: &Caller,
        wanted: ReadDirectory,
    ) -> Result<DirectoryPage, Fault> {
        let page = self.by_name(Whom::Enabled, wanted).await?;
        let people = self.shown(page.accounts).await?;
        let next = page.next;
        Ok(DirectoryPage { people, next })
    }

    /// One person.
    #[instrument(level = "debug", name = "people.find", skip_all)]
    pub async fn find(
        &self,
        _caller: &Caller,
        user: UserId,
    ) -> Result<Shown, Failure<NoSuchPerson>> {
        let found = self.ports.accounts.find(user).await?;
        let shown = self.shown(found.into_iter().collect()).await?;
        let first = shown.into_iter().next();
        first.ok_or(Failure::Refused(NoSuchPerson))
    }

    /// Accounts by name, `wanted.limit` of them at most.
    pub(super) async fn by_name(
        &self,
        whom: Whom,
        wanted: ReadDirectory,
    ) -> Result<AccountPage, Fault> {
        let one_more = DirectoryQuery {
            whom,
            name_contains: wanted.name_contains,
            after: wanted.after,
            limit: wanted.limit.saturating_add(1),
        };
        let mut accounts = self.ports.accounts.directory(&one_more).await?;
        let is_more = cut(&mut accounts, wanted.limit);
        let last = accounts.last().filter(|_| is_more);
        let next = last.map(|account| account.username.key());
        Ok(AccountPage { accounts, next })
    }

    async fn shown(&self, accounts: Vec<Account>) -> Result<Vec<Shown>, Fault> {
        let ids: Vec<_> = accounts.iter().map(|account| account.id).collect();
        let connected = self.ports.connections.among(&ids).await?;
        let connected: HashSet<_> = connected.into_iter().collect();
        let show = |account: Account| Shown {
            is_connected: connected.contains(&account.id),
            account,
        };
        Ok(accounts.into_iter().map(show).collect())
    }
}
