//! What went wrong: a conflict is an answer, a fault is a breakdown.

use std::error::Error;
use std::fmt;

use thiserror::Error;

/// A breakdown of something outside the chat (a database, a broker): logged once, told as "server error".
#[derive(Debug)]
pub struct Fault {
    doing: &'static str,
    source: Box<dyn Error + Send + Sync>,
    is_overload: bool,
}

impl Fault {
    /// A fault met while `doing` something, such as `"read a page of messages"`.
    pub fn new(doing: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            doing,
            source: source.into(),
            is_overload: false,
        }
    }

    /// So many wait for `doing` that one more is sent away at once; nothing was done. Not broken:
    /// counted rather than logged, and told as "busy".
    pub fn overload(doing: &'static str) -> Self {
        Self {
            doing,
            source: "as many wait for it as may".into(),
            is_overload: true,
        }
    }

    /// Whether asking again in a moment makes sense, because too much was asked at once.
    pub const fn is_overload(&self) -> bool {
        self.is_overload
    }

    /// The fault and what caused it, for the log. It says what broke, not what was being stored: the
    /// `Debug` form of a database's error may quote rows.
    pub const fn with_causes(&self) -> impl fmt::Display {
        WithCauses(self)
    }
}

struct WithCauses<'a>(&'a Fault);

impl fmt::Display for WithCauses<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {}", self.doing)
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}

/// What a port answers when it does not do what it was asked.
#[derive(Debug, Error)]
pub enum StoreError<C> {
    /// The chat's rules forbid it; nothing was changed.
    #[error("the rules forbid it")]
    Conflict(C),
    /// The adapter broke down; nothing was changed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::Fault;

    /// What a database says of a row that it refuses.
    #[derive(thiserror::Error)]
    #[error("a rule was broken")]
    struct Refused(#[source] std::io::Error);

    impl fmt::Debug for Refused {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("DETAIL: secret")
        }
    }

    #[test]
    fn what_is_logged_names_every_cause_and_quotes_no_row() {
        let source = Refused(std::io::Error::other("the disk is full"));
        let fault = Fault::new("open an account", source);
        assert_eq!(
            fault.with_causes().to_string(),
            "could not open an account: a rule was broken: the disk is full"
        );
    }
}
