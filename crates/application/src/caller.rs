//! Who asks.

use domain::{Person, SessionId, UserId};

/// Somebody who proved who they are: every use case that needs an account asks for one.
///
/// Only [`People`](crate::People) makes one, of a token or a ticket, so a route that forgets to ask
/// for either does not compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    person: Person,
    session: SessionId,
}

impl Caller {
    pub(crate) const fn proven(person: Person, session: SessionId) -> Self {
        Self { person, session }
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
}
