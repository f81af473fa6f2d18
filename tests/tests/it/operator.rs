//! What an operator does and what goes wrong for them: each mishap is told in a sentence with its
//! cause and its cure, ends with a code that is not 0, and destroys nothing.

mod backup;
mod broken;
mod full;

use std::path::Path;
use std::process::{Command, Output};

use outside::binary;

/// Runs `rostra` on a data folder.
fn rostra(data: &Path, words: &[&str]) -> Output {
    run(&mut command(data, words))
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap()
}

fn command(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(binary());
    settle(command.args(words), data);
    command
}

/// The environment of an operator who has set nothing but the folder.
fn settle(command: &mut Command, data: &Path) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    command
        .env_clear()
        .env("PATH", path)
        .env("ROSTRA_DATA_DIR", data)
        .env("ROSTRA_LOG_FORMAT", "json")
        .env("PORT", "0")
        .current_dir(data.parent().unwrap());
}

#[track_caller]
fn assert_done(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// It failed, said all of these words, and did not panic.
#[track_caller]
fn assert_told(output: &Output, words: &[&str]) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{output:?}");
    assert!(output.status.code().is_some(), "{output:?}");
    for word in words {
        assert!(told.contains(word), "`{word}` is not in: {told}");
    }
    assert!(!told.contains("panicked"), "{told}");
    assert_eq!(told.lines().count(), 1, "one sentence: {told}");
}
