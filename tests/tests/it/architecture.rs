//! What ARCHITECTURE.md and the style guide promise about the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const HEADER: &str = "| crate | may depend on | must never see |";
const LONGEST_FILE: usize = 300;

/// A row of the arrows table.
struct Row {
    name: String,
    may: BTreeSet<String>,
    never: BTreeSet<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

fn words(cell: &str) -> BTreeSet<String> {
    let words = cell
        .split(',')
        .map(|word| word.trim().trim_matches('`').to_owned());
    words
        .filter(|word| !word.is_empty() && word != "-")
        .collect()
}

fn table() -> Vec<Row> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let lines = text.lines().skip_while(|line| *line != HEADER).skip(2);
    let rows = lines.take_while(|line| line.starts_with('|')).map(|line| {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        Row {
            name: cells[0].trim_matches('`').to_owned(),
            may: words(cells[1]),
            never: words(cells[2]),
        }
    });
    rows.collect()
}

/// What each crate of the product depends on outside of its tests: ours by the table's names, and others.
fn dependencies() -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let product = packages.filter(|package| {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        !manifest.starts_with(root().join("tests"))
    });
    let found = product.map(|package| {
        let needed = package["dependencies"].as_array().unwrap().iter();
        let needed = needed.filter(|it| it["kind"].is_null());
        let (ours, others): (Vec<_>, Vec<_>) = needed.partition(|it| it["path"].is_string());
        let names = |list: Vec<&Value>| {
            list.iter()
                .map(|it| short(it["name"].as_str().unwrap()))
                .collect()
        };
        (
            short(package["name"].as_str().unwrap()),
            (names(ours), names(others)),
        )
    });
    found.collect()
}

/// `rostra-sql` is `sql` in the table, and `rostra` is `server`.
fn short(package: &str) -> String {
    match package {
        "rostra" => "server".to_owned(),
        other => other.strip_prefix("rostra-").unwrap_or(other).to_owned(),
    }
}

#[test]
fn every_arrow_between_crates_is_in_the_table() {
    let table = table();
    let found = dependencies();
    let listed: BTreeSet<_> = table.iter().map(|row| row.name.clone()).collect();
    let present: BTreeSet<_> = found.keys().cloned().collect();
    assert_eq!(
        listed, present,
        "the table and the workspace name different crates"
    );
    for row in &table {
        let (ours, others) = &found[&row.name];
        let new: Vec<_> = ours.difference(&row.may).collect();
        assert!(
            new.is_empty(),
            "{} depends on {new:?}, which the table does not allow",
            row.name
        );
        let all: BTreeSet<_> = ours.union(others).cloned().collect();
        let seen: Vec<_> = row.never.intersection(&all).collect();
        assert!(seen.is_empty(), "{} must never see {seen:?}", row.name);
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
    {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
            continue;
        }
        let name = entry.file_name().into_string().unwrap();
        let is_source = [".rs", ".ts", ".tsx", ".css"]
            .iter()
            .any(|end| name.ends_with(end));
        let is_test = name.contains(".test.") || name == "tests.rs";
        let is_generated = path.ends_with("protocol/schema.ts");
        if is_source && !is_test && !is_generated {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let path = entry.unwrap().path();
        // Contract suites are tests, whatever folder they lie in.
        if !path.ends_with("testing") {
            sources(&path.join("src"), &mut found);
        }
    }
    sources(&root().join("migration/src"), &mut found);
    sources(&root().join("web/src"), &mut found);
    assert!(found.len() > 100, "the sources are not where they were");
    found
}

/// Tests inside a file do not count.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text)
}

#[test]
fn no_source_file_is_longer_than_a_reader_bears() {
    let long: Vec<_> = all_sources()
        .into_iter()
        .map(|path| {
            (
                without_tests(&fs::read_to_string(&path).unwrap())
                    .lines()
                    .count(),
                path,
            )
        })
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .collect();
    assert!(
        long.is_empty(),
        "longer than {LONGEST_FILE} lines: {long:#?}"
    );
}

#[test]
fn nothing_is_left_to_do_in_the_sources() {
    let unfinished = ["todo!(", "unimplemented!(", "FIXME"];
    let left: Vec<_> = all_sources()
        .into_iter()
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap();
            unfinished.iter().any(|word| text.contains(word))
        })
        .collect();
    assert!(left.is_empty(), "unfinished: {left:#?}");
}
