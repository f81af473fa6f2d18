//! Folders, files, ports and databases that are not as they should be.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use outside::{Setup, binary};
use tempfile::TempDir;

use super::{assert_done, assert_told, command, rostra, run, settle};

/// A data folder with a database that was used, and what its file holds.
async fn used() -> (TempDir, PathBuf, Vec<u8>) {
    let mut server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    ann.says(&server, room, "hello").await;
    server.terminate();
    server.ended().await;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    for name in ["rostra.db", "secret.key"] {
        fs::copy(server.data_dir().join("data").join(name), data.join(name)).unwrap();
    }
    let bytes = fs::read(data.join("rostra.db")).unwrap();
    (folder, data, bytes)
}

fn database(data: &Path) -> Vec<u8> {
    fs::read(data.join("rostra.db")).unwrap()
}

/// Runs it as somebody who is not root: whatever root may, this user may not.
fn as_nobody(data: &Path, words: &[&str]) -> Command {
    if !rustix::process::geteuid().is_root() {
        return command(data, words);
    }
    // The binary may lie where only root looks. Another process copies it: a file that this one
    // writes cannot be run while any child of another test still holds it open.
    let copy = data.parent().unwrap().join("rostra");
    let copied = Command::new("cp").arg(binary()).arg(&copy).status();
    assert!(copied.unwrap().success());
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", "65534", "--regid", "65534", "--clear-groups"])
        .arg(copy)
        .args(words);
    settle(&mut command, data);
    command
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn a_data_folder_that_only_others_may_write_is_told() {
    let (folder, data, before) = used().await;
    allow(folder.path(), 0o755);
    allow(&data.join("rostra.db"), 0o644);
    allow(&data.join("secret.key"), 0o644);
    allow(&data, 0o555);
    let output = run(&mut as_nobody(&data, &["serve"]));
    assert_told(&output, &["cannot be written to", "to whom it belongs"]);
    allow(&data, 0o755);
    assert!(database(&data) == before, "the file was changed");
}

#[tokio::test]
async fn a_database_that_only_others_may_write_is_told() {
    let (folder, data, before) = used().await;
    allow(folder.path(), 0o755);
    allow(&data, 0o777);
    allow(&data.join("rostra.db"), 0o444);
    allow(&data.join("secret.key"), 0o644);
    let output = run(&mut as_nobody(&data, &["serve"]));
    assert_told(&output, &["cannot be opened for writing", "to whom"]);
    assert!(database(&data) == before, "the file was changed");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let letter = b"Dear operator, this is a letter, and it is longer than a header.".repeat(200);
    fs::write(data.join("rostra.db"), &letter).unwrap();
    for words in [&["serve"][..], &["migrate", "up"], &["migrate", "status"]] {
        let output = rostra(&data, words);
        assert_told(
            &output,
            &["is not a database of SQLite", "restore a backup"],
        );
    }
    assert!(database(&data) == letter, "the file was changed");
}

#[tokio::test]
async fn a_damaged_database_is_told_and_left_as_it_is() {
    let (_folder, data, mut bytes) = used().await;
    // The table of contents is on the first page, behind the header.
    bytes[100..4_096].fill(0xAA);
    fs::write(data.join("rostra.db"), &bytes).unwrap();
    let output = rostra(&data, &["serve"]);
    assert_told(&output, &["is damaged", "rostra restore"]);
    assert!(database(&data) == bytes, "the file was changed");
}

#[tokio::test]
async fn the_database_of_another_program_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let foreign = include_bytes!("foreign.db");
    fs::write(data.join("rostra.db"), foreign).unwrap();
    let output = rostra(&data, &["serve"]);
    assert_told(&output, &["belongs to another program", "DATABASE_URL"]);
    assert!(database(&data) == foreign, "the file was changed");
}

#[tokio::test]
async fn a_taken_port_is_told_with_the_way_out() {
    let (_folder, data, _) = used().await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let mut serve = command(&data, &["serve"]);
    let output = run(serve.env("PORT", address.port().to_string()));
    assert_told(&output, &[&format!("cannot listen on {address}"), "PORT"]);
    let mut serve = command(&data, &["serve"]);
    let output = run(serve.env("ROSTRA_METRICS_ADDR", address.to_string()));
    assert_told(&output, &[&format!("cannot listen on {address}")]);
}

#[tokio::test]
async fn a_configuration_is_explained_and_every_mistake_in_it_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let file = "prot = 9000\nbcrypt_cost = 99\nsecret_key = \"hush\"\nhost = 1.5\n";
    fs::write(data.join("rostra.toml"), file).unwrap();
    let mut check = command(&data, &["config", "check", "--log-format", "xml"]);
    let output = run(check.env("ROSTRA_RATE_LIMITS", "perhaps"));
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    for word in [
        "prot is not a setting",
        "host must be a string",
        "ROSTRA_RATE_LIMITS must be",
        "--log-format must be",
    ] {
        assert!(told.contains(word), "{word} is not in {told}");
    }
    fs::write(data.join("rostra.toml"), "bcrypt_cost = 5").unwrap();
    let mut check = command(&data, &["config", "check"]);
    let told = assert_done(&run(check
        .env("REDIS_URL", "redis://h")
        .env("ROSTRA_TYPO", "1")));
    for (variable, place) in [
        ("ROSTRA_BCRYPT_COST", "file"),
        ("ROSTRA_DATA_DIR", "environment"),
        ("ROSTRA_HOST", "default"),
    ] {
        let row = told
            .lines()
            .find(|line| line.starts_with(variable))
            .unwrap();
        assert!(row.contains(place), "{row}");
    }
    for variable in ["REDIS_URL", "ROSTRA_TYPO"] {
        let row = told
            .lines()
            .find(|line| line.starts_with(variable))
            .unwrap();
        assert!(row.contains("means nothing here"), "{row}");
    }
}

#[tokio::test]
async fn the_schema_is_told_step_by_step() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let told = assert_done(&rostra(&data, &["migrate", "status"]));
    assert!(
        told.lines().all(|line| line.ends_with(" pending")),
        "{told}"
    );
    assert!(!data.exists(), "looking made something");
    assert_done(&rostra(&data, &["migrate", "up"]));
    let told = assert_done(&rostra(&data, &["migrate", "status"]));
    assert!(told.starts_with("m0001_users ") && told.lines().all(|line| line.ends_with(" taken")));
}
