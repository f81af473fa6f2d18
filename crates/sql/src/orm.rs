//! SeaORM on the same connections as everything else, for the plain parts: accounts and rooms.

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, SqlxPostgresConnector,
    SqlxSqliteConnector, TransactionOptions, TransactionTrait,
};

use crate::engine::Pools;

/// SeaORM's view of the connections.
pub(crate) struct Orm {
    pub(crate) write: DatabaseConnection,
    pub(crate) read: DatabaseConnection,
}

impl Orm {
    pub(crate) fn over(pools: &Pools) -> Self {
        match pools {
            Pools::Sqlite { write, read } => Self {
                write: SqlxSqliteConnector::from_sqlx_sqlite_pool(write.clone()),
                read: SqlxSqliteConnector::from_sqlx_sqlite_pool(read.clone()),
            },
            Pools::Postgres(pool) => {
                let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
                Self {
                    write: db.clone(),
                    read: db,
                }
            }
        }
    }

    /// Begins a writing transaction. SQLite's takes the write lock at once: one that upgraded later
    /// would be refused without waiting.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.write.begin_with_options(options).await
    }
}
