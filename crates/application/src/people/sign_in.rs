//! Opening accounts and signing in.

use std::net::IpAddr;
use std::time::Duration;

use domain::{
    AccessToken, AccountTaken, Attempt, BeginRefused, Credentials, DeviceName, EmailAddress, Fault,
    Generation, Guesser, NameKey, NewAccount, NewSession, Password, PasswordHash, UserId, Username,
};
use thiserror::Error;
use tracing::instrument;

use super::People;
use crate::Failure;

/// No username is longer.
const MOST_OF_A_NAME: usize = 50;

/// The order to open an account.
#[derive(Debug, Clone)]
pub struct Register {
    /// The wished name.
    pub username: Username,
    /// Where mail reaches its owner.
    pub email: EmailAddress,
    /// The secret that proves the owner.
    pub password: Password,
    /// What is signed in with it.
    pub device: Device,
}

/// What is signed in, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// What it calls itself.
    pub name: DeviceName,
    /// Its address, when it has one.
    pub address: Option<IpAddr>,
}

/// The order to sign in.
#[derive(Clone)]
pub struct LogIn {
    /// A name, as it was typed.
    pub name: String,
    /// A password, as it was typed.
    pub password: String,
    /// What is signed in.
    pub device: Device,
}

/// Somebody who is signed in now.
pub struct SignedIn {
    /// What their client shows from now on.
    pub token: AccessToken,
    /// What it gets the next one with.
    pub refresh_token: String,
}

/// Nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LogInRefused {
    /// Name and password do not belong together; which of the two is wrong is told to nobody.
    #[error("wrong username or password")]
    WrongCredentials,
    /// Too many wrong passwords were tried; this one was not looked at.
    #[error("too many attempts")]
    TooEarly {
        /// When the next one is looked at.
        retry_after: Duration,
    },
}

impl People {
    /// Opens an account and signs its owner in.
    #[instrument(level = "debug", name = "people.register", skip_all)]
    pub async fn register(&self, order: Register) -> Result<SignedIn, Failure<AccountTaken>> {
        let password_hash = self.ports.passwords.hash(order.password).await?;
        let new = NewAccount {
            username: order.username,
            email: order.email,
            password_hash: password_hash.clone(),
            created_at: self.ports.clock.now(),
        };
        let account = self.ports.accounts.open(new).await?;
        let signed_in = self.sign_in(account.id, password_hash, order.device).await;
        // Nobody can have changed the password of an account that was opened a moment ago.
        signed_in.map_err(|failure| match failure {
            Failure::Refused(refused) => Fault::new("sign in a new account", refused).into(),
            Failure::Fault(fault) => fault.into(),
        })
    }

    /// Signs in whoever knows the password of `name`. Any mismatch is the same refusal and takes
    /// the same time, also when no such name exists or could exist. After several of them the next
    /// one has to wait, longer each time; where the owner signed in before, only for their own.
    #[instrument(level = "debug", name = "people.log_in", skip_all)]
    pub async fn log_in(&self, order: LogIn) -> Result<SignedIn, Failure<LogInRefused>> {
        let guesser = self.guesser(&order).await?;
        if let Attempt::TooEarly { retry_after } = self.ports.attempts.begin(&guesser).await? {
            return Err(Failure::Refused(LogInRefused::TooEarly { retry_after }));
        }
        let found = self.credentials(&order.name).await?;
        let hash = found.as_ref().map(|it| it.password_hash.clone());
        let matches = self.ports.passwords.verify(&order.password, hash).await?;
        let Some(owner) = found.filter(|_| matches) else {
            return Err(Failure::Refused(LogInRefused::WrongCredentials));
        };
        self.ports.attempts.forgive(&guesser).await?;
        let (user, hash) = (owner.account.id, owner.password_hash);
        let signed_in = self.sign_in(user, hash, order.device).await;
        signed_in.map_err(|failure| failure.map(|_| LogInRefused::WrongCredentials))
    }

    /// With whom this attempt is counted. Names that could never be one are counted like others, cut
    /// to what can be remembered.
    async fn guesser(&self, order: &LogIn) -> Result<Guesser, Fault> {
        let start: String = order.name.chars().take(MOST_OF_A_NAME).collect();
        let name = NameKey::of(&start);
        let Some(address) = order.device.address else {
            return Ok(Guesser::Stranger(name));
        };
        let origin = self.ports.secrets.origin(address);
        let is_known = match Username::parse(&order.name) {
            Ok(_) => self.ports.sessions.knows_origin(&name, origin).await?,
            Err(_) => false,
        };
        Ok(match is_known {
            true => Guesser::Known(name, origin),
            false => Guesser::Stranger(name),
        })
    }

    /// A name that could never be a username is not looked up: a store need not be able to hold it.
    async fn credentials(&self, name: &str) -> Result<Option<Credentials>, Fault> {
        match Username::parse(name) {
            Ok(username) => self.ports.accounts.credentials(&username.key()).await,
            Err(_) => Ok(None),
        }
    }

    /// Begins a session for who has just proven who they are.
    async fn sign_in(
        &self,
        user: UserId,
        password_hash: PasswordHash,
        device: Device,
    ) -> Result<SignedIn, Failure<BeginRefused>> {
        let (secret, session) = (
            self.ports.secrets.fresh(),
            self.ports.secrets.fresh_session(),
        );
        let now = self.ports.clock.now();
        let order = NewSession {
            id: session,
            user,
            password_hash,
            secret: self.ports.secrets.digest(&secret),
            device: device.name,
            origin: device.address.map(|it| self.ports.secrets.origin(it)),
            created_at: now,
            expires_at: self.span.end(now, now),
        };
        self.ports.sessions.begin(order).await?;
        let refresh_token = self.ports.secrets.refresh_token(&secret, Generation::ZERO);
        Ok(SignedIn {
            token: self.ports.tokens.issue(user, session),
            refresh_token,
        })
    }
}
