//! Opens the connections of either database and brings its schema up to date.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    DatabaseConnection, DbErr, SqliteTransactionMode, SqlxPostgresConnector, SqlxSqliteConnector,
    TransactionOptions, TransactionTrait,
};
use sqlx::{
    ConnectOptions, Connection, Error, PgPool, SqliteConnection, SqlitePool,
    pool::PoolOptions,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Found, Pools, store::SPARE};
use crate::{
    backup::copy_open,
    settings::{DatabaseSettings, OpenError, Target, told},
};

/// How long a statement waits for a connection, and a SQLite connection for a lock.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection that rested longer is tried before it is used.
const RESTED: Duration = Duration::from_secs(30);
/// How PostgreSQL plans: once for each connection, and always by index.
///
/// A plan is kept for as long as the connection lives. Made from the sizes of young tables it would
/// scan them, and go on scanning them when they are no longer small: autovacuum tells of their growth
/// a minute later, or never where it is off. Every statement has its index, so what PostgreSQL
/// believes of the sizes must not matter. Compiling a plan costs more than any of our statements.
const PLANNING: [(&str, &str); 5] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("jit", "off"),
];
/// Names the lock under which one node at a time migrates: "rostra" in ASCII.
const MIGRATION_LOCK: i64 = 0x726f_7374_7261;

/// Opens the connections.
pub(crate) async fn connect(settings: &DatabaseSettings) -> Result<Pools, OpenError> {
    match settings.target()? {
        Target::Memory => connect_memory().await,
        Target::File(path) => connect_file(&path, settings.readers).await,
        Target::Postgres => connect_postgres(settings).await,
    }
}

/// A database in memory lives and dies with its one connection.
async fn connect_memory() -> Result<Pools, OpenError> {
    let options = sqlite_options().in_memory(true);
    let pool = sqlite_pool(1).connect_with(options).await;
    let pool = pool.map_err(OpenError::Unreachable)?;
    Ok(Pools::Sqlite {
        write: pool.clone(),
        read: pool,
        in_memory: true,
    })
}

async fn connect_file(path: &Path, readers: u32) -> Result<Pools, OpenError> {
    let options = sqlite_options().filename(path).create_if_missing(true);
    let write = options
        .clone()
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-4096")
        .pragma("journal_size_limit", "67108864")
        .pragma("wal_autocheckpoint", "0");
    // One for the log, one for everything else that writes, which take turns, and one to checkpoint.
    let write = sqlite_pool(3).connect_with(write).await;
    let write = write.map_err(|error| told(path, error))?;
    let read = options
        .pragma("query_only", "ON")
        .pragma("cache_size", "-2048");
    let read = sqlite_pool(readers.max(1) + SPARE).connect_lazy_with(read);
    Ok(Pools::Sqlite {
        write,
        read,
        in_memory: false,
    })
}

fn sqlite_options() -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(128)
        .disable_statement_logging()
}

/// SQLite connections never grow old; a database in memory must not even rest.
fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

async fn connect_postgres(settings: &DatabaseSettings) -> Result<Pools, OpenError> {
    let options = postgres_options(settings)?;
    let pool: PoolOptions<_> = PgPoolOptions::new()
        .max_connections(settings.connections.max(SPARE + 2))
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > RESTED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        });
    let pool = pool.connect_with(options).await;
    pool.map(Pools::Postgres).map_err(OpenError::Unreachable)
}

fn postgres_options(settings: &DatabaseSettings) -> Result<PgConnectOptions, OpenError> {
    let options: PgConnectOptions = settings.url.parse().map_err(OpenError::BadUrl)?;
    Ok(options
        .application_name("rostra")
        .options([("search_path", "rostra")])
        .options(PLANNING)
        .statement_cache_capacity(256)
        .disable_statement_logging())
}

/// Brings the schema up to date; nodes that start together take turns.
///
/// A SQLite file is copied before its schema is changed.
pub(crate) async fn migrate(pools: &Pools, file: Option<&Path>) -> Result<(), OpenError> {
    match pools {
        Pools::Sqlite { write, .. } => migrate_sqlite(write, file).await,
        Pools::Postgres(pool) => migrate_postgres(pool).await,
    }
}

async fn migrate_sqlite(pool: &SqlitePool, file: Option<&Path>) -> Result<(), OpenError> {
    let shown = file.unwrap_or(Path::new(":memory:"));
    let refused = |error| told(shown, error);
    let mut db = pool.acquire().await.map_err(refused)?;
    let found = Found::in_sqlite(&mut db).await.map_err(refused)?;
    let Some(pending) = found.pending()? else {
        return Ok(());
    };
    if let Some(file) = file.filter(|_| found.is_used()) {
        let copied = copy_before(&mut db, file, &pending).await;
        copied.map_err(|error| OpenError::NotCopied(Box::new(error)))?;
    }
    drop(db);
    take_steps(pool).await.map_err(OpenError::Migration)
}

/// Copies the database beside itself, in place of an earlier copy of the same schema.
async fn copy_before(db: &mut SqliteConnection, file: &Path, step: &str) -> Result<(), OpenError> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".before-{step}"));
    let copy = PathBuf::from(name);
    let mut draft = copy.clone().into_os_string();
    draft.push(".draft");
    let draft = PathBuf::from(draft);
    let unwritable = |source| told(&draft, sqlx::Error::Io(source));
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(unwritable(error)),
        Ok(()) | Err(_) => {}
    }
    let copied = copy_open(db, &draft).await;
    copied.map_err(|error| told(&draft, error))?;
    fs::rename(&draft, &copy).map_err(unwritable)?;
    let copy = copy.display();
    tracing::info!(%copy, step, "copied the database before its schema is changed");
    Ok(())
}

async fn take_steps(pool: &SqlitePool) -> Result<(), DbErr> {
    let db = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.clone());
    let tx = db
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

async fn migrate_postgres(pool: &PgPool) -> Result<(), OpenError> {
    let mut turn = pool.acquire().await.map_err(OpenError::Unreachable)?;
    lock(&mut turn, "SELECT pg_advisory_lock($1)").await?;
    let migrated = migrate_locked(pool).await;
    lock(&mut turn, "SELECT pg_advisory_unlock($1)").await?;
    migrated
}

async fn lock(turn: &mut sqlx::PgConnection, sql: &'static str) -> Result<(), OpenError> {
    let locked: Result<_, Error> = sqlx::query(sql).bind(MIGRATION_LOCK).execute(turn).await;
    locked.map(drop).map_err(OpenError::Unreachable)
}

async fn migrate_locked(pool: &PgPool) -> Result<(), OpenError> {
    let mut db = pool.acquire().await.map_err(OpenError::Unreachable)?;
    let found = Found::in_postgres(&mut db).await;
    if found.map_err(OpenError::Unreachable)?.pending()?.is_none() {
        return Ok(());
    }
    drop(db);
    create_and_take_steps(pool)
        .await
        .map_err(OpenError::Migration)
}

async fn create_and_take_steps(pool: &PgPool) -> Result<(), DbErr> {
    use sea_orm::ConnectionTrait;

    let db: DatabaseConnection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
    db.execute_unprepared("CREATE SCHEMA IF NOT EXISTS rostra")
        .await?;
    Migrator::up(&db, None).await
}

/// What schema the database has; nothing is made or changed.
pub(crate) async fn look(settings: &DatabaseSettings) -> Result<Found, OpenError> {
    match settings.target()? {
        Target::Memory => Ok(Found::Nothing),
        Target::File(path) if !path.exists() => Ok(Found::Nothing),
        Target::File(path) => {
            let options = sqlite_options().filename(&path).create_if_missing(false);
            let db = options.connect().await;
            let mut db = db.map_err(|error| told(&path, error))?;
            let found = Found::in_sqlite(&mut db).await;
            found.map_err(|error| told(&path, error))
        }
        Target::Postgres => {
            let db = postgres_options(settings)?.connect().await;
            let mut db = db.map_err(OpenError::Unreachable)?;
            let found = Found::in_postgres(&mut db).await;
            found.map_err(OpenError::Unreachable)
        }
    }
}
