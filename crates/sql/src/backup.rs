//! Copies of a SQLite database, taken while it is in use, and their way back into use.

use std::{fs, io, path::Path, time::Duration};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Error, SqliteConnection,
    sqlite::SqliteConnectOptions,
};
use thiserror::Error;
use uuid::Uuid;

use crate::{
    engine::Found,
    settings::{DatabaseSettings, OpenError, Target, told},
};

const PATIENCE: Duration = Duration::from_secs(10);
/// What makes somebody signed in; whatever of it exists is emptied.
const SESSIONS: [&str; 2] = ["sessions", "socket_tickets"];

/// Why a copy could not be made, or not be taken into use.
#[derive(Debug, Error)]
pub enum CopyError {
    /// There is no file to copy.
    #[error("only a SQLite file can be copied; for PostgreSQL use `pg_dump --schema=rostra`")]
    NoFile,
    /// The database can't be opened, or is none of ours.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The copy is damaged.
    #[error("the copy of the database is damaged: {0}")]
    Damaged(String),
    /// The copy can't be written.
    #[error("the copy of the database cannot be written: {0}")]
    Unwritable(#[from] io::Error),
}

/// Copies the database to a new file at `to`, as it is at one instant, while others write it. The
/// copy is whole and checked.
pub(crate) async fn copy(settings: &DatabaseSettings, to: &Path) -> Result<(), CopyError> {
    let Target::File(path) = settings.target()? else {
        return Err(CopyError::NoFile);
    };
    let mut db = open(&path).await.map_err(|error| told(&path, error))?;
    let found = Found::in_sqlite(&mut db).await;
    found.map_err(|error| told(&path, error))?.compared()?;
    copy_open(&mut db, to)
        .await
        .map_err(|error| told(to, error))?;
    // Nobody waits for what only read.
    let _ = db.close().await;
    fs::File::open(to)?.sync_all()?;
    let mut copied = open(to).await.map_err(|error| told(to, error))?;
    check(&mut copied, to, "PRAGMA quick_check").await
}

/// The same over a connection that is open already.
pub(crate) async fn copy_open(db: &mut SqliteConnection, to: &Path) -> Result<(), Error> {
    let name = to.to_string_lossy().into_owned();
    sqlx::query("VACUUM INTO $1").bind(name).execute(db).await?;
    Ok(())
}

/// Makes a copy ready to be used in place of the original: it is checked, gets a name of its own,
/// so that clients know that their positions mean nothing to it, and nobody is signed in. Answers
/// the last step of its schema.
pub(crate) async fn renew(path: &Path) -> Result<String, CopyError> {
    let unreadable = |error| CopyError::from(told(path, error));
    let mut db = open(path).await.map_err(unreadable)?;
    check(&mut db, path, "PRAGMA integrity_check").await?;
    let found = Found::in_sqlite(&mut db).await.map_err(unreadable)?;
    let steps = found.compared()?;
    let last = steps.into_iter().rev().find(|step| step.is_taken);
    let Some(last) = last else {
        return Err(CopyError::Damaged("it holds nothing of Rostra".to_owned()));
    };
    begin_anew(&mut db).await.map_err(unreadable)?;
    db.close().await.map_err(unreadable)?;
    Ok(last.name)
}

async fn begin_anew(db: &mut SqliteConnection) -> Result<(), Error> {
    let mut tx = db.begin().await?;
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    let has = |name: &str| tables.iter().any(|table| table == name);
    if has("server_state") {
        sqlx::query("UPDATE server_state SET value = $1 WHERE name = 'epoch'")
            .bind(Uuid::new_v4().simple().to_string())
            .execute(&mut *tx)
            .await?;
    }
    for table in SESSIONS.into_iter().filter(|table| has(table)) {
        let sql = AssertSqlSafe(format!("DELETE FROM {table}"));
        sqlx::query(sql).execute(&mut *tx).await?;
    }
    tx.commit().await
}

async fn open(path: &Path) -> Result<SqliteConnection, Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .disable_statement_logging();
    options.connect().await
}

async fn check(
    db: &mut SqliteConnection,
    path: &Path,
    pragma: &'static str,
) -> Result<(), CopyError> {
    let found: Vec<String> = sqlx::query_scalar(pragma)
        .fetch_all(db)
        .await
        .map_err(|error| told(path, error))?;
    match found.as_slice() {
        [fine] if fine == "ok" => Ok(()),
        [first, ..] => Err(CopyError::Damaged(first.clone())),
        [] => Err(CopyError::Damaged("it cannot be checked".to_owned())),
    }
}
