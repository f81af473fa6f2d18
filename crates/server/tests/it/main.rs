//! The command line of the real binary, as far as it needs no server; `rostra-tests` has the rest.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::process::{Command, Output};

/// Runs the binary in an empty folder with nothing but these variables.
fn rostra(words: &[&str], variables: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_rostra"));
    command
        .args(words)
        .env_clear()
        .envs(variables.iter().copied());
    command.current_dir(folder.path()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_sound_configuration_is_explained_without_its_secrets() {
    let secret = "0123456789-0123456789-0123456789-hush";
    let variables = [("SECRET_KEY", secret), ("PORT", "9000"), ("ROSTRA_LOG", "")];
    let output = rostra(&["config", "check", "--bcrypt-cost", "5"], &variables);
    let told = text(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(!told.contains("hush"), "{told}");
    let row = |name: &str| {
        let line = told.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace()
            .skip(1)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(row("PORT"), "environment 9000");
    assert_eq!(row("ROSTRA_BCRYPT_COST"), "flag 5");
    assert_eq!(row("ROSTRA_LOG "), "default info");
    assert_eq!(row("SECRET_KEY"), "environment (not shown)");
}

#[test]
fn a_bad_configuration_is_a_mistake_of_the_operator() {
    let output = rostra(&["config", "check"], &[("PORT", "x"), ("DEBUG", "perhaps")]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(
        told.contains("PORT must be") && told.contains("DEBUG must be"),
        "{told}"
    );
}

#[test]
fn a_file_with_an_unknown_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rostra.toml");
    std::fs::write(&file, "prot = 1\ndebug = 1.5").unwrap();
    let output = rostra(
        &["config", "check", "--config", file.to_str().unwrap()],
        &[],
    );
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(told.contains("prot is not a setting"), "{told}");
    assert!(told.contains("debug must be a string"), "{told}");
}

#[test]
fn the_schema_is_brought_up_to_date_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for _ in 0..2 {
        let output = rostra(
            &["migrate", "up"],
            &[("ROSTRA_DATA_DIR", data.to_str().unwrap())],
        );
        assert!(output.status.success(), "{output:?}");
        assert!(text(&output.stdout).contains("up to date"), "{output:?}");
    }
    assert!(data.join("rostra.db").exists());
}

#[test]
fn an_unknown_word_is_refused() {
    let output = rostra(&["dance"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("dance"));
}
