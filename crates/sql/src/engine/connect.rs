//! Opens the connections of either database and brings its schema up to date.

use std::{path::Path, time::Duration};

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    DatabaseConnection, DbErr, SqliteTransactionMode, SqlxPostgresConnector, SqlxSqliteConnector,
    TransactionOptions, TransactionTrait,
};
use sqlx::{
    ConnectOptions, Connection, Error, PgPool, SqlitePool,
    pool::PoolOptions,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Pools, store::SPARE};
use crate::settings::{DatabaseSettings, OpenError, Target};

/// How long a statement waits for a connection, and a SQLite connection for a lock.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection that rested longer is tried before it is used.
const RESTED: Duration = Duration::from_secs(30);
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
    let write = write.map_err(OpenError::Unreachable)?;
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
    let options: PgConnectOptions = settings.url.parse().map_err(OpenError::BadUrl)?;
    let options = options
        .application_name("rostra")
        // Compiling a plan costs more than any of our statements.
        .options([("search_path", "rostra"), ("jit", "off")])
        .statement_cache_capacity(256)
        .disable_statement_logging();
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

/// Brings the schema up to date; nodes that start together take turns.
pub(crate) async fn migrate(pools: &Pools) -> Result<(), OpenError> {
    match pools {
        Pools::Sqlite { write, .. } => migrate_sqlite(write).await.map_err(OpenError::Migration),
        Pools::Postgres(pool) => migrate_postgres(pool).await,
    }
}

async fn migrate_sqlite(pool: &SqlitePool) -> Result<(), DbErr> {
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
    migrated.map_err(OpenError::Migration)
}

async fn lock(turn: &mut sqlx::PgConnection, sql: &'static str) -> Result<(), OpenError> {
    let locked: Result<_, Error> = sqlx::query(sql).bind(MIGRATION_LOCK).execute(turn).await;
    locked.map(drop).map_err(OpenError::Unreachable)
}

async fn migrate_locked(pool: &PgPool) -> Result<(), DbErr> {
    use sea_orm::ConnectionTrait;

    let db: DatabaseConnection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
    db.execute_unprepared("CREATE SCHEMA IF NOT EXISTS rostra")
        .await?;
    Migrator::up(&db, None).await
}
