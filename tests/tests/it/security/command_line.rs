//! `rostra user ...`, as an operator types it.

use std::io::Write;
use std::process::{Command, Stdio};

use outside::{Server, binary};

/// Runs it on the server's data, whether the server runs or not; whether it was done, and what was
/// told.
pub(super) fn user(server: &Server, words: &[&str], input: &str) -> (bool, String) {
    let mut command = Command::new(binary());
    command.env_clear().envs(server.settings());
    command.args(["user"]).args(words);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(told).unwrap())
}
