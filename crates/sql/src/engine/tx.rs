//! A writing transaction of the message log.

use sqlx::{Error, Postgres, Sqlite};
use tokio::sync::MutexGuard;

use super::{
    Dialect, Row, Sql, Store, Table,
    lane::{Borrowed, Lane},
    store::{Lanes, is_lost, lite_tables, pg_tables},
};

/// A writing transaction. Whoever holds one must end it.
pub(crate) struct Tx<'a> {
    link: Link<'a>,
    /// Released last.
    _turn: Option<MutexGuard<'a, ()>>,
}

enum Link<'a> {
    Sqlite(&'a Lane<Sqlite>, Borrowed<'a, Sqlite>),
    Postgres(&'a Lane<Postgres>, Borrowed<'a, Postgres>),
}

impl<'a> Tx<'a> {
    /// A connection for a transaction. On SQLite its first statement begins it: one trip less.
    pub(super) async fn open(store: &'a Store) -> Result<Self, Error> {
        match &store.lanes {
            Lanes::Sqlite { write, .. } => {
                let turn = store.turn.lock().await;
                let link = Link::Sqlite(write, write.borrow().await?);
                Ok(Self {
                    link,
                    _turn: Some(turn),
                })
            }
            Lanes::Postgres { write, .. } => {
                let mut lent = write.borrow().await?;
                sqlx::raw_sql("BEGIN")
                    .execute(&mut *lent.connection)
                    .await?;
                let link = Link::Postgres(write, lent);
                Ok(Self { link, _turn: None })
            }
        }
    }

    /// Runs one statement of the transaction.
    pub(crate) async fn run(
        &mut self,
        sql: &'static Sql,
        input: Vec<Table>,
    ) -> Result<Vec<Row>, Error> {
        match &mut self.link {
            Link::Sqlite(_, lent) => {
                let query = sqlx::query_with(sql.text(Dialect::Sqlite), lite_tables(&input)?);
                let rows = query.fetch_all(&mut *lent.connection).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Link::Postgres(_, lent) => {
                let query = sqlx::query_with(sql.text(Dialect::Postgres), pg_tables(input)?);
                let rows = query.fetch_all(&mut *lent.connection).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Ends the transaction; what it wrote is durable from now on. On PostgreSQL the next one begins.
    pub(crate) async fn commit(&mut self) -> Result<(), Error> {
        self.say(match self.link {
            Link::Sqlite(..) => "COMMIT",
            Link::Postgres(..) => "COMMIT; BEGIN",
        })
        .await
    }

    /// Whether the last statement has committed already, as on SQLite.
    pub(crate) const fn commits_itself(&self) -> bool {
        matches!(self.link, Link::Sqlite(..))
    }

    /// After the commit: the transaction that began with it, if one did. SQLite's connection is kept
    /// for the next one.
    pub(super) fn end(self) -> Option<Self> {
        match self.link {
            Link::Sqlite(lane, lent) => {
                lane.keep(lent);
                None
            }
            Link::Postgres(..) => Some(self),
        }
    }

    /// Undoes the transaction. A connection that can't even do that goes back to the pool, which
    /// closes it.
    pub(crate) async fn roll_back(mut self) {
        let undone = self.say("ROLLBACK").await;
        match (self.link, undone) {
            (Link::Sqlite(lane, _), Err(error)) if is_lost(&error) => {
                tracing::warn!(%error, "the writing thread is lost; another one takes its place");
                lane.forget();
            }
            // SQLite has rolled back by itself after some errors and then refuses to do it again.
            (Link::Sqlite(lane, lent), _) => lane.keep(lent),
            (Link::Postgres(lane, lent), Ok(())) => lane.keep(lent),
            (Link::Postgres(lane, _), Err(error)) => {
                tracing::debug!(%error, "a connection is lost");
                lane.forget();
            }
        }
    }

    async fn say(&mut self, word: &'static str) -> Result<(), Error> {
        match &mut self.link {
            Link::Sqlite(_, lent) => {
                sqlx::raw_sql(word).execute(&mut *lent.connection).await?;
            }
            Link::Postgres(_, lent) => {
                sqlx::raw_sql(word).execute(&mut *lent.connection).await?;
            }
        }
        Ok(())
    }
}
