//! The connections of either database, and how statements run on them.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sqlx::{
    Arguments, Error, PgPool, Postgres, Sqlite, SqlitePool, postgres::PgArguments,
    sqlite::SqliteArguments,
};
use tokio::sync::Mutex;

use super::{Arg, Dialect, Row, Sql, Table, checkpoint, lane::Lane, to_offset};

/// The connections of either database.
pub(crate) enum Pools {
    /// A file is read and written at the same time; in memory there is one connection for all.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
        in_memory: bool,
    },
    Postgres(PgPool),
}

/// The connections that the hot statements keep for themselves.
pub(super) enum Lanes {
    Sqlite {
        write: Lane<Sqlite>,
        read: Lane<Sqlite>,
    },
    Postgres {
        write: Lane<Postgres>,
        read: Lane<Postgres>,
    },
}

/// Whose turn it is to write. SQLite has one writer at a time: waiting here is fair and costs
/// nothing, waiting for its lock is neither. PostgreSQL's writers need no turns.
pub(crate) type Turn = Arc<Mutex<()>>;

/// A database that statements run on, and a count of them.
pub(crate) struct Store {
    pub(crate) pools: Pools,
    pub(super) lanes: Lanes,
    pub(super) turn: Turn,
    ran: AtomicU64,
}

/// Connections that each pool has beside its lane, for SeaORM.
pub(super) const SPARE: u32 = 3;

impl Lanes {
    fn over(pools: &Pools) -> Self {
        let width = |most: u32| usize::try_from(most.saturating_sub(SPARE).max(1)).unwrap_or(1);
        match pools {
            Pools::Sqlite {
                write,
                read,
                in_memory,
            } => Self::Sqlite {
                write: Lane::new(write, 1, !in_memory),
                read: Lane::new(
                    read,
                    width(read.options().get_max_connections()),
                    !in_memory,
                ),
            },
            Pools::Postgres(pool) => Self::Postgres {
                write: Lane::new(pool, 1, true),
                read: Lane::new(pool, width(pool.options().get_max_connections()), true),
            },
        }
    }
}

impl Store {
    pub(crate) fn new(pools: Pools) -> Self {
        Self {
            lanes: Lanes::over(&pools),
            turn: Turn::default(),
            ran: AtomicU64::new(0),
            pools,
        }
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres(_) => Dialect::Postgres,
        }
    }

    /// For whoever writes past the log.
    pub(crate) fn turn(&self) -> Turn {
        Arc::clone(&self.turn)
    }

    /// How many reads ran so far; tests hold hot reads to their number of statements by it.
    pub(crate) fn ran(&self) -> u64 {
        self.ran.load(Ordering::Relaxed)
    }

    /// How many connections rest in the lanes.
    pub(crate) fn rested(&self) -> usize {
        match &self.lanes {
            Lanes::Sqlite { read, .. } => read.rested(),
            Lanes::Postgres { write, read } => write.rested() + read.rested(),
        }
    }

    /// Closes all connections; the one that writes goes last and folds SQLite's log into the file.
    pub(crate) async fn close(&self) {
        match &self.lanes {
            Lanes::Sqlite { write, read } => {
                read.close().await;
                if let Pools::Sqlite {
                    write: pool,
                    in_memory: false,
                    ..
                } = &self.pools
                {
                    checkpoint::finish(pool).await;
                }
                write.close().await;
            }
            Lanes::Postgres { write, read } => {
                write.forget();
                read.close().await;
            }
        }
    }

    /// Runs one reading statement. A connection that died unnoticed costs a second attempt.
    pub(crate) async fn read(
        &self,
        sql: &'static Sql,
        args: &[Arg<'_>],
    ) -> Result<Vec<Row>, Error> {
        self.ran.fetch_add(1, Ordering::Relaxed);
        match self.read_once(sql, args).await {
            Err(error) if is_lost(&error) => self.read_once(sql, args).await,
            result => result,
        }
    }

    async fn read_once(&self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        let text = sql.text(self.dialect());
        // The query itself is boxed once it has a connection: thousands may wait here for one, and
        // they must stay small.
        match &self.lanes {
            Lanes::Sqlite { read, .. } => {
                let mut lent = read.borrow().await?;
                let query = sqlx::query_with(text, lite_args(args)?);
                let rows = Box::pin(query.fetch_all(&mut *lent.connection)).await;
                read.settle(lent, &rows);
                Ok(rows?.into_iter().map(Row::Sqlite).collect())
            }
            Lanes::Postgres { read, .. } => {
                let mut lent = read.borrow().await?;
                let query = sqlx::query_with(text, pg_args(args)?);
                let rows = Box::pin(query.fetch_all(&mut *lent.connection)).await;
                read.settle(lent, &rows);
                Ok(rows?.into_iter().map(Row::Postgres).collect())
            }
        }
    }
}

/// Whether the connection is gone; one that rested may have died unnoticed.
pub(crate) fn is_lost(error: &Error) -> bool {
    match error {
        Error::Io(_) | Error::Protocol(_) | Error::WorkerCrashed => true,
        Error::Database(told) => told.code().is_some_and(|code| is_goodbye(&code)),
        _ => false,
    }
}

/// What PostgreSQL says before it hangs up: it stops, somebody ended the connection, or a transaction
/// idled (appendix A of its manual).
fn is_goodbye(code: &str) -> bool {
    code.starts_with("08") || matches!(code, "57P01" | "57P02" | "57P03" | "25P03")
}

pub(super) fn lite_args(args: &[Arg<'_>]) -> Result<SqliteArguments, Error> {
    let mut bound = SqliteArguments::default();
    for arg in args {
        match arg {
            Arg::Int(number) => bound.add(*number),
            Arg::Text(text) => bound.add((*text).to_owned()),
            Arg::Time(at) => bound.add(at.micros()),
            Arg::Uuid(uuid) => bound.add(*uuid),
            Arg::Bytes(bytes) => bound.add(bytes.to_vec()),
        }
        .map_err(Error::Encode)?;
    }
    Ok(bound)
}

fn pg_args(args: &[Arg<'_>]) -> Result<PgArguments, Error> {
    let mut bound = PgArguments::default();
    for arg in args {
        match arg {
            Arg::Int(number) => bound.add(*number),
            Arg::Text(text) => bound.add((*text).to_owned()),
            Arg::Time(at) => bound.add(to_offset(*at)),
            Arg::Uuid(uuid) => bound.add(*uuid),
            Arg::Bytes(bytes) => bound.add(bytes.to_vec()),
        }
        .map_err(Error::Encode)?;
    }
    Ok(bound)
}

pub(super) fn lite_tables(tables: &[Table]) -> Result<SqliteArguments, Error> {
    let mut bound = SqliteArguments::default();
    for table in tables {
        bound.add(table.to_json()).map_err(Error::Encode)?;
    }
    Ok(bound)
}

pub(super) fn pg_tables(tables: Vec<Table>) -> Result<PgArguments, Error> {
    let mut bound = PgArguments::default();
    for table in tables {
        table.bind(&mut bound).map_err(Error::Encode)?;
    }
    Ok(bound)
}
