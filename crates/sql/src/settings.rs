//! Which database to open, and why it could not be opened.

use std::{
    fmt,
    path::{Path, PathBuf},
};

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

    /// The file of the database, if it is one.
    pub fn file(&self) -> Result<Option<PathBuf>, OpenError> {
        match self.target()? {
            Target::File(path) => Ok(Some(path)),
            Target::Memory | Target::Postgres => Ok(None),
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
    /// The server does not answer.
    #[error(
        "the database cannot be reached: {0}; see whether it runs and whether the database URL is right"
    )]
    Unreachable(#[source] sqlx::Error),
    /// The file is none of SQLite's.
    #[error(
        "{} is not a database of SQLite, or its beginning is damaged; move it away to begin with an empty one, or restore a backup", .0.display()
    )]
    NotADatabase(PathBuf),
    /// The file is SQLite's, but broken.
    #[error(
        "the database {} is damaged; restore a backup with `rostra restore FILE --overwrite`, which keeps what is there now", .0.display()
    )]
    Damaged(PathBuf),
    /// The file or its folder can't be written.
    #[error(
        "the database {} cannot be opened for writing; see to whom it and its folder belong, and whether the disk is mounted to be written", .0.display()
    )]
    Unwritable(PathBuf),
    /// No place is left.
    #[error("there is no space left for the database {}; free some and start again", .0.display())]
    Full(PathBuf),
    /// The file can't be opened for another reason.
    #[error("the database {} cannot be opened: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: sqlx::Error,
    },
    /// A database of another program.
    #[error(
        "the database belongs to another program: it has tables, but none of Rostra's; name another file in DATABASE_URL"
    )]
    Foreign,
    /// A step was taken that this program does not know.
    #[error(
        "the database was changed by a newer Rostra (its schema has the step `{0}`); run that version, or restore the copy it made before"
    )]
    NewerSchema(String),
    /// A step is still to be taken, and it is not for this order to take it.
    #[error(
        "the database has no schema yet or an older one; start the server once, or bring it up to date with `rostra migrate up`"
    )]
    NotCurrent,
    /// The copy that is made before the schema is changed can't be made.
    #[error("the schema is not changed, because the database could not be copied before: {0}")]
    NotCopied(#[source] Box<Self>),
    /// The schema can't be brought up to date.
    #[error("the database schema cannot be brought up to date: {0}")]
    Migration(#[source] sea_orm::DbErr),
}

/// What SQLite's refusal of the file at `path` means for an operator (sqlite.org/rescode.html).
pub(crate) fn told(path: &Path, error: sqlx::Error) -> OpenError {
    let code = error
        .as_database_error()
        .and_then(|refused| refused.code()?.parse::<u32>().ok());
    let path = path.to_owned();
    // The upper bits tell details.
    match code.map(|code| code & 0xff) {
        Some(26) => OpenError::NotADatabase(path),
        Some(11) => OpenError::Damaged(path),
        Some(8 | 14) => OpenError::Unwritable(path),
        Some(13) => OpenError::Full(path),
        Some(_) | None => OpenError::File {
            path,
            source: error,
        },
    }
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
