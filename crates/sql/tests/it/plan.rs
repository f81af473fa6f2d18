//! Hot statements use indexes: no scan of a table that grows, no sort, a known number of statements.

use domain::{RoomId, SearchQuery, UserId};
use testing::Chat;

use crate::store::TestStore;

/// Enough for a planner to mind: rooms, members and messages, without going through the writer.
const FILL_SQLITE: &str = "
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
    INSERT INTO users (username, username_key, email, email_key, hashed_password, created_at)
    SELECT 'guest' || i, 'guest' || i, i || '@x', i || '@x', '', 0 FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
    INSERT INTO rooms (name, name_key, kind, created_by, created_at)
    SELECT 'room' || i, 'room' || i, 'public', 1, 0 FROM n;
    INSERT INTO user_room (user_id, room_id, joined_at, last_read_at)
    SELECT u.id, r.id, 0, 0 FROM users u JOIN rooms r ON (u.id + r.id) % 5 = 0;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
    INSERT INTO messages (room_id, seq, version, posted_version, body_version, user_id, created_at,
        content)
    SELECT 1 + i % 100, 1000 + i, 1000 + i, i, i, 1 + i % 300, 0,
        'tea number ' || i FROM n;
    ANALYZE";

const FILL_POSTGRES: &str = "
    SET search_path = rostra;
    INSERT INTO users (username, username_key, email, email_key, hashed_password, created_at)
    SELECT 'guest' || i, 'guest' || i, i || '@x', i || '@x', '', now()
        FROM generate_series(1, 400) i;
    INSERT INTO rooms (name, name_key, kind, created_by, created_at)
    SELECT 'room' || i, 'room' || i, 'public', 1, now() FROM generate_series(1, 200) i;
    INSERT INTO user_room (user_id, room_id, joined_at, last_read_at)
    SELECT u.id, r.id, now(), now() FROM users u JOIN rooms r ON (u.id + r.id) % 5 = 0;
    INSERT INTO messages (room_id, seq, version, posted_version, body_version, user_id, created_at,
        content)
    SELECT 1 + i % 100, 1000 + i, 1000 + i, i, i, 1 + i % 300, now(),
        'tea number ' || i FROM generate_series(1, 20000) i;
    ANALYZE";

async fn fill(store: &TestStore) {
    let fill = if store.url.starts_with("postgres") {
        FILL_POSTGRES
    } else {
        FILL_SQLITE
    };
    store.run(fill.to_owned()).await;
    // Sorts the new words into PostgreSQL's index, as its own housekeeping would.
    store.run("VACUUM".to_owned()).await;
}

/// Somebody in a room.
async fn member(store: &TestStore) -> (UserId, RoomId) {
    let chat = Chat::kept_by(store.clone());
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    (ann.id, room)
}

async fn plans(store: &TestStore, (user, room): (UserId, RoomId)) -> Vec<sql::Plan> {
    let query = SearchQuery::parse("tea 77").unwrap();
    store.database.plans(user, room, &query).await.unwrap()
}

/// With figures about the tables and without: a server that never analyzed them has none.
#[tokio::test]
async fn sqlite_scans_and_sorts_nothing() {
    let store = TestStore::on_sqlite().await;
    let ann = member(&store).await;
    let young = plans(&store, ann).await;
    fill(&store).await;
    for plan in young.iter().chain(&plans(&store, ann).await) {
        let mut before = "";
        for step in &plan.steps {
            let is_input = step.starts_with("SCAN json_each") || step.contains("VIRTUAL TABLE");
            // One row for each table that numbers its rows.
            let is_input = is_input || step == "SCAN sqlite_sequence";
            // What a subquery has gathered already, by the index, up to its limit.
            let is_gathered = ["SCAN c", "SCAN t", "SCAN (subquery", "SCAN k"]
                .iter()
                .any(|start| step.starts_with(start));
            assert!(
                !step.starts_with("SCAN ") || is_input || is_gathered,
                "{plan:#?}"
            );
            // Only the reactions of one message are put in order.
            let is_reactions = before.starts_with("SEARCH e ");
            assert!(!step.contains("TEMP B-TREE") || is_reactions, "{plan:#?}");
            before = step;
        }
    }
}

/// PostgreSQL plans a statement once for each connection, so what it plans for young, empty tables
/// has to be right when they are large.
#[tokio::test]
async fn postgres_plans_the_same_for_tables_it_knows_nothing_of() {
    let store = TestStore::on_postgres().await;
    let ann = member(&store).await;
    let young = plans(&store, ann).await;
    for plan in &young {
        println!("{plan:#?}");
        let is_slow = |step: &String| {
            step.contains("Seq Scan") || step.contains("Hash Join") || step.contains("Merge Join")
        };
        assert!(!plan.steps.iter().any(is_slow), "{plan:#?}");
    }
    fill(&store).await;
    for (young, grown) in young.iter().zip(plans(&store, ann).await) {
        assert_eq!(indexes(young), indexes(&grown), "{young:#?}\n{grown:#?}");
    }
}

/// The indexes that a plan asks, sorted.
fn indexes(plan: &sql::Plan) -> Vec<String> {
    let steps = plan.steps.iter();
    let mut indexes: Vec<String> = steps
        .filter(|step| step.contains("Index"))
        .filter_map(|step| step.split(" using ").nth(1).or(step.split(" on ").nth(1)))
        .filter_map(|rest| rest.split(' ').next())
        // Either lists the rooms of a member: both begin with the member.
        .map(|index| index.replace("ix_user_room_user", "uq_user_room"))
        .collect();
    indexes.sort_unstable();
    indexes
}
