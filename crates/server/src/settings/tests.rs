//! What each setting takes, and what it refuses.

use std::collections::BTreeMap;

use super::{Database, Layers, LogFormat};

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect()
}

fn environment(pairs: &[(&str, &str)]) -> Layers {
    Layers {
        environment: texts(pairs),
        ..Layers::default()
    }
}

#[test]
fn nothing_at_all_is_a_working_configuration() {
    let settings = Layers::default()
        .understand()
        .unwrap_or_else(|all| panic!("{all:?}"));
    assert_eq!(settings.address.to_string(), "127.0.0.1:8000");
    assert_eq!(settings.data_dir.to_str(), Some("data"));
    assert!(matches!(settings.database, Database::Sqlite(None)));
    assert_eq!(settings.token_lifetime.as_secs(), 1_800);
    assert!(settings.rate_limits && !settings.debug);
    assert_eq!(settings.grace.as_secs(), 10);
    assert_eq!(settings.body_limit.chars(), 1_000);
    assert_eq!(settings.bcrypt_cost.get(), 12);
}

#[test]
fn a_flag_wins_over_a_variable_and_a_variable_over_the_file() {
    let mut layers = Layers {
        flags: texts(&[("port", "1")]),
        environment: texts(&[("PORT", "2"), ("ROSTRA_HOST", "::1")]),
        file: texts(&[("port", "3"), ("host", "::"), ("debug", "true")]),
        ..Layers::default()
    };
    let settings = layers.understand().unwrap_or_else(|all| panic!("{all:?}"));
    assert_eq!(settings.address.to_string(), "[::1]:1");
    assert!(settings.debug);
    layers.flags.clear();
    layers.environment.remove("ROSTRA_HOST");
    let settings = layers.understand().unwrap_or_else(|all| panic!("{all:?}"));
    assert_eq!(settings.address.to_string(), "[::]:2");
}

#[test]
fn an_empty_value_counts_as_unset() {
    let settings = environment(&[("PORT", ""), ("SECRET_KEY", "  "), ("DATABASE_URL", "")]);
    let settings = settings
        .understand()
        .unwrap_or_else(|all| panic!("{all:?}"));
    assert_eq!(settings.address.port(), 8000);
    assert!(settings.secret_key.is_none());
}

#[test]
fn every_mistake_is_told_and_names_its_key() {
    let layers = environment(&[
        ("PORT", "99999"),
        ("ROSTRA_HOST", "example.org"),
        ("DATABASE_URL", "mysql://ann:hush@h/d"),
        ("SECRET_KEY", "short-and-secret"),
        ("ACCESS_TOKEN_EXPIRE_MINUTES", "0"),
        ("BACKEND_CORS_ORIGINS", "example.org"),
        ("ROSTRA_TRUSTED_PROXIES", "proxy"),
        ("ROSTRA_RATE_LIMITS", "maybe"),
        ("ROSTRA_BCRYPT_COST", "3"),
        ("ROSTRA_MAX_MESSAGE_CHARS", "16001"),
        ("ROSTRA_METRICS_ADDR", "9100"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector"),
        ("ROSTRA_LOG", "info,=x="),
        ("ROSTRA_LOG_FORMAT", "xml"),
        ("DEBUG", "perhaps"),
        ("ROSTRA_SHUTDOWN_GRACE_SECONDS", "-1"),
    ]);
    let mistakes = layers.understand().err().unwrap_or_default();
    for name in layers.environment.keys() {
        let told = mistakes
            .iter()
            .filter(|it| it.starts_with(&format!("{name} ")))
            .count();
        assert_eq!(told, 1, "{name}: {mistakes:?}");
    }
    assert_eq!(mistakes.len(), layers.environment.len(), "{mistakes:?}");
    let all = mistakes.join("\n");
    assert!(
        !all.contains("hush") && !all.contains("short-and-secret"),
        "{all}"
    );
}

#[test]
fn with_postgresql_the_secret_must_be_given() {
    let layers = environment(&[("DATABASE_URL", "postgres://h/d")]);
    let mistakes = layers.understand().err().unwrap_or_default();
    assert_eq!(mistakes, ["SECRET_KEY must be set when PostgreSQL is used"]);
}

#[test]
fn origins_lose_their_slash_and_their_capitals() {
    let layers = environment(&[
        (
            "BACKEND_CORS_ORIGINS",
            r#"["https://Chat.example.org/", "http://[::1]:5173"]"#,
        ),
        ("ROSTRA_LOG_FORMAT", "JSON"),
    ]);
    let settings = layers.understand().unwrap_or_else(|all| panic!("{all:?}"));
    let origins: Vec<_> = settings
        .cors_origins
        .iter()
        .map(http::Origin::as_str)
        .collect();
    assert_eq!(origins, ["https://chat.example.org", "http://[::1]:5173"]);
    assert_eq!(settings.log.format, Some(LogFormat::Json));
}

#[test]
fn an_explanation_shows_no_secret_and_every_origin() {
    let layers = Layers {
        flags: texts(&[("port", "1")]),
        environment: texts(&[("SECRET_KEY", "0123456789012345678901234567890123456789")]),
        file: texts(&[("host", "::")]),
        ..Layers::default()
    };
    let text = layers.explain();
    assert!(!text.contains("0123456789"), "{text}");
    for word in ["flag", "environment", "file", "default"] {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn a_file_in_the_data_folder_is_read_and_must_not_move_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let environment = texts(&[(
        "ROSTRA_DATA_DIR",
        folder.path().to_str().unwrap_or_default(),
    )]);
    let gather = || Layers::gather(BTreeMap::new(), environment.clone(), None);
    let file = folder.path().join("rostra.toml");

    std::fs::write(&file, "port = 9001").unwrap();
    let settings = gather()
        .unwrap_or_else(|all| panic!("{all:?}"))
        .understand();
    assert_eq!(
        settings
            .unwrap_or_else(|all| panic!("{all:?}"))
            .address
            .port(),
        9001
    );

    std::fs::write(&file, "data_dir = \"elsewhere\"").unwrap();
    let mistakes = gather().err().unwrap_or_default();
    assert!(
        mistakes.join("").contains("data_dir cannot be set"),
        "{mistakes:?}"
    );
}

#[test]
fn a_named_file_must_exist() {
    let missing = std::path::Path::new("/nonexistent/rostra.toml");
    let mistakes = Layers::gather(BTreeMap::new(), BTreeMap::new(), Some(missing)).err();
    assert!(
        mistakes
            .unwrap_or_default()
            .join("")
            .contains("cannot be read")
    );
}

#[test]
fn a_misspelled_variable_is_noticed() {
    let layers = environment(&[
        ("ROSTRA_BCRYPT_COSTS", "4"),
        ("ROSTRA_HOST", "::"),
        ("HOME", "/"),
    ]);
    let unknown: Vec<_> = layers.unknown_variables().collect();
    assert_eq!(unknown, ["ROSTRA_BCRYPT_COSTS"]);
}

fn with_secret_file(content: &str) -> Result<Layers, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, content).unwrap();
    let environment = texts(&[("SECRET_KEY_FILE", file.to_str().unwrap_or_default())]);
    Layers::gather(BTreeMap::new(), environment, None)
}

#[test]
fn a_secret_may_lie_in_a_file() {
    let layers = with_secret_file("0123456789012345678901234567890123456789\n");
    let layers = layers.unwrap_or_else(|all| panic!("{all:?}"));
    let told = layers.explain();
    let row = told.lines().find(|line| line.starts_with("SECRET_KEY"));
    let row = row.unwrap_or_default();
    assert!(
        row.contains("secret file") && row.contains("(not shown)"),
        "{told}"
    );
    let settings = layers.understand().unwrap_or_else(|all| panic!("{all:?}"));
    assert!(settings.secret_key.is_some());
}

#[test]
fn a_bad_secret_in_a_file_is_told_by_the_variable_that_names_it() {
    let layers = with_secret_file("hush").unwrap_or_else(|all| panic!("{all:?}"));
    let mistakes = layers.understand().err().unwrap_or_default();
    assert!(
        mistakes.join("").starts_with("SECRET_KEY_FILE "),
        "{mistakes:?}"
    );
    assert!(!mistakes.join("").contains("hush"), "{mistakes:?}");
}

#[test]
fn secret_files_that_cannot_be_used_are_told_with_everything_else() {
    let environment = texts(&[
        ("SECRET_KEY", "0123456789012345678901234567890123456789"),
        ("SECRET_KEY_FILE", "/run/secret"),
        ("DATABASE_URL_FILE", "/nonexistent/url"),
        ("PORT", "x"),
    ]);
    let mistakes = Layers::gather(BTreeMap::new(), environment, None).err();
    let told = mistakes.unwrap_or_default().join("\n");
    for word in [
        "SECRET_KEY_FILE and SECRET_KEY",
        "/nonexistent/url, which cannot be read",
        "PORT must",
    ] {
        assert!(told.contains(word), "{word} in {told}");
    }
}
