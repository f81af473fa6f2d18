//! What only a database promises: reopening, several nodes, names in the schema, cost.

use std::sync::Arc;

use domain::{Appended, NameKey, SearchQuery, Seq, StoreError, Version};
use sql::{Claim, Database, DatabaseSettings, OpenError};
use sqlx::{PgPool, Row};
use testing::{Chat, RecordingEvents, Store, fresh_postgres};

use crate::store::TestStore;

async fn both() -> [TestStore; 2] {
    [TestStore::on_sqlite().await, TestStore::on_postgres().await]
}

/// The same database, as another node or a later process opens it.
async fn again(store: &TestStore) -> TestStore {
    TestStore::open(store.url.clone(), store.folder.clone()).await
}

#[tokio::test]
async fn a_reopened_database_keeps_its_epoch_and_its_content() {
    for store in both().await {
        let chat = Chat::kept_by(store.clone());
        let ann = chat.person("Ann").await;
        let room = chat.public("Lobby", &ann, &[]).await;
        chat.messages
            .append(chat.numbered(room, &ann, "hello", 7))
            .await
            .unwrap();
        let before = chat.history(&ann, room).await;
        store.database.close().await;

        let reopened = again(&store).await;
        assert_eq!(reopened.database.epoch(), store.database.epoch());
        let chat = Chat::kept_by(reopened);
        assert_eq!(chat.history(&ann, room).await, before);
        let repeated = chat
            .messages
            .append(chat.numbered(room, &ann, "hello", 7))
            .await;
        assert!(matches!(repeated, Ok(Appended::Already(_))));
        assert_eq!(chat.post(room, &ann, "goes on").await.seq, Seq::restored(2));
        assert_eq!(chat.found(&ann, room, "hello").await, ["hello"]);
    }
}

/// Keys as they were written before case folding; the last steps are taken again.
#[tokio::test]
async fn names_from_before_case_folding_are_found_by_it() {
    for store in both().await {
        let chat = Chat::kept_by(store.clone());
        for name in ["one", "two", "three", "four"] {
            chat.person(name).await;
        }
        store.database.close().await;
        let schema = if store.url.starts_with("postgres") {
            "rostra."
        } else {
            ""
        };
        let mut old =
            format!("DELETE FROM {schema}seaql_migrations WHERE version >= 'm0015_folded_names';");
        for (name, key) in [
            ("one", "νικος"),
            ("two", "νικοσ"),
            ("three", "ςας"),
            ("four", "σας"),
        ] {
            let set = format!("SET username_key = '{key}' WHERE username = '{name}';");
            old.push_str(&format!("UPDATE {schema}users {set}"));
        }
        store.run(old).await;

        let accounts = again(&store).await.accounts();
        let found = async |name: &str| {
            let found = accounts.credentials(&NameKey::of(name)).await.unwrap();
            found.map(|found| found.account.username.to_string())
        };
        // The one who had that key already, and the oldest.
        assert_eq!(found("ΝΙΚΟΣ").await.as_deref(), Some("two"));
        assert_eq!(found("ΣΑΣ").await.as_deref(), Some("three"));
        // The others are told apart by their ids.
        assert_eq!(found("renamed-1").await.as_deref(), Some("renamed-1"));
        assert_eq!(found("Renamed-4").await.as_deref(), Some("renamed-4"));
    }
}

/// Whoever works beside a server neither makes nor changes a schema.
#[tokio::test]
async fn only_a_current_database_is_opened_beside_a_server() {
    for store in both().await {
        let settings = || DatabaseSettings::new(store.url.clone());
        let beside = Database::open_current(settings()).await.unwrap();
        assert_eq!(beside.epoch(), store.database.epoch());
        beside.close().await;
        let schema = match store.url.starts_with("postgres") {
            true => "rostra.",
            false => "",
        };
        let newest = format!("(SELECT max(version) FROM {schema}seaql_migrations)");
        store
            .run(format!(
                "DELETE FROM {schema}seaql_migrations WHERE version = {newest}"
            ))
            .await;
        let refused = Database::open_current(settings()).await;
        assert!(matches!(refused, Err(OpenError::NotCurrent)));
        let steps = Database::schema(&settings()).await.unwrap();
        assert_eq!(steps.iter().filter(|step| !step.is_taken).count(), 1);
    }
}

#[tokio::test]
async fn nothing_is_made_beside_a_server_that_never_ran() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.db");
    let url = format!("sqlite:{}", path.display());
    let refused = Database::open_current(DatabaseSettings::new(url)).await;
    assert!(matches!(refused, Err(OpenError::NotCurrent)));
    assert!(!path.exists());
    let url = tokio::task::spawn_blocking(fresh_postgres).await.unwrap();
    let refused = Database::open_current(DatabaseSettings::new(url.clone())).await;
    assert!(matches!(refused, Err(OpenError::NotCurrent)));
    let steps = Database::schema(&DatabaseSettings::new(url)).await.unwrap();
    assert!(steps.iter().all(|step| !step.is_taken));
}

/// A large room's messages leave the database after it, also when the server stopped meanwhile.
#[tokio::test]
async fn what_was_said_in_a_deleted_room_is_cleared_away() {
    for store in both().await {
        let chat = Chat::kept_by(store.clone());
        let ann = chat.person("Ann").await;
        let mut rooms = Vec::new();
        for name in ["Lobby", "Hall"] {
            let room = chat.public(name, &ann, &[]).await;
            chat.post_numbers(room, &ann, 1_100).await;
            rooms.push(room);
        }
        chat.rooms.close(rooms[0], ann.id).await.unwrap();
        is_left_with(&store, 1_100).await;
        // As if the server had stopped right after it was told to delete the other one.
        let table = match store.url.starts_with("postgres") {
            true => "rostra.rooms",
            false => "rooms",
        };
        store
            .run(format!("UPDATE {table} SET kind = 'closed'"))
            .await;
        store.database.close().await;
        is_left_with(&again(&store).await, 0).await;
    }
}

/// Waits until there are so many messages.
async fn is_left_with(store: &TestStore, count: i64) {
    let patience = std::time::Duration::from_secs(30);
    let reached = async {
        while store.count_messages().await != count {
            tokio::task::yield_now().await;
        }
    };
    let reached = tokio::time::timeout(patience, reached).await;
    assert!(reached.is_ok(), "{}", store.count_messages().await);
}

/// What happens on one node is not told to the other.
#[tokio::test]
async fn a_second_server_of_a_database_is_noticed() {
    let store = TestStore::on_postgres().await;
    let beside = again(&store).await;
    let Claim::Sole(mut first) = store.database.claim().await.unwrap() else {
        panic!("nobody else is there");
    };
    assert!(first.is_held().await);
    let again = beside.database.claim().await.unwrap();
    assert!(matches!(again, Claim::Shared));
    drop(first);
    // The server lets go a moment after its connection has ended.
    let freed = async {
        while let Claim::Shared = beside.database.claim().await.unwrap() {
            tokio::task::yield_now().await;
        }
    };
    let patience = std::time::Duration::from_secs(20);
    tokio::time::timeout(patience, freed).await.unwrap();
}

#[tokio::test]
async fn two_databases_have_different_epochs() {
    let (one, two) = (TestStore::on_sqlite().await, TestStore::on_sqlite().await);
    assert_ne!(one.database.epoch(), two.database.epoch());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_writes_what_is_queued_and_refuses_what_comes_later() {
    for store in both().await {
        let chat = Chat::kept_by(store.clone());
        let ann = chat.person("Ann").await;
        let room = chat.public("Lobby", &ann, &[]).await;
        let orders: Vec<_> = (0..200)
            .map(|at| chat.message(room, &ann, &at.to_string()))
            .collect();
        let sends = orders.into_iter().map(|order| {
            let messages = chat.messages.clone();
            async move { messages.append(order).await }
        });
        let sends: Vec<_> = sends.map(tokio::spawn).collect();
        store.database.close().await;
        let mut accepted = 0;
        for send in sends {
            match send.await.unwrap() {
                Ok(_) => accepted += 1,
                Err(error) => assert!(matches!(error, StoreError::Fault(_))),
            }
        }
        let late = chat.try_post(room, &ann, "too late").await;
        assert!(matches!(late, Err(StoreError::Fault(_))));
        let chat = Chat::kept_by(again(&store).await);
        assert_eq!(chat.history(&ann, room).await.len(), accepted);
    }
}

#[tokio::test]
async fn orders_wait_until_the_writer_is_started() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}/chat.db", folder.path().display());
    let database = Database::open(DatabaseSettings::new(url.clone()))
        .await
        .unwrap();
    let store = TestStore {
        database: Arc::new(database),
        events: Arc::new(RecordingEvents::default()),
        url,
        folder: Some(Arc::new(folder)),
    };
    let chat = Chat::kept_by(store.clone());
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let order = chat.message(room, &ann, "early");
    let messages = chat.messages.clone();
    let waiting = tokio::spawn(async move { messages.append(order).await });
    tokio::task::yield_now().await;
    store.database.start(store.events.clone(), Arc::new(()));
    assert!(waiting.await.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_number_one_room_without_gaps() {
    let store = TestStore::on_postgres().await;
    let nodes = [
        Chat::kept_by(store.clone()),
        Chat::kept_by(again(&store).await),
    ];
    let (ann, bob) = (nodes[0].person("Ann").await, nodes[0].person("Bob").await);
    let rooms = [
        nodes[0].public("Lobby", &ann, &[&bob]).await,
        nodes[0].public("Hall", &bob, &[&ann]).await,
    ];
    let mut tasks = Vec::new();
    for (at, number) in (0..120_usize).zip(0_u128..) {
        let node = &nodes[at % 2];
        let author = if at % 3 == 0 { &ann } else { &bob };
        let mut order = node.message(rooms[(at / 2) % 2], author, &format!("message {at}"));
        if at % 4 < 2 {
            order.client_id = node
                .numbered(rooms[0], &ann, "same", 7 + number / 4)
                .client_id;
        }
        let messages = node.messages.clone();
        tasks.push(tokio::spawn(async move { messages.append(order).await }));
    }
    let mut new = 0;
    for task in tasks {
        new += usize::from(matches!(task.await.unwrap().unwrap(), Appended::New(_)));
    }
    let mut stored = 0;
    for room in rooms {
        let history = nodes[1].history(&ann, room).await;
        let seqs: Vec<i64> = history.iter().map(|message| message.seq.get()).collect();
        assert_eq!(
            seqs,
            (1..=i64::try_from(history.len()).unwrap()).collect::<Vec<_>>()
        );
        assert!(history.is_sorted_by_key(|message| (message.id, message.version)));
        stored += history.len();
    }
    assert_eq!(stored, new);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_nodes_that_send_one_client_id_one_stores_it() {
    let store = TestStore::on_postgres().await;
    let nodes = [
        Chat::kept_by(store.clone()),
        Chat::kept_by(again(&store).await),
    ];
    let ann = nodes[0].person("Ann").await;
    let rooms = [
        nodes[0].public("Lobby", &ann, &[]).await,
        nodes[0].public("Hall", &ann, &[]).await,
    ];
    for number in 0..20 {
        let (one, two) = tokio::join!(
            nodes[0]
                .messages
                .append(nodes[0].numbered(rooms[0], &ann, "hello", number)),
            nodes[1]
                .messages
                .append(nodes[1].numbered(rooms[1], &ann, "hello", number)),
        );
        let (one, two) = (one.unwrap(), two.unwrap());
        let news = [&one, &two].map(|sent| usize::from(matches!(sent, Appended::New(_))));
        assert_eq!(news[0] + news[1], 1);
        assert_eq!(one.into_message(), two.into_message());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_together_migrate_once() {
    let url = tokio::task::spawn_blocking(fresh_postgres).await.unwrap();
    let opening: Vec<_> = (0..4)
        .map(|_| tokio::spawn(Database::open(DatabaseSettings::new(url.clone()))))
        .collect();
    let mut epochs = Vec::new();
    for node in opening {
        epochs.push(node.await.unwrap().unwrap().epoch().clone());
    }
    epochs.dedup();
    assert_eq!(epochs.len(), 1);
}

#[tokio::test]
async fn postgres_has_the_tables_and_indexes_of_the_original() {
    let store = TestStore::on_postgres().await;
    let pool = PgPool::connect(&store.url).await.unwrap();
    let named = async |sql: &'static str| -> Vec<String> {
        let rows = sqlx::query(sql).fetch_all(&pool).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    };
    let tables = named("SELECT tablename::text FROM pg_tables WHERE schemaname = 'rostra'").await;
    for table in ["users", "rooms", "messages", "user_room"] {
        assert!(tables.iter().any(|found| found == table), "{table}");
    }
    let indexes = named("SELECT indexdef FROM pg_indexes WHERE schemaname = 'rostra'").await;
    let expected = [
        "INDEX ix_users_id ON rostra.users USING btree (id)",
        "UNIQUE INDEX ix_users_username ON rostra.users USING btree (username)",
        "UNIQUE INDEX ix_users_email ON rostra.users USING btree (email)",
        "INDEX ix_rooms_id ON rostra.rooms USING btree (id)",
        "UNIQUE INDEX ix_rooms_name ON rostra.rooms USING btree (name)",
        "INDEX ix_messages_id ON rostra.messages USING btree (id)",
        "INDEX ix_messages_room_created_id ON rostra.messages USING btree \
         (room_id, created_at DESC, id DESC)",
        "INDEX ix_messages_search_vector ON rostra.messages USING gin (search_vector)",
        "INDEX ix_user_room_user ON rostra.user_room USING btree (user_id)",
        "INDEX ix_user_room_room ON rostra.user_room USING btree (room_id)",
        "UNIQUE INDEX uq_user_room ON rostra.user_room USING btree (user_id, room_id)",
    ];
    for index in expected {
        assert!(indexes.iter().any(|found| found.contains(index)), "{index}");
    }
}

#[tokio::test]
async fn hot_reads_take_one_statement_each() {
    for store in both().await {
        let chat = Chat::kept_by(store.clone());
        let ann = chat.person("Ann").await;
        let room = chat.public("Lobby", &ann, &[]).await;
        chat.public("Hall", &ann, &[]).await;
        let posted = chat.post_all(room, &ann, &["tea one", "tea two"]).await;
        chat.react(posted[0].id, &ann, "👍").await.unwrap();
        let right = chat.right(&ann, room).await;
        let query = SearchQuery::parse("tea").unwrap();
        let at = chat.clock.tick();
        let ran = || store.database.statements_read();

        let mut before = ran();
        let mut costs = |name: &str, expected: u64| {
            let now = ran();
            assert_eq!(now - before, expected, "{name}");
            before = now;
        };
        chat.messages.page(&right, None, 50).await.unwrap();
        costs("a page", 1);
        chat.messages.newer(&right, Seq::ZERO, 50).await.unwrap();
        costs("newer messages", 1);
        chat.messages
            .around(&right, posted[0].id, 5, 5)
            .await
            .unwrap();
        costs("neighbors", 1);
        chat.messages
            .reactors(&right, posted[0].id, 5)
            .await
            .unwrap();
        costs("who reacted", 1);
        chat.messages
            .search(&right, &query, None, 20)
            .await
            .unwrap();
        costs("a search", 1);
        chat.messages
            .search_everywhere(ann.id, &query, None, 1)
            .await
            .unwrap();
        costs("a search everywhere", 1);
        chat.messages
            .search_everywhere(ann.id, &query, None, 20)
            .await
            .unwrap();
        // SQLite looks whether those were all.
        let is_sqlite = store.url.starts_with("sqlite");
        costs("a search of few matches", if is_sqlite { 2 } else { 1 });
        chat.messages
            .changed_since(&right, Version::ZERO, 50)
            .await
            .unwrap();
        costs("what changed", 1);
        chat.messages.heal(room, Version::ZERO, 50).await.unwrap();
        costs("a healing", 1);
        chat.rooms.membership(ann.id, room).await.unwrap();
        costs("a membership", 1);
        chat.rooms.seats(ann.id).await.unwrap();
        costs("rooms with unread", 1);
        chat.rooms.mark_read(ann.id, room, None, at).await.unwrap();
        costs("a marker that stays", 1);
        chat.sessions.last_ending().await.unwrap();
        costs("a look whether sessions ended", 1);
    }
}

#[tokio::test]
async fn a_marker_that_stays_writes_nothing() {
    let store = TestStore::on_postgres().await;
    let chat = Chat::kept_by(store.clone());
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post(room, &ann, "hello").await;
    let pool = PgPool::connect(&store.url).await.unwrap();
    // Every write leaves another version of the row in another place.
    let rows = async || -> Vec<String> {
        let sql = "SELECT ctid::text || xmin || xmax FROM rostra.user_room \
            UNION ALL SELECT ctid::text || xmin || xmax FROM rostra.rooms";
        let rows = sqlx::query(sql).fetch_all(&pool).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    };
    let before = rows().await;
    for _ in 0..20 {
        chat.rooms
            .mark_read(ann.id, room, None, chat.clock.tick())
            .await
            .unwrap();
    }
    assert_eq!(rows().await, before);
}

#[tokio::test]
async fn the_database_answers_and_tells_how_busy_it_is() {
    for store in both().await {
        store.database.ping().await.unwrap();
        let figures = store.database.pool_figures();
        assert!(figures.pool_size >= 4 && figures.checked_out <= figures.pool_size);
        assert_eq!(figures.overflow, 0);
        store.database.close().await;
        assert!(store.database.ping().await.is_err());
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_told_in_a_sentence() {
    let cases = [
        (
            "mysql://h/d",
            "the database URL must begin with `sqlite:` or `postgres://`",
        ),
        ("sqlite:", "the database URL names no file after `sqlite:`"),
        (
            "sqlite:/nowhere/at/all/chat.db",
            "the database /nowhere/at/all/chat.db cannot be opened for writing; ",
        ),
        (
            "postgres://ann:secret@127.0.0.1:1/chat",
            "the database cannot be reached: ",
        ),
    ];
    for (url, expected) in cases {
        let refused = Database::open(DatabaseSettings::new(url)).await;
        let told = refused.err().map(|why: OpenError| why.to_string()).unwrap();
        assert!(
            told.starts_with(expected) && !told.contains("secret"),
            "{told}"
        );
    }
}

#[tokio::test]
async fn a_database_in_memory_keeps_a_chat() {
    let store = TestStore::open("sqlite::memory:".to_owned(), None).await;
    let chat = Chat::kept_by(store);
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post_all(room, &ann, &["one", "two"]).await;
    assert_eq!(chat.texts(&ann, room).await, ["one", "two"]);
}
