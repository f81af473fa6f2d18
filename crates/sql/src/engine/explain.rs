//! How a database would run a statement.

use sqlx::{
    AssertSqlSafe, Error, Executor, PgPool, Row as _, SqlitePool, raw_sql, sqlite::SqliteArguments,
};

use super::{
    Arg, Dialect, Pools, Sql, Store, Table,
    store::{lite_args, lite_tables},
};

impl Store {
    /// How the database would run a reading statement.
    pub(crate) async fn explain(
        &self,
        sql: &'static Sql,
        args: &[Arg<'_>],
    ) -> Result<Vec<String>, Error> {
        match &self.pools {
            Pools::Sqlite { read, .. } => explain_lite(read, sql, lite_args(args)?).await,
            Pools::Postgres(pool) => {
                let types: Vec<_> = args.iter().map(pg_type).collect();
                explain_pg(pool, sql, &types).await
            }
        }
    }

    /// How the database would run a statement of the writer.
    pub(crate) async fn explain_write(
        &self,
        sql: &'static Sql,
        input: Vec<Table>,
    ) -> Result<Vec<String>, Error> {
        match &self.pools {
            Pools::Sqlite { read, .. } => explain_lite(read, sql, lite_tables(&input)?).await,
            Pools::Postgres(pool) => {
                let columns = input.iter().map(|table| table.0.len()).sum();
                // The statement itself says what each array holds.
                explain_pg(pool, sql, &vec!["unknown"; columns]).await
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
    let rows = sqlx::query_with(AssertSqlSafe(text), args)
        .fetch_all(pool)
        .await?;
    rows.iter().map(|row| row.try_get("detail")).collect()
}

/// The plan of the prepared statement, which a connection keeps whatever the values are.
async fn explain_pg(
    pool: &PgPool,
    sql: &'static Sql,
    types: &[&'static str],
) -> Result<Vec<String>, Error> {
    let text = sql.text(Dialect::Postgres);
    let types_named = types.join(", ");
    let values = vec!["NULL"; types.len()].join(", ");
    let prepare = format!("PREPARE explained ({types_named}) AS {text}");
    let explain = format!("EXPLAIN (COSTS OFF) EXECUTE explained ({values})");
    let mut db = pool.acquire().await?;
    db.execute(raw_sql(AssertSqlSafe(prepare))).await?;
    let rows = db.fetch_all(raw_sql(AssertSqlSafe(explain))).await;
    db.execute(raw_sql("DEALLOCATE explained")).await?;
    rows?.iter().map(|row| row.try_get(0)).collect()
}

const fn pg_type(arg: &Arg<'_>) -> &'static str {
    match arg {
        Arg::Int(_) => "bigint",
        Arg::Text(_) => "text",
        Arg::Time(_) => "timestamptz",
        Arg::Uuid(_) => "uuid",
        Arg::Bytes(_) => "bytea",
    }
}
