//! Fresh databases for tests.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Accounts, Messages, Rooms, Sessions};
use sql::{Database, DatabaseSettings};
use sqlx::{Executor, PgPool, SqlitePool};
use tempfile::TempDir;
use testing::{Chat, RecordingEvents, Store, fresh_postgres};

/// A database of its own for one test.
#[derive(Clone)]
pub(crate) struct TestStore {
    pub(crate) database: Arc<Database>,
    pub(crate) events: Arc<RecordingEvents>,
    pub(crate) url: String,
    pub(crate) folder: Option<Arc<TempDir>>,
}

impl TestStore {
    pub(crate) async fn open(url: String, folder: Option<Arc<TempDir>>) -> Self {
        let database = Database::open(DatabaseSettings::new(url.clone()))
            .await
            .unwrap();
        let events = Arc::new(RecordingEvents::default());
        database.start(events.clone(), Arc::new(()));
        Self {
            database: Arc::new(database),
            events,
            url,
            folder,
        }
    }

    pub(crate) async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}/chat.db", folder.path().display());
        Self::open(url, Some(Arc::new(folder))).await
    }

    pub(crate) async fn on_postgres() -> Self {
        let url = tokio::task::spawn_blocking(fresh_postgres).await.unwrap();
        Self::open(url, None).await
    }

    /// How many messages there are, seen past the adapter.
    pub(crate) async fn count_messages(&self) -> i64 {
        let (count,): (i64,) = if self.url.starts_with("postgres") {
            let pool = PgPool::connect(&self.url).await.unwrap();
            let counted = sqlx::query_as("SELECT count(*) FROM rostra.messages");
            counted.fetch_one(&pool).await.unwrap()
        } else {
            let pool = SqlitePool::connect(&self.url).await.unwrap();
            let counted = sqlx::query_as("SELECT count(*) FROM messages");
            counted.fetch_one(&pool).await.unwrap()
        };
        count
    }

    /// Runs statements past the adapter.
    pub(crate) async fn run(&self, text: String) {
        let text = sqlx::AssertSqlSafe(text);
        if self.url.starts_with("postgres") {
            let pool = PgPool::connect(&self.url).await.unwrap();
            pool.execute(sqlx::raw_sql(text)).await.unwrap();
            pool.close().await;
        } else {
            let pool = SqlitePool::connect(&self.url).await.unwrap();
            pool.execute(sqlx::raw_sql(text)).await.unwrap();
            pool.close().await;
        }
    }
}

#[async_trait]
impl Store for TestStore {
    fn accounts(&self) -> Arc<dyn Accounts> {
        self.database.accounts()
    }

    fn sessions(&self) -> Arc<dyn Sessions> {
        self.database.sessions()
    }

    fn rooms(&self) -> Arc<dyn Rooms> {
        self.database.rooms()
    }

    fn messages(&self) -> Arc<dyn Messages> {
        self.database.messages()
    }

    fn events(&self) -> Arc<RecordingEvents> {
        self.events.clone()
    }

    async fn break_on(&self, body: &str) {
        let text = if self.url.starts_with("postgres") {
            format!("ALTER TABLE rostra.messages ADD CHECK (content <> '{body}')")
        } else {
            format!(
                "CREATE TRIGGER broken BEFORE INSERT ON messages WHEN new.content = '{body}' \
                 BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )
        };
        self.run(text).await;
    }
}

pub(crate) async fn on_sqlite() -> Chat {
    Chat::kept_by(TestStore::on_sqlite().await)
}

pub(crate) async fn on_postgres() -> Chat {
    Chat::kept_by(TestStore::on_postgres().await)
}
