//! Which database to open, and why it could not be opened.

use std::{fmt, path::PathBuf};

use thiserror::Error;

/// Where the database is and how much of it to use.
#[derive(Clone)]
pub struct DatabaseSettings {
    /// `sqlite::memory:`, `sqlite:path/to/file` or `postgres://user:password@host/name`.
    pub url: String,
    /// Connections that read a SQLite file; one more writes.
    pub readers: u32,
    /// Connections to PostgreSQL at most.
    pub connections: u32,
}

impl DatabaseSettings {
    /// The defaults for the database at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            readers: 4,
            connections: 10,
        }
    }

    pub(crate) fn target(&self) -> Result<Target, OpenError> {
        let url = self.url.as_str();
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Target::Postgres);
        }
        let path = url
            .strip_prefix("sqlite:")
            .ok_or(OpenError::UnknownScheme)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        match path {
            "" => Err(OpenError::NoFile),
            ":memory:" => Ok(Target::Memory),
            _ => Ok(Target::File(PathBuf::from(path))),
        }
    }
}

impl fmt::Debug for DatabaseSettings {
    /// The URL may hold a password, so only its scheme is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.url.split_once(':').map_or("", |(scheme, _)| scheme);
        f.debug_struct("DatabaseSettings")
            .field("scheme", &scheme)
            .field("readers", &self.readers)
            .field("connections", &self.connections)
            .finish()
    }
}

/// What a URL means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    Memory,
    File(PathBuf),
    Postgres,
}

/// Why a database could not be opened, in a sentence for the operator.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Neither SQLite nor PostgreSQL.
    #[error("the database URL must begin with `sqlite:` or `postgres://`")]
    UnknownScheme,
    /// `sqlite:` alone.
    #[error("the database URL names no file after `sqlite:`")]
    NoFile,
    /// A PostgreSQL URL that can't be read.
    #[error("the database URL is not a valid `postgres://` URL")]
    BadUrl(#[source] sqlx::Error),
    /// The file can't be opened, or the server does not answer.
    #[error("the database cannot be reached: {0}")]
    Unreachable(#[source] sqlx::Error),
    /// The schema can't be brought up to date.
    #[error("the database schema cannot be brought up to date: {0}")]
    Migration(#[source] sea_orm::DbErr),
}

#[cfg(test)]
mod tests {
    use super::{DatabaseSettings, OpenError, Target};

    fn target(url: &str) -> Result<Target, OpenError> {
        DatabaseSettings::new(url).target()
    }

    #[test]
    fn a_url_says_which_database_is_meant() {
        assert!(matches!(target("sqlite::memory:"), Ok(Target::Memory)));
        assert!(matches!(target("postgres://h/d"), Ok(Target::Postgres)));
        assert!(matches!(target("postgresql://h/d"), Ok(Target::Postgres)));
        for url in ["sqlite:/var/chat.db", "sqlite:///var/chat.db"] {
            assert!(matches!(target(url), Ok(Target::File(path)) if path.ends_with("var/chat.db")));
        }
        assert!(matches!(target("sqlite:"), Err(OpenError::NoFile)));
        assert!(matches!(
            target("mysql://h/d"),
            Err(OpenError::UnknownScheme)
        ));
    }

    #[test]
    fn a_password_is_never_shown() {
        let settings = DatabaseSettings::new("postgres://ann:secret@host/chat");
        assert!(!format!("{settings:?}").contains("secret"));
    }
}
