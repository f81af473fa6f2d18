//! What an attacker may try, by the numbers of `docs/security.md`.

mod command_line;
mod s04_guessing;
mod s05_refresh_tokens;
mod s06_ended_elsewhere;
mod s06_ended_sessions;
mod s22_floods;
mod s34_administrators;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Within so long the sockets of a session that ended close, counted from the answer of whoever ended
/// it (contract, section 2).
const AT_ONCE: Duration = Duration::from_secs(1);

/// Every Rust source below a folder, in one text.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|it| it == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_test_of_the_table_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut text = String::new();
    for folder in ["crates", "tests"] {
        sources(&root.join(folder), &mut text);
    }
    let table = fs::read_to_string(root.join("docs/security.md")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| S"));
    let mut named = 0;
    for row in rows.clone() {
        for name in row.split('`').skip(1).step_by(2) {
            let is_test = name.contains('_') && !name.contains(['/', ' ', '.']);
            if is_test {
                named += 1;
                assert!(
                    text.contains(&format!("fn {name}(")),
                    "{name} does not exist"
                );
            }
        }
    }
    assert_eq!(rows.count(), 40);
    assert!(named > 40);
}
