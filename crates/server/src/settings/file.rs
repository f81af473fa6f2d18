//! Reads `rostra.toml`: the settings by name, each a string, a number, a boolean or a list of strings.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use toml::{Table, Value};

use super::key;

/// The settings in the file, or every mistake in it. A missing file holds none, unless it was named.
pub(crate) fn read(path: &Path, is_named: bool) -> Result<BTreeMap<String, String>, Vec<String>> {
    let shown = path.display();
    match fs::read_to_string(path) {
        Ok(text) => understand(&text).map_err(|mistakes| {
            let name = |mistake| format!("{shown}: {mistake}");
            mistakes.into_iter().map(name).collect()
        }),
        Err(error) if is_absent(&error) && !is_named => Ok(BTreeMap::new()),
        Err(error) => Err(vec![format!("{shown} cannot be read: {error}")]),
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn understand(text: &str) -> Result<BTreeMap<String, String>, Vec<String>> {
    // The parser's long form shows the line, which may hold a secret.
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        vec![format!("is not valid TOML: {}", error.message())]
    })?;
    let mut found = BTreeMap::new();
    let mut mistakes = Vec::new();
    for (name, value) in table {
        if !key::ALL.iter().any(|key| key.name == name) {
            mistakes.push(format!("{name} is not a setting"));
            continue;
        }
        match plain(&value) {
            Some(text) => drop(found.insert(name, text)),
            None => mistakes.push(format!(
                "{name} must be a string, an integer, a boolean or a list of strings"
            )),
        }
    }
    if mistakes.is_empty() {
        Ok(found)
    } else {
        Err(mistakes)
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(Value::as_str).collect();
            items.map(|items| items.join(","))
        }
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::understand;

    #[test]
    fn every_kind_of_value_becomes_plain_text() {
        let text =
            "port = 9000\ndebug = true\nhost = \"::\"\ncors_origins = [\"http://a\", \"http://b\"]";
        let found = understand(text).unwrap();
        let expected = [
            ("cors_origins", "http://a,http://b"),
            ("debug", "true"),
            ("host", "::"),
            ("port", "9000"),
        ];
        let found: Vec<_> = found
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let mistakes = understand("prot = 1\nport = 1.5").unwrap_err();
        assert_eq!(
            mistakes,
            [
                "port must be a string, an integer, a boolean or a list of strings",
                "prot is not a setting"
            ]
        );
    }

    #[test]
    fn a_broken_line_is_not_repeated() {
        let mistakes = understand("secret_key = \"hush").unwrap_err();
        assert!(!mistakes.join(" ").contains("hush"), "{mistakes:?}");
    }
}
