//! Accounts: opening them, signing in and out, and knowing who asks.

mod administration;
mod directory;
mod known;
mod profile;
mod session;
mod sign_in;

use std::sync::Arc;

use domain::{
    Accounts, Attempts, Clock, Connections, Event, Events, Passwords, Person, Secrets, SessionId,
    SessionSpan, Sessions, Tokens, UserId,
};
use thiserror::Error;
use tracing::instrument;

pub use administration::{Administrator, Change, NotAnAdministrator};
pub use directory::{AccountPage, DirectoryPage, NoSuchPerson, ReadDirectory, Shown};
pub use profile::{ChangePassword, PasswordRefused};
pub use session::{NoSuchSession, OpenSession, Ticket};
pub use sign_in::{Device, LogIn, LogInRefused, Register, SignedIn};

use crate::{Caller, Failure};
use known::Known;

/// What [`People`] needs from the world.
#[derive(Clone)]
pub struct PeoplePorts {
    /// Who has an account.
    pub accounts: Arc<dyn Accounts>,
    /// Which devices are signed in.
    pub sessions: Arc<dyn Sessions>,
    /// Who guesses passwords.
    pub attempts: Arc<dyn Attempts>,
    /// Hashing and comparing.
    pub passwords: Arc<dyn Passwords>,
    /// Making and checking access tokens.
    pub tokens: Arc<dyn Tokens>,
    /// Making refresh tokens and tickets.
    pub secrets: Arc<dyn Secrets>,
    /// Who is connected.
    pub connections: Arc<dyn Connections>,
    /// Telling sockets that their session ended.
    pub events: Arc<dyn Events>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

/// Opens accounts, signs people in and out, and tells who is asking.
#[derive(Clone)]
pub struct People {
    ports: PeoplePorts,
    span: SessionSpan,
    known: Known,
}

/// The token proves nothing, or its session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not signed in")]
pub struct NotSignedIn;

impl People {
    /// A service over these ports, whose sessions last for `span`.
    pub fn new(ports: PeoplePorts, span: SessionSpan) -> Self {
        Self {
            ports,
            span,
            known: Known::default(),
        }
    }

    /// Who shows this token: it must be genuine, and its session must not have ended.
    #[instrument(level = "trace", name = "people.authenticate", skip_all)]
    pub async fn authenticate(&self, token: &str) -> Result<Caller, Failure<NotSignedIn>> {
        let claims = self
            .ports
            .tokens
            .verify(token)
            .map_err(|_| Failure::Refused(NotSignedIn))?;
        let person = self.owner(claims.session, claims.user).await?;
        Ok(Caller::proven(person, claims.session))
    }

    /// Whether the caller is signed in still: for whoever keeps a caller for longer than a request.
    pub async fn recheck(&self, caller: &Caller) -> Result<(), Failure<NotSignedIn>> {
        self.owner(caller.session(), caller.user()).await.map(drop)
    }

    async fn owner(
        &self,
        session: SessionId,
        user: UserId,
    ) -> Result<Person, Failure<NotSignedIn>> {
        let now = self.ports.clock.now();
        if let Some(person) = self.known.owner(session, user, now) {
            return Ok(person);
        }
        let reading = self.known.begin_reading();
        let found = self.ports.sessions.owner(session, user, now).await?;
        let person = found.ok_or(Failure::Refused(NotSignedIn))?;
        self.known.remember(session, person.clone(), now, reading);
        Ok(person)
    }

    /// Sessions ended in the store: they are forgotten here at once, and their sockets close.
    fn signed_out(&self, user: UserId, ended: domain::Ended) {
        self.known.forget(user, ended);
        self.ports
            .events
            .publish(vec![Event::SignedOut { user, ended }]);
    }
}
