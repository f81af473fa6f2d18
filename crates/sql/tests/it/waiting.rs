//! What waits for a room's lock on PostgreSQL decides by what was committed before it had the lock.

use std::time::Duration;

use domain::{AppendRefused, Appended, StoreError};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, raw_sql};
use testing::Chat;
use tokio::time::timeout;

use crate::store::TestStore;

/// A message that never waits fails the test instead of hanging it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Another node.
async fn another(store: &TestStore) -> PgConnection {
    let mut db = PgConnection::connect(&store.url).await.unwrap();
    say(&mut db, "SET search_path = rostra").await;
    db
}

async fn say(db: &mut PgConnection, text: &str) {
    let text = AssertSqlSafe(text.to_owned());
    db.execute(raw_sql(text)).await.unwrap();
}

/// Returns once somebody waits for a lock.
async fn until_somebody_waits(db: &mut PgConnection) {
    let waiting = "SELECT count(*) FROM pg_stat_activity \
        WHERE wait_event_type = 'Lock' AND datname = current_database()";
    loop {
        let count: i64 = sqlx::query_scalar(waiting)
            .fetch_one(&mut *db)
            .await
            .unwrap();
        if count > 0 {
            return;
        }
    }
}

/// Bob posts under client id 1 while another node holds the room, does `meanwhile` and commits.
async fn post_during(meanwhile: &str) -> Result<Appended, StoreError<AppendRefused>> {
    let store = TestStore::on_postgres().await;
    let chat = Chat::kept_by(store.clone());
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[&bob]).await;
    let (mut node, mut watcher) = (another(&store).await, another(&store).await);
    let lock = format!("BEGIN; SELECT FROM rooms WHERE id = {room} FOR UPDATE; {meanwhile}");
    say(&mut node, &lock).await;
    let meanwhile = async {
        until_somebody_waits(&mut watcher).await;
        say(&mut node, "COMMIT").await;
    };
    let order = chat.numbered(room, &bob, "hello", 1);
    let sent = async { tokio::join!(chat.messages.append(order), meanwhile).0 };
    timeout(PATIENCE, sent).await.unwrap()
}

#[tokio::test]
async fn a_message_that_waited_takes_the_numbers_that_are_next_by_then() {
    let sent = post_during("UPDATE rooms SET last_seq = 6, version = 8").await;
    let Ok(Appended::New(message)) = sent else {
        panic!("{sent:?}");
    };
    assert_eq!((message.seq.get(), message.version.get()), (7, 9));
}

#[tokio::test]
async fn who_is_removed_while_their_message_waits_is_refused() {
    let sent = post_during(
        "DELETE FROM user_room s USING users u WHERE u.id = s.user_id AND u.username = 'Bob'",
    )
    .await;
    assert!(
        matches!(sent, Err(StoreError::Conflict(AppendRefused::NotAMember))),
        "{sent:?}"
    );
}

#[tokio::test]
async fn a_message_that_waits_for_a_room_that_is_deleted_is_refused() {
    let sent = post_during("DELETE FROM rooms").await;
    assert!(
        matches!(sent, Err(StoreError::Conflict(AppendRefused::NoSuchRoom))),
        "{sent:?}"
    );
}

#[tokio::test]
async fn a_message_that_another_node_stored_while_it_waited_is_not_stored_again() {
    let sent = post_during(
        "INSERT INTO messages (room_id, seq, version, posted_version, body_version, user_id, \
             created_at, client_id, content) \
         SELECT r.id, 1, 1, 1, 1, u.id, now(), lpad('1', 32, '0')::uuid, 'hello' \
         FROM rooms r, users u WHERE u.username = 'Bob'; \
         UPDATE rooms SET last_seq = 1, version = 1",
    )
    .await;
    let Ok(Appended::Already(message)) = sent else {
        panic!("{sent:?}");
    };
    assert_eq!((message.seq.get(), message.version.get()), (1, 1));
}

/// Messages of two rooms wait together, because the first one's writer waits; then the second room is
/// changed by another node while it is waited for.
#[tokio::test]
async fn no_room_of_several_is_lost_by_waiting_for_it() {
    let store = TestStore::on_postgres().await;
    let chat = Chat::kept_by(store.clone());
    let ann = chat.person("Ann").await;
    let (lobby, hall) = (
        chat.public("Lobby", &ann, &[]).await,
        chat.public("Hall", &ann, &[]).await,
    );
    let (mut node, mut other) = (another(&store).await, another(&store).await);
    let mut watcher = another(&store).await;
    let change = |room| format!("BEGIN; UPDATE rooms SET version = version + 1 WHERE id = {room}");
    say(&mut node, &change(lobby)).await;
    say(&mut other, &change(hall)).await;
    let post = |room, text| {
        let (messages, order) = (chat.messages.clone(), chat.message(room, &ann, text));
        tokio::spawn(async move { messages.append(order).await })
    };

    let first = post(lobby, "one");
    until_somebody_waits(&mut watcher).await;
    let rest = [post(lobby, "two"), post(hall, "three")];
    while store.database.orders_waiting() < rest.len() {
        tokio::task::yield_now().await;
    }
    say(&mut node, "COMMIT").await;
    assert!(matches!(first.await.unwrap(), Ok(Appended::New(_))));
    until_somebody_waits(&mut watcher).await;
    say(&mut other, "COMMIT").await;

    for posted in rest {
        let posted = timeout(PATIENCE, posted).await.unwrap().unwrap();
        assert!(matches!(posted, Ok(Appended::New(_))), "{posted:?}");
    }
}
