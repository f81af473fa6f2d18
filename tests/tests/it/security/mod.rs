//! What an attacker may try, by the numbers of `docs/security.md`.

mod command_line;
mod s04_guessing;
mod s05_refresh_tokens;
mod s06_ended_elsewhere;
mod s06_ended_sessions;
mod s09_fields_of_events;
mod s22_floods;
mod s23_slow_readers;
mod s34_administrators;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Within so long the sockets of a session that ended close, counted from the answer of whoever ended
/// it.
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

/// The tests that a row names: each begins with the number of what it tests.
fn named_in(row: &str) -> Vec<&str> {
    let words = row.split('`').skip(1).step_by(2);
    words
        .filter(|word| word.starts_with('s') && word.contains('_'))
        .collect()
}

#[test]
fn every_row_of_the_table_has_its_tests_or_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut text = String::new();
    for folder in ["crates", "tests"] {
        sources(&root.join(folder), &mut text);
    }
    let table = fs::read_to_string(root.join("docs/security.md")).unwrap();
    let rows: Vec<_> = table
        .lines()
        .filter(|line| line.starts_with("| S"))
        .collect();
    assert_eq!(rows.len(), 40);
    for (number, row) in (1..).zip(rows) {
        assert!(row.starts_with(&format!("| S{number} |")), "{row}");
        let tests = named_in(row);
        for name in &tests {
            assert!(
                text.contains(&format!("fn {name}(")),
                "{name} does not exist"
            );
        }
        let mark = format!("s{number:02}_");
        let has_its_own = tests.iter().any(|name| name.contains(&mark));
        // Dependencies are no test's business: they change without the code.
        let has_a_reason = row.contains("does not apply") || row.contains("`cargo deny`");
        assert!(has_its_own || has_a_reason, "{row}");
    }
}
