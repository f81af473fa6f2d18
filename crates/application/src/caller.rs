//! Who asks.

use domain::{Person, SessionId, Timestamp, UserId};

/// Somebody who proved who they are: every use case that needs an account asks for one.
///
/// Only [`People::authenticate`](crate::People::authenticate) makes one, so a route that forgets to
/// authenticate does not compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    person: Person,
    session: SessionId,
    expires_at: Timestamp,
}

impl Caller {
    pub(crate) const fn proven(person: Person, session: SessionId, expires_at: Timestamp) -> Self {
        Self {
            person,
            session,
            expires_at,
        }
    }

    /// Whose account.
    pub const fn user(&self) -> UserId {
        self.person.id
    }

    /// The caller as others see them.
    pub const fn person(&self) -> &Person {
        &self.person
    }

    /// The session of the token shown.
    pub const fn session(&self) -> SessionId {
        self.session
    }

    /// Until when the token shown is good.
    pub const fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}
