//! Why a backup was not made or not restored, in a sentence for the operator.

use std::io;
use std::path::{Path, PathBuf};

use sql::CopyError;
use thiserror::Error;

/// Why a backup was not made or not restored.
#[derive(Debug, Error)]
pub(crate) enum BackupFailed {
    /// Something is there already.
    #[error("{} exists; give the backup another name", .0.display())]
    Exists(PathBuf),
    /// There is data that a restore would replace.
    #[error("{} exists; with --overwrite it is moved aside and the backup takes its place", .0.display())]
    Occupied(PathBuf),
    /// PostgreSQL is backed up by its own tools.
    #[error(
        "backups are made of SQLite; for PostgreSQL use `pg_dump --schema=rostra` and `pg_restore`"
    )]
    NotSqlite,
    /// The database can't be copied, or the copy is not good.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// A file can't be read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file can't be written.
    #[error("{} cannot be written: {source}", path.display())]
    Unwritable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is no backup, or not a whole one.
    #[error("this is no whole backup of Rostra: {0}; nothing was changed")]
    NotWhole(String),
    /// A file of the backup would land where it must not.
    #[error("the backup names the file `{0}`, which has no place in one; nothing was changed")]
    OutOfPlace(String),
    /// The backup is of a kind that this program does not know.
    #[error("the backup is of a newer Rostra ({0}); restore it with that version")]
    Newer(String),
}

impl BackupFailed {
    pub(super) fn unreadable(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::Unreadable { path, source }
    }

    pub(super) fn unwritable(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::Unwritable { path, source }
    }

    pub(super) fn not_whole(why: impl ToString) -> Self {
        Self::NotWhole(why.to_string())
    }
}
