//! Sessions: prolonging and ending them, and tickets for sockets.

use std::collections::HashSet;
use std::time::Duration;

use domain::{
    Ended, EndingMark, Event, Fault, NewTicket, ProlongRefused, ProlongSession, Session, SessionId,
};
use thiserror::Error;
use tracing::{instrument, warn};

use super::{NotSignedIn, People, SignedIn};
use crate::{Caller, Failure};

/// For how long a ticket is good: long enough to connect with, too short to be worth stealing.
const TICKET_FOR: Duration = Duration::from_secs(30);

/// One of the caller's sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// The session.
    pub session: Session,
    /// Whether the caller asks from it.
    pub is_current: bool,
}

/// A one-use ticket for a socket.
pub struct Ticket {
    /// Its text.
    pub text: String,
    /// For how long it is good.
    pub expires_in: Duration,
}

/// The caller has no such session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no such session")]
pub struct NoSuchSession;

impl People {
    /// A new pair of tokens for who shows the newest refresh token of a session. One that was
    /// replaced before ends the session.
    #[instrument(level = "debug", name = "people.prolong", skip_all)]
    pub async fn prolong(&self, refresh_token: &str) -> Result<SignedIn, Failure<NotSignedIn>> {
        let read = self.ports.secrets.read_refresh_token(refresh_token);
        let (secret, generation) = read.ok_or(Failure::Refused(NotSignedIn))?;
        let order = ProlongSession {
            secret: self.ports.secrets.digest(&secret),
            generation,
            at: self.ports.clock.now(),
            span: self.span,
        };
        let prolonged = self
            .ports
            .sessions
            .prolong(order)
            .await
            .map_err(Failure::from);
        let prolonged = prolonged.map_err(|failure| {
            failure.map(|refused| {
                if let ProlongRefused::Reused { user, session } = refused {
                    warn!(user.id = %user, "a refresh token was used twice; its session was ended");
                    self.signed_out(user, Ended::One(session));
                }
                NotSignedIn
            })
        })?;
        let (user, session) = (prolonged.person.id, prolonged.session);
        Ok(SignedIn {
            token: self.ports.tokens.issue(user, session),
            refresh_token: self
                .ports
                .secrets
                .refresh_token(&secret, prolonged.generation),
        })
    }

    /// Ends the caller's session; to end one that is over succeeds.
    #[instrument(level = "debug", name = "people.log_out", skip_all)]
    pub async fn log_out(&self, caller: &Caller) -> Result<(), Fault> {
        let (user, session) = (caller.user(), caller.session());
        self.ports.sessions.end(user, session).await?;
        self.signed_out(user, Ended::One(session));
        Ok(())
    }

    /// Ends all sessions of the caller, this one included.
    #[instrument(level = "debug", name = "people.log_out_everywhere", skip_all)]
    pub async fn log_out_everywhere(&self, caller: &Caller) -> Result<(), Fault> {
        self.ports.sessions.end_all(caller.user()).await?;
        self.signed_out(caller.user(), Ended::All);
        Ok(())
    }

    /// Where the caller is signed in, last used first.
    #[instrument(level = "debug", name = "people.sessions", skip_all)]
    pub async fn sessions(&self, caller: &Caller) -> Result<Vec<OpenSession>, Fault> {
        let now = self.ports.clock.now();
        let sessions = self.ports.sessions.of(caller.user(), now).await?;
        let open = |session: Session| OpenSession {
            is_current: session.id == caller.session(),
            session,
        };
        Ok(sessions.into_iter().map(open).collect())
    }

    /// Ends one session of the caller.
    #[instrument(level = "debug", name = "people.end_session", skip_all)]
    pub async fn end_session(
        &self,
        caller: &Caller,
        session: SessionId,
    ) -> Result<(), Failure<NoSuchSession>> {
        if !self.ports.sessions.end(caller.user(), session).await? {
            return Err(Failure::Refused(NoSuchSession));
        }
        self.signed_out(caller.user(), Ended::One(session));
        Ok(())
    }

    /// Sees to sessions that any process ended since `seen`: nothing is believed of those that were
    /// found before, and the sockets of those that ended close. To be called twice a second; costs
    /// one statement when none ended.
    pub async fn notice_endings(&self, seen: &mut Option<EndingMark>) -> Result<(), Fault> {
        let last = self.ports.sessions.last_ending().await?;
        if last == *seen {
            return Ok(());
        }
        // Doubted before the sockets are listed: who connects later is looked up in the store.
        self.known.doubt_all();
        let open = self.ports.connections.sessions().await?;
        let ids: Vec<_> = open.iter().map(|(_, session)| *session).collect();
        let now = self.ports.clock.now();
        let ongoing = self.ports.sessions.ongoing(&ids, now).await?;
        let ongoing: HashSet<_> = ongoing.into_iter().collect();
        let ended = open.into_iter().filter(|(_, it)| !ongoing.contains(it));
        let told = ended.map(|(user, session)| Event::SignedOut {
            user,
            ended: Ended::One(session),
        });
        self.ports.events.publish(told.collect());
        *seen = last;
        Ok(())
    }

    /// A ticket that lets a socket of the caller's session in, once.
    #[instrument(level = "debug", name = "people.issue_ticket", skip_all)]
    pub async fn issue_ticket(&self, caller: &Caller) -> Result<Ticket, Failure<NotSignedIn>> {
        let secret = self.ports.secrets.fresh();
        let ticket = NewTicket {
            secret: self.ports.secrets.digest(&secret),
            session: caller.session(),
            expires_at: self.ports.clock.now().plus(TICKET_FOR),
        };
        if !self.ports.sessions.admit(ticket).await? {
            return Err(Failure::Refused(NotSignedIn));
        }
        Ok(Ticket {
            text: self.ports.secrets.ticket(&secret),
            expires_in: TICKET_FOR,
        })
    }

    /// Who shows this ticket; it is used up.
    #[instrument(level = "debug", name = "people.redeem", skip_all)]
    pub async fn redeem(&self, ticket: &str) -> Result<Caller, Failure<NotSignedIn>> {
        let read = self.ports.secrets.read_ticket(ticket);
        let secret = read.ok_or(Failure::Refused(NotSignedIn))?;
        let digest = self.ports.secrets.digest(&secret);
        let now = self.ports.clock.now();
        let found = self.ports.sessions.redeem(digest, now).await?;
        let (person, session) = found.ok_or(Failure::Refused(NotSignedIn))?;
        Ok(Caller::proven(person, session))
    }

    /// Forgets sessions and tickets that can't be used any more; to be called now and then.
    pub async fn forget_expired(&self) -> Result<(), Fault> {
        let now = self.ports.clock.now();
        self.ports.sessions.forget_expired(now).await
    }
}
