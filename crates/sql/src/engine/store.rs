//! The connections of either database, and how statements run on them.

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{
    Arguments, AssertSqlSafe, Error, PgPool, Postgres, Row as _, Sqlite, SqlitePool,
    pool::PoolConnection,
    postgres::PgArguments,
    sqlite::SqliteArguments,
};

use super::{Arg, Dialect, Row, Sql, Table};

/// The connections of either database.
pub(crate) enum Pools {
    /// One connection writes; the others read at the same time. In memory both are one.
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres(PgPool),
}

impl Pools {
    /// Closes all connections; the one that writes goes last and folds SQLite's log into the file.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// A database that statements run on, and a count of them.
pub(crate) struct Store {
    pub(crate) pools: Pools,
    ran: AtomicU64,
}

impl Store {
    pub(crate) const fn new(pools: Pools) -> Self {
        let ran = AtomicU64::new(0);
        Self { pools, ran }
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres(_) => Dialect::Postgres,
        }
    }

    /// How many reads ran so far; tests hold hot reads to their number of statements by it.
    pub(crate) fn ran(&self) -> u64 {
        self.ran.load(Ordering::Relaxed)
    }

    /// Runs one reading statement.
    pub(crate) async fn read(&self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        self.ran.fetch_add(1, Ordering::Relaxed);
        let text = sql.text(self.dialect());
        match &self.pools {
            Pools::Sqlite { read, .. } => {
                let query = sqlx::query_with(text, lite_args(args)?);
                let rows = query.fetch_all(read).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Pools::Postgres(pool) => {
                let query = sqlx::query_with(text, pg_args(args)?).persistent(sql.is_cached());
                let rows = query.fetch_all(pool).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// How the database would run a reading statement.
    pub(crate) async fn explain(
        &self,
        sql: &'static Sql,
        args: &[Arg<'_>],
    ) -> Result<Vec<String>, Error> {
        match &self.pools {
            Pools::Sqlite { read, .. } => {
                explain_lite(read, sql, lite_args(args)?).await
            }
            Pools::Postgres(pool) => explain_pg(pool, sql, pg_args(args)?).await,
        }
    }

    /// How the database would run a statement of the writer.
    pub(crate) async fn explain_write(
        &self,
        sql: &'static Sql,
        input: Table,
    ) -> Result<Vec<String>, Error> {
        match &self.pools {
            Pools::Sqlite { read, .. } => {
                explain_lite(read, sql, lite_tables(&[input])?).await
            }
            Pools::Postgres(pool) => explain_pg(pool, sql, pg_tables(vec![input])?).await,
        }
    }

    /// Begins a writing transaction with its first statement.
    pub(crate) async fn begin(
        &self,
        first: &'static Sql,
        input: Vec<Table>,
    ) -> Result<(Tx, Vec<Row>), Error> {
        let mut tx = match &self.pools {
            // On SQLite the text of `first` itself begins the transaction: one trip less.
            Pools::Sqlite { write, .. } => Tx::Sqlite(write.acquire().await?),
            Pools::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                sqlx::raw_sql("BEGIN").execute(&mut *connection).await?;
                Tx::Postgres(connection)
            }
        };
        match tx.run(first, input).await {
            Ok(rows) => Ok((tx, rows)),
            Err(error) => {
                tx.roll_back().await;
                Err(error)
            }
        }
    }
}

/// A writing transaction of the message log. Whoever holds one must end it.
pub(crate) enum Tx {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Tx {
    /// Runs one statement of the transaction.
    pub(crate) async fn run(
        &mut self,
        sql: &'static Sql,
        input: Vec<Table>,
    ) -> Result<Vec<Row>, Error> {
        match self {
            Self::Sqlite(connection) => {
                let text = sql.text(Dialect::Sqlite);
                let query = sqlx::query_with(text, lite_tables(&input)?);
                let rows = query.fetch_all(&mut **connection).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres(connection) => {
                let text = sql.text(Dialect::Postgres);
                let query = sqlx::query_with(text, pg_tables(input)?);
                let rows = query.fetch_all(&mut **connection).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Ends the transaction; what it wrote is durable from now on.
    pub(crate) async fn commit(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => {
                sqlx::raw_sql("COMMIT").execute(&mut **connection).await?;
            }
            Self::Postgres(connection) => {
                sqlx::raw_sql("COMMIT").execute(&mut **connection).await?;
            }
        }
        Ok(())
    }

    /// Undoes the transaction. A connection that can't even do that is thrown away.
    pub(crate) async fn roll_back(self) {
        match self {
            Self::Sqlite(mut connection) => {
                // SQLite has rolled back by itself after some errors and then refuses to do it again.
                let undone = sqlx::raw_sql("ROLLBACK").execute(&mut *connection).await;
                if let Err(error) = undone {
                    tracing::debug!(%error, "nothing to roll back");
                }
            }
            Self::Postgres(mut connection) => {
                let undone = sqlx::raw_sql("ROLLBACK").execute(&mut *connection).await;
                if undone.is_err() {
                    drop(connection.detach());
                }
            }
        }
    }
}

async fn explain_lite(
    pool: &SqlitePool,
    sql: &'static Sql,
    args: SqliteArguments,
) -> Result<Vec<String>, Error> {
    let text = format!("EXPLAIN QUERY PLAN {}", sql.text(Dialect::Sqlite));
    let rows = sqlx::query_with(AssertSqlSafe(text), args).fetch_all(pool).await?;
    rows.iter().map(|row| row.try_get("detail")).collect()
}

async fn explain_pg(
    pool: &PgPool,
    sql: &'static Sql,
    args: PgArguments,
) -> Result<Vec<String>, Error> {
    let text = format!("EXPLAIN (COSTS OFF) {}", sql.text(Dialect::Postgres));
    let rows = sqlx::query_with(AssertSqlSafe(text), args).fetch_all(pool).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

fn lite_args(args: &[Arg<'_>]) -> Result<SqliteArguments, Error> {
    let mut bound = SqliteArguments::default();
    for arg in args {
        match arg {
            Arg::Int(number) => bound.add(*number),
            Arg::Text(text) => bound.add((*text).to_owned()),
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
        }
        .map_err(Error::Encode)?;
    }
    Ok(bound)
}

fn lite_tables(tables: &[Table]) -> Result<SqliteArguments, Error> {
    let mut bound = SqliteArguments::default();
    for table in tables {
        bound.add(table.to_json()).map_err(Error::Encode)?;
    }
    Ok(bound)
}

fn pg_tables(tables: Vec<Table>) -> Result<PgArguments, Error> {
    let mut bound = PgArguments::default();
    for table in tables {
        table.bind(&mut bound).map_err(Error::Encode)?;
    }
    Ok(bound)
}
