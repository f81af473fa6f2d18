//! Reads `rostra.toml`: the settings by name, each a string, a number, a boolean or a list of strings.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use toml::{Table, Value};

use super::key;

/// What a file says: the settings that could be read, and every mistake.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) mistakes: Vec<String>,
}

/// What the file says. A missing one says nothing, unless it was named.
pub(crate) fn read(path: &Path, is_named: bool) -> Content {
    let shown = path.display();
    match fs::read_to_string(path) {
        Ok(text) => {
            let mut content = understand(&text);
            for mistake in &mut content.mistakes {
                *mistake = format!("{shown}: {mistake}");
            }
            content
        }
        Err(error) if is_absent(&error) && !is_named => Content::default(),
        Err(error) => Content::mistaken(format!("{shown} cannot be read: {error}")),
    }
}

impl Content {
    fn mistaken(mistake: String) -> Self {
        Self {
            mistakes: vec![mistake],
            ..Self::default()
        }
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn understand(text: &str) -> Content {
    let table: Table = match text.parse() {
        Ok(table) => table,
        // The parser's long form shows the line, which may hold a secret.
        Err(error) => {
            let error: toml::de::Error = error;
            return Content::mistaken(format!("is not valid TOML: {}", error.message()));
        }
    };
    let mut content = Content::default();
    for (name, value) in table {
        if !key::ALL.iter().any(|key| key.name == name) {
            content.mistakes.push(format!("{name} is not a setting"));
            continue;
        }
        match plain(&value) {
            Some(text) => drop(content.settings.insert(name, text)),
            None => content.mistakes.push(format!(
                "{name} must be a string, an integer, a boolean or a list of strings"
            )),
        }
    }
    content
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
        let found = understand(text).settings;
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
        let content = understand("prot = 1\nport = 1.5\nhost = \"::\"");
        assert_eq!(content.settings.len(), 1);
        assert_eq!(
            content.mistakes,
            [
                "port must be a string, an integer, a boolean or a list of strings",
                "prot is not a setting"
            ]
        );
    }

    #[test]
    fn a_broken_line_is_not_repeated() {
        let mistakes = understand("secret_key = \"hush").mistakes;
        assert!(!mistakes.join(" ").contains("hush"), "{mistakes:?}");
    }
}
