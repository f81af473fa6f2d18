//! Copies of a SQLite database, and databases that must not be touched.

use std::fs;
use std::path::{Path, PathBuf};

use migration::{Migrator, MigratorTrait};
use sea_orm::SqlxSqliteConnector;
use sql::{CopyError, Database, DatabaseSettings, OpenError};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqlitePool};
use tempfile::TempDir;
use testing::Chat;

use crate::store::TestStore;

fn settings(file: &Path) -> DatabaseSettings {
    DatabaseSettings::new(format!("sqlite:{}", file.display()))
}

/// An empty folder, and a file in it that is not there yet.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chat.db");
    (folder, file)
}

async fn run(file: &Path, statements: &'static str) {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    let mut db = options.connect().await.unwrap();
    sqlx::raw_sql(statements).execute(&mut db).await.unwrap();
    sqlx::Connection::close(db).await.unwrap();
}

async fn one(file: &Path, query: &'static str) -> String {
    let mut db = SqliteConnectOptions::new()
        .filename(file)
        .connect()
        .await
        .unwrap();
    sqlx::query_scalar(query).fetch_one(&mut db).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_taken_while_people_write_is_whole_and_stands_on_its_own() {
    let store = TestStore::on_sqlite().await;
    let chat = Chat::kept_by(store.clone());
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post(room, &ann, "needle").await;
    let orders: Vec<_> = (0..300)
        .map(|at| chat.message(room, &ann, &at.to_string()))
        .collect();
    let messages = chat.messages.clone();
    let writing = tokio::spawn(async move {
        for order in orders {
            messages.append(order).await.unwrap();
        }
    });
    let (_folder, copy) = place();
    let original = DatabaseSettings::new(store.url.clone());
    Database::copy(&original, &copy).await.unwrap();
    writing.await.unwrap();

    let last = Database::renew_copy(&copy).await.unwrap();
    assert_eq!(last, Migrator::migrations().last().unwrap().name());
    let url = format!("sqlite:{}", copy.display());
    let copied = TestStore::open(url, None).await;
    assert_ne!(copied.database.epoch(), store.database.epoch());
    let chat = Chat::kept_by(copied);
    let history = chat.history(&ann, room).await;
    let seqs: Vec<i64> = history.iter().map(|message| message.seq.get()).collect();
    let mut in_order = seqs.clone();
    in_order.sort_unstable();
    in_order.dedup();
    assert_eq!(in_order.len(), seqs.len());
    assert_eq!(
        i64::try_from(seqs.len()).unwrap(),
        *in_order.last().unwrap()
    );
    assert_eq!(chat.found(&ann, room, "needle").await, ["needle"]);
}

#[tokio::test]
async fn nobody_is_signed_in_to_a_renewed_copy() {
    let (_folder, file) = place();
    Database::open(settings(&file)).await.unwrap().close().await;
    run(&file, "CREATE TABLE IF NOT EXISTS sessions (id BLOB); CREATE TABLE IF NOT EXISTS socket_tickets (id BLOB)").await;
    let (_other, copy) = place();
    Database::copy(&settings(&file), &copy).await.unwrap();
    Database::renew_copy(&copy).await.unwrap();
    let left = "SELECT CAST((SELECT count(*) FROM sessions) + (SELECT count(*) FROM socket_tickets) AS TEXT)";
    assert_eq!(one(&copy, left).await, "0");
}

#[tokio::test]
async fn a_closed_database_is_whole_in_its_one_file() {
    let (_folder, file) = place();
    Database::open(settings(&file)).await.unwrap().close().await;
    let log = PathBuf::from(format!("{}-wal", file.display()));
    let left = fs::metadata(&log).map_or(0, |log| log.len());
    assert_eq!(left, 0);
    let (_other, alone) = place();
    fs::copy(&file, &alone).unwrap();
    Database::renew_copy(&alone).await.unwrap();
}

#[tokio::test]
async fn a_copy_with_a_hole_is_not_taken_into_use() {
    let (_folder, file) = place();
    Database::open(settings(&file)).await.unwrap().close().await;
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4_096].fill(0xAA);
    fs::write(&file, &bytes).unwrap();
    let refused = Database::renew_copy(&file).await.unwrap_err();
    assert!(
        matches!(refused, CopyError::Damaged(_) | CopyError::Open(_)),
        "{refused}"
    );
}

#[tokio::test]
async fn only_a_file_of_ours_is_copied() {
    let (_folder, file) = place();
    let (_other, copy) = place();
    run(&file, "CREATE TABLE recipes (name TEXT)").await;
    let foreign = Database::copy(&settings(&file), &copy).await.unwrap_err();
    assert!(matches!(foreign, CopyError::Open(OpenError::Foreign)));
    let memory = DatabaseSettings::new("sqlite::memory:");
    let none = Database::copy(&memory, &copy).await.unwrap_err();
    assert!(matches!(none, CopyError::NoFile));
    assert!(!copy.exists());
}

#[tokio::test]
async fn the_database_of_another_program_is_left_as_it_is() {
    let (_folder, file) = place();
    run(
        &file,
        "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')",
    )
    .await;
    let opened = Database::open(settings(&file)).await.map(drop);
    assert!(matches!(opened, Err(OpenError::Foreign)));
    let tables = "SELECT group_concat(name) FROM sqlite_schema";
    assert_eq!(one(&file, tables).await, "recipes");
    assert_eq!(one(&file, "SELECT name FROM recipes").await, "soup");
}

#[tokio::test]
async fn a_database_of_a_newer_rostra_is_refused_and_left_as_it_is() {
    let (_folder, file) = place();
    Database::open(settings(&file)).await.unwrap().close().await;
    run(
        &file,
        "INSERT INTO seaql_migrations VALUES ('m9999_from_the_future', 1)",
    )
    .await;
    let opened = Database::open(settings(&file)).await.map(drop);
    assert!(matches!(opened, Err(OpenError::NewerSchema(step)) if step == "m9999_from_the_future"));
    let looked = Database::schema(&settings(&file)).await;
    assert!(matches!(looked, Err(OpenError::NewerSchema(_))));
}

#[tokio::test]
async fn the_database_is_copied_before_its_schema_is_changed() {
    let (folder, file) = place();
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    let older = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.clone());
    let names: Vec<String> = Migrator::migrations()
        .iter()
        .map(|it| it.name().to_owned())
        .collect();
    let taken = u32::try_from(names.len() - 1).unwrap();
    Migrator::up(&older, Some(taken)).await.unwrap();
    pool.close().await;
    let pending = names.last().unwrap();
    let steps = Database::schema(&settings(&file)).await.unwrap();
    let last = steps.last().unwrap();
    assert_eq!((&last.name, last.is_taken), (pending, false));

    Database::open(settings(&file)).await.unwrap().close().await;
    let copy = folder.path().join(format!("chat.db.before-{pending}"));
    let count = "SELECT CAST(count(*) AS TEXT) FROM seaql_migrations";
    assert_eq!(one(&copy, count).await, taken.to_string());
    assert_eq!(one(&file, count).await, names.len().to_string());
    let steps = Database::schema(&settings(&file)).await.unwrap();
    assert!(steps.iter().all(|step| step.is_taken));
    assert!(
        !folder
            .path()
            .join(format!("chat.db.before-{pending}.draft"))
            .exists()
    );
}

#[tokio::test]
async fn looking_at_a_schema_makes_nothing() {
    let (_folder, file) = place();
    let steps = Database::schema(&settings(&file)).await.unwrap();
    assert!(!steps.is_empty() && steps.iter().all(|step| !step.is_taken));
    assert!(!file.exists());
    let url = tokio::task::spawn_blocking(testing::fresh_postgres)
        .await
        .unwrap();
    let steps = Database::schema(&DatabaseSettings::new(url.clone()))
        .await
        .unwrap();
    assert!(steps.iter().all(|step| !step.is_taken));
    Database::open(DatabaseSettings::new(url.clone()))
        .await
        .unwrap()
        .close()
        .await;
    let steps = Database::schema(&DatabaseSettings::new(url)).await.unwrap();
    assert!(steps.iter().all(|step| step.is_taken));
}
