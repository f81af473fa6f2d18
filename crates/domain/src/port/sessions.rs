//! Devices that are signed in.

use async_trait::async_trait;

use crate::{
    BeginRefused, Digest, EndingMark, Fault, NameKey, NewSession, NewTicket, Person,
    ProlongRefused, ProlongSession, Prolonged, Session, SessionId, StoreError, Timestamp, UserId,
};

/// Which devices are signed in.
///
/// A session that ended is gone: nothing of it is kept, and its tickets end with it.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Begins a session, unless the account was disabled or its password changed since it was
    /// compared; an order that runs at the same time as such a change is either refused or ended
    /// by it.
    async fn begin(&self, order: NewSession) -> Result<(), StoreError<BeginRefused>>;

    /// Prolongs a session, as [`check_prolong`](crate::check_prolong) says. Of concurrent orders
    /// with one token the first gets the next token and the others, within the grace, the same.
    /// A token that is found to be reused ends its session before the caller is told.
    async fn prolong(&self, order: ProlongSession)
    -> Result<Prolonged, StoreError<ProlongRefused>>;

    /// Whose session it is, in one statement; `None` once it ended or expired, or was never theirs.
    async fn owner(
        &self,
        session: SessionId,
        user: UserId,
        at: Timestamp,
    ) -> Result<Option<Person>, Fault>;

    /// The sessions of `user` that have not expired at `at`, last used first; as many as there are.
    async fn of(&self, user: UserId, at: Timestamp) -> Result<Vec<Session>, Fault>;

    /// Ends one session of `user`, its tickets with it; whether there was one. Of concurrent callers
    /// one is told that there was.
    async fn end(&self, user: UserId, session: SessionId) -> Result<bool, Fault>;

    /// Ends all sessions of `user`, their tickets with them. One that begins at the same time is ended
    /// too, or began after all of them had ended.
    async fn end_all(&self, user: UserId) -> Result<(), Fault>;

    /// The mark that is renewed with every ending of sessions, in one statement; `None` before the
    /// first. Who reads a renewed mark finds the sessions that ended with it gone, whichever process
    /// ended them.
    async fn last_ending(&self) -> Result<Option<EndingMark>, Fault>;

    /// Which of `sessions` go on at `at`, in any order; however many are asked about.
    async fn ongoing(&self, sessions: &[SessionId], at: Timestamp)
    -> Result<Vec<SessionId>, Fault>;

    /// Keeps a ticket; whether its session still exists.
    async fn admit(&self, ticket: NewTicket) -> Result<bool, Fault>;

    /// Takes a ticket away and answers whose session it stood for. Of concurrent callers one gets
    /// it; nobody does once it or its session has expired.
    async fn redeem(
        &self,
        secret: Digest,
        at: Timestamp,
    ) -> Result<Option<(Person, SessionId)>, Fault>;

    /// Whether the account of this name was signed in to from `origin` before; the same work whether
    /// or not there is such an account.
    async fn knows_origin(&self, username: &NameKey, origin: Digest) -> Result<bool, Fault>;

    /// Forgets sessions and tickets whose time is over, and origins not used for
    /// [`ORIGIN_KNOWN_FOR`](crate::ORIGIN_KNOWN_FOR).
    async fn forget_expired(&self, at: Timestamp) -> Result<(), Fault>;
}
