//! On PostgreSQL the writer's next transaction begins with the commit of the last one.

use std::time::Duration;

use sqlx::{Connection, PgConnection};
use testing::Chat;
use tokio::time::timeout;

use crate::store::TestStore;

/// What never comes fails the test instead of hanging it.
const PATIENCE: Duration = Duration::from_secs(60);

async fn watcher(store: &TestStore) -> PgConnection {
    PgConnection::connect(&store.url).await.unwrap()
}

/// How many transactions idle in the test's database.
async fn idling(db: &mut PgConnection) -> i64 {
    let idling = "SELECT count(*) FROM pg_stat_activity \
        WHERE state = 'idle in transaction' AND datname = current_database()";
    sqlx::query_scalar(idling).fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn no_transaction_idles_for_long() {
    let store = TestStore::on_postgres().await;
    let mut db = watcher(&store).await;
    let chat = Chat::kept_by(store);
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post(room, &ann, "hello").await;
    let ended = async { while idling(&mut db).await > 0 {} };
    timeout(PATIENCE, ended).await.unwrap();
    assert_eq!(chat.post(room, &ann, "goes on").await.seq.get(), 2);
}

#[tokio::test]
async fn a_transaction_that_was_begun_ahead_and_cut_off_costs_no_message() {
    let store = TestStore::on_postgres().await;
    let mut db = watcher(&store).await;
    let chat = Chat::kept_by(store);
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    for number in 1..=20 {
        let posted = chat.post(room, &ann, "hello").await;
        assert_eq!(posted.seq.get(), number);
        let cut_off = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
            WHERE state = 'idle in transaction' AND datname = current_database()";
        sqlx::query(cut_off).execute(&mut db).await.unwrap();
    }
    assert_eq!(chat.texts(&ann, room).await.len(), 20);
}

#[tokio::test]
async fn a_closed_database_leaves_no_transaction_behind() {
    let store = TestStore::on_postgres().await;
    let mut db = watcher(&store).await;
    let chat = Chat::kept_by(store.clone());
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post(room, &ann, "hello").await;
    store.database.close().await;
    assert_eq!(idling(&mut db).await, 0);
}
