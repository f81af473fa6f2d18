//! Stopping in order, and refusing to start in a sentence.

use std::process::{Command, Output};
use std::time::{Duration, Instant};

use outside::{Setup, binary};
use serde_json::json;

async fn a_stop_tells_every_socket_and_ends_within_its_grace(setup: Setup) {
    let mut server = setup
        .with("ROSTRA_SHUTDOWN_GRACE_SECONDS", "10")
        .start()
        .await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let mut listening = ann.hears(&server, room).await;
    let mut idle = ann.connects(&server).await;
    let mut sending = ann.connects(&server).await;
    for number in 0..200 {
        sending.send(room, &format!("{number}")).await;
    }
    listening.hear("new_message").await;
    let began = Instant::now();
    server.terminate();
    for socket in [&mut listening, &mut idle, &mut sending] {
        let restarting = socket.hear("server_restarting").await;
        let wait = restarting["reconnect_in_ms"].as_u64().unwrap();
        assert!((1..=5_000).contains(&wait), "{restarting}");
        assert_eq!(socket.closed().await, 1012);
    }
    let status = server.ended().await;
    assert_eq!(status.code(), Some(0), "{:#?}", server.log());
    assert!(began.elapsed() < Duration::from_secs(10));
    server.start().await;
    let history = ann.history(&server, room).await;
    let seqs: Vec<_> = history
        .iter()
        .map(|it| it["seq"].as_i64().unwrap())
        .collect();
    assert_eq!(
        seqs,
        (1..=i64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>()
    );
}

on_both_databases!(a_stop_tells_every_socket_and_ends_within_its_grace);

#[tokio::test]
async fn a_reader_that_sleeps_does_not_hold_up_a_stop() {
    let mut server = Setup::sqlite()
        .with("ROSTRA_MAX_MESSAGE_CHARS", "16000")
        .with("ROSTRA_SHUTDOWN_GRACE_SECONDS", "8")
        .start()
        .await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut asleep = bob.connects(&server).await;
    asleep
        .say(json!({"action": "subscribe", "room_id": room}))
        .await;
    let mut sender = ann.connects(&server).await;
    let text = "x".repeat(15_000);
    for _ in 0..400 {
        sender.send(room, &text).await;
    }
    sender.hear_until_pong().await;
    let began = Instant::now();
    server.terminate();
    let status = server.ended().await;
    assert_eq!(status.code(), Some(0), "{:#?}", server.log());
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
    asleep.cut();
}

#[tokio::test]
async fn a_second_server_on_the_same_data_is_refused() {
    let server = Setup::sqlite().start().await;
    let data = server.data_dir().join("data");
    let output = start(&[("ROSTRA_DATA_DIR", data.to_str().unwrap()), ("PORT", "0")]);
    assert_told(&output, "in use by another rostra");
}

#[tokio::test]
async fn a_running_server_is_healthy_and_a_stopped_one_is_not() {
    let mut server = Setup::sqlite().start().await;
    let port = server.url().rsplit(':').next().unwrap().to_owned();
    let check = || rostra(&["healthcheck"], &[("PORT", &port)]);
    assert!(check().status.success(), "{:?}", check());
    server.kill();
    assert_told(&check(), "is not ready");
}

#[tokio::test]
async fn a_generated_secret_survives_a_restart() {
    let mut server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    server.terminate();
    server.ended().await;
    server.start().await;
    ann.get(&server, "/api/auth/me").await.expect(200);
}

#[tokio::test]
async fn a_port_that_is_taken_is_told() {
    let server = Setup::sqlite().start().await;
    let port = server.url().rsplit(':').next().unwrap().to_owned();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let output = start(&[("ROSTRA_DATA_DIR", data), ("PORT", &port)]);
    assert_told(&output, &format!("cannot listen on 127.0.0.1:{port}"));
}

#[test]
fn a_file_that_is_no_database_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rostra.db"), [7_u8; 8_192]).unwrap();
    let data = folder.path().to_str().unwrap();
    assert_told(
        &start(&[("ROSTRA_DATA_DIR", data), ("PORT", "0")]),
        "not a database",
    );
}

#[test]
fn a_database_that_does_not_answer_is_told() {
    let secret = "only-for-tests-only-for-tests-only-for-tests";
    let url = "postgres://ann:hush@127.0.0.1:1/chat";
    let output = start(&[("DATABASE_URL", url), ("SECRET_KEY", secret), ("PORT", "0")]);
    assert_told(&output, "database cannot be reached");
}

#[test]
fn a_data_folder_that_is_none_is_told() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let data = file.path().to_str().unwrap();
    assert_told(
        &start(&[("ROSTRA_DATA_DIR", data), ("PORT", "0")]),
        "cannot be written to",
    );
}

#[test]
fn all_bad_settings_are_told_at_once() {
    let output = start(&[
        ("PORT", "x"),
        ("ROSTRA_BCRYPT_COST", "99"),
        ("SECRET_KEY", "hush"),
    ]);
    assert_eq!(output.status.code(), Some(2));
    for name in ["PORT", "ROSTRA_BCRYPT_COST", "SECRET_KEY"] {
        assert_told(&output, name);
    }
}

#[tokio::test]
async fn a_database_of_a_newer_rostra_is_told() {
    let url = tokio::task::spawn_blocking(testing::fresh_postgres)
        .await
        .unwrap();
    let secret = "only-for-tests-only-for-tests-only-for-tests";
    let up = rostra(
        &["migrate", "up"],
        &[("DATABASE_URL", &url), ("SECRET_KEY", secret)],
    );
    assert!(up.status.success(), "{up:?}");
    let sql = "INSERT INTO rostra.seaql_migrations VALUES ('m9999_from_the_future', 1)";
    let psql = Command::new("psql")
        .args(["--command", sql, &url])
        .output()
        .unwrap();
    assert!(psql.status.success(), "{psql:?}");
    let output = start(&[
        ("DATABASE_URL", &url),
        ("SECRET_KEY", secret),
        ("PORT", "0"),
    ]);
    assert_told(&output, "schema");
}

fn start(variables: &[(&str, &str)]) -> Output {
    rostra(&["serve"], variables)
}

fn rostra(words: &[&str], variables: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(binary());
    command.args(words).env_clear().current_dir(folder.path());
    command.envs(variables.iter().copied()).output().unwrap()
}

#[track_caller]
fn assert_told(output: &Output, expected: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{output:?}");
    assert!(told.contains(expected), "{told}");
    assert!(
        !told.contains("panicked") && !told.contains("hush"),
        "{told}"
    );
}

#[test]
fn the_document_is_printed() {
    let output = rostra(&["openapi"], &[]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["info"]["title"], json!("Rostra"));
}

#[tokio::test]
async fn a_second_server_of_one_database_says_what_that_means() {
    let setup = Setup::postgres().await;
    let first = setup.clone().start().await;
    let second = setup.start().await;
    let warned = |server: &outside::Server| {
        let log = server.log();
        log.iter().any(|line| {
            line.to_string()
                .contains("another server uses this database")
        })
    };
    assert!(!warned(&first), "{:#?}", first.log());
    assert!(warned(&second), "{:#?}", second.log());
}
