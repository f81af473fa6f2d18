//! SeaORM on the same pools as everything else, for the plain parts: accounts and rooms.

use std::{ops::Deref, sync::Arc};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, SqlxPostgresConnector,
    SqlxSqliteConnector, TransactionOptions, TransactionTrait,
};

use tokio::sync::OwnedMutexGuard;

use crate::engine::{Pools, Store, Turn};

/// SeaORM's view of the connections.
pub(crate) struct Orm {
    pub(crate) write: DatabaseConnection,
    pub(crate) read: DatabaseConnection,
    /// PostgreSQL's writers need none.
    turn: Option<Turn>,
}

/// A writing transaction, whose turn it is until it ends.
pub(crate) struct OrmTx {
    tx: DatabaseTransaction,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Deref for OrmTx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.tx
    }
}

impl OrmTx {
    /// Makes what was written durable.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.tx.commit().await
    }
}

impl Orm {
    pub(crate) fn over(store: &Store) -> Self {
        match &store.pools {
            Pools::Sqlite { write, read, .. } => Self {
                write: SqlxSqliteConnector::from_sqlx_sqlite_pool(write.clone()),
                read: SqlxSqliteConnector::from_sqlx_sqlite_pool(read.clone()),
                turn: Some(store.turn()),
            },
            Pools::Postgres(pool) => {
                let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
                Self {
                    write: db.clone(),
                    read: db,
                    turn: None,
                }
            }
        }
    }

    /// Begins a writing transaction. SQLite's takes the write lock at once: one that upgraded later
    /// would be refused without waiting.
    pub(crate) async fn begin(&self) -> Result<OrmTx, DbErr> {
        let turn = self.turn().await;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(OrmTx {
            tx: self.write.begin_with_options(options).await?,
            _turn: turn,
        })
    }

    /// Waits for the turn to write.
    pub(crate) async fn turn(&self) -> Option<OwnedMutexGuard<()>> {
        let turn = self.turn.as_ref()?;
        Some(Arc::clone(turn).lock_owned().await)
    }
}
