//! A disk that runs full while people talk.

use outside::{Person, Server, Setup, anonymous, uuid};
use rustix::process::{Resource, Rlimit, prlimit};
use serde_json::{Value, json};

/// Lets the server write nothing more into files, as a full disk does, or everything again.
fn limit_files(server: &Server, most: Option<u64>) {
    let limit = Rlimit {
        current: most,
        maximum: None,
    };
    prlimit(Some(server.pid()), Resource::Fsize, limit).unwrap();
}

async fn texts(server: &Server, ann: &Person, room: i64) -> Vec<String> {
    let history = ann.history(server, room).await;
    let text = |message: &Value| message["content"].as_str().unwrap().to_owned();
    history.iter().map(text).collect()
}

#[tokio::test]
async fn on_a_full_disk_sends_fail_reads_go_on_and_all_is_well_once_there_is_space() {
    let mut server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let mut socket = ann.hears(&server, room).await;
    ann.says(&server, room, "before").await;
    socket.hear("new_message").await;

    limit_files(&server, Some(0));
    let order = json!({"room_id": room, "content": "sent again later", "client_id": uuid()});
    for _ in 0..5 {
        let answer = ann.post(&server, "/api/messages", &order).await;
        let told = answer.problem(500, "internal");
        assert!(!told["request_id"].as_str().unwrap().is_empty(), "{told}");
        let client_id = socket.send(room, "never stored").await;
        let refused = socket.hear("error").await;
        assert_eq!(refused["client_id"], json!(client_id));
    }
    assert_eq!(texts(&server, &ann, room).await, ["before"]);
    assert_eq!(anonymous().get(&server, "/health").await.status, 200);
    let figures = anonymous().get(&server, "/metrics").await.text;
    assert!(
        !figures.contains("rostra_commit_failures_total 0\n"),
        "{figures}"
    );

    limit_files(&server, None);
    ann.post(&server, "/api/messages", &order).await.expect(201);
    let told = socket.hear("new_message").await;
    assert_eq!(told["message"]["content"], "sent again later");
    let expected = ["before", "sent again later"];
    assert_eq!(texts(&server, &ann, room).await, expected);
    server.kill();
    server.start().await;
    assert_eq!(texts(&server, &ann, room).await, expected);
}

#[tokio::test]
async fn a_server_that_starts_on_a_full_disk_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let mut command = std::process::Command::new("prlimit");
    command.arg("--fsize=0").arg(outside::binary()).arg("serve");
    super::settle(&mut command, &data);
    let output = super::run(&mut command);
    super::assert_told(&output, &[data.to_str().unwrap()]);
}
