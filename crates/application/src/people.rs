//! Accounts: opening them, signing in, and knowing who asks.

use std::sync::Arc;
use std::time::Duration;

use domain::{
    AccessToken, Account, AccountTaken, Accounts, Clock, Credentials, EmailAddress, Fault,
    NewAccount, Password, Passwords, Person, Timestamp, Tokens, UserId, Username,
};
use moka::sync::Cache;
use thiserror::Error;
use tracing::instrument;

use crate::{Caller, Failure};

/// For how long an account found is believed to exist: every request asks, and an account that
/// vanished may be served this much longer.
const KNOWN_FOR: Duration = Duration::from_secs(3);

/// How many people are remembered at most.
const KNOWN_AT_MOST: u64 = 100_000;

/// What [`People`] needs from the world.
#[derive(Clone)]
pub struct PeoplePorts {
    /// Who has an account.
    pub accounts: Arc<dyn Accounts>,
    /// Hashing and comparing.
    pub passwords: Arc<dyn Passwords>,
    /// Making and checking access tokens.
    pub tokens: Arc<dyn Tokens>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

/// Opens accounts and tells who is asking.
#[derive(Clone)]
pub struct People {
    ports: PeoplePorts,
    known: Cache<UserId, Known>,
}

/// The order to open an account.
#[derive(Debug, Clone)]
pub struct Register {
    /// The wished name.
    pub username: Username,
    /// Where mail reaches its owner.
    pub email: EmailAddress,
    /// The secret that proves the owner.
    pub password: Password,
}

/// Somebody who is signed in now.
pub struct SignedIn {
    /// Their account.
    pub account: Account,
    /// What their client shows from now on.
    pub token: AccessToken,
}

/// Name and password do not belong together; which of the two is wrong is told to nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("wrong username or password")]
pub struct WrongCredentials;

/// The token proves nothing, or its owner's account is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not signed in")]
pub struct NotSignedIn;

/// An account that existed a moment ago.
#[derive(Clone)]
struct Known {
    person: Person,
    since: Timestamp,
}

impl People {
    /// A service over these ports.
    pub fn new(ports: PeoplePorts) -> Self {
        Self {
            ports,
            known: Cache::new(KNOWN_AT_MOST),
        }
    }

    /// Opens an account and signs its owner in.
    #[instrument(level = "debug", name = "people.register", skip_all)]
    pub async fn register(&self, order: Register) -> Result<SignedIn, Failure<AccountTaken>> {
        let password_hash = self.ports.passwords.hash(order.password).await?;
        let order = NewAccount {
            username: order.username,
            email: order.email,
            password_hash,
            created_at: self.ports.clock.now(),
        };
        let account = self.ports.accounts.open(order).await?;
        Ok(self.sign_in(account))
    }

    /// Signs in whoever knows the password of `name`. Any mismatch is the same refusal and takes
    /// the same time, also when no such name exists or could exist.
    #[instrument(level = "debug", name = "people.log_in", skip_all)]
    pub async fn log_in(
        &self,
        name: &str,
        password: &str,
    ) -> Result<SignedIn, Failure<WrongCredentials>> {
        let (account, hash) = match self.credentials(name).await? {
            Some(found) => (Some(found.account), Some(found.password_hash)),
            None => (None, None),
        };
        let matches = self.ports.passwords.verify(password, hash).await?;
        match account {
            Some(account) if matches => Ok(self.sign_in(account)),
            Some(_) | None => Err(Failure::Refused(WrongCredentials)),
        }
    }

    /// Who shows this token: it must be genuine, and its owner's account must exist.
    #[instrument(level = "trace", name = "people.authenticate", skip_all)]
    pub async fn authenticate(&self, token: &str) -> Result<Caller, Failure<NotSignedIn>> {
        let claims = self
            .ports
            .tokens
            .verify(token)
            .map_err(|_| Failure::Refused(NotSignedIn))?;
        let person = match self.remembered(claims.user) {
            Some(person) => person,
            None => self.look_up(claims.user).await?,
        };
        Ok(Caller::proven(person, claims.session, claims.expires_at))
    }

    /// The caller's own account.
    #[instrument(level = "debug", name = "people.me", skip_all)]
    pub async fn me(&self, caller: &Caller) -> Result<Account, Failure<NotSignedIn>> {
        let found = self.ports.accounts.find(caller.user()).await?;
        found.ok_or(Failure::Refused(NotSignedIn))
    }

    /// A name that could never be a username is not looked up: a store need not be able to hold it.
    async fn credentials(&self, name: &str) -> Result<Option<Credentials>, Fault> {
        match Username::parse(name) {
            Ok(username) => self.ports.accounts.credentials(&username.key()).await,
            Err(_) => Ok(None),
        }
    }

    fn sign_in(&self, account: Account) -> SignedIn {
        let token = self.ports.tokens.issue(account.id);
        SignedIn { account, token }
    }

    fn remembered(&self, user: UserId) -> Option<Person> {
        let known = self.known.get(&user)?;
        let now = self.ports.clock.now();
        // A clock that was set back must not keep anybody alive.
        let fresh = now >= known.since && now.since(known.since) < KNOWN_FOR;
        fresh.then_some(known.person)
    }

    async fn look_up(&self, user: UserId) -> Result<Person, Failure<NotSignedIn>> {
        let since = self.ports.clock.now();
        let Some(account) = self.ports.accounts.find(user).await? else {
            self.known.invalidate(&user);
            return Err(Failure::Refused(NotSignedIn));
        };
        let person = account.person();
        let known = Known {
            person: person.clone(),
            since,
        };
        self.known.insert(user, known);
        Ok(person)
    }
}
