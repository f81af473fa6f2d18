//! Where a setting's text comes from: flags before environment before file.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use super::key::{self, Key};

/// Operators may think that these do something.
const NOT_YET: [&str; 1] = ["REDIS_URL"];

/// The place that a value was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Flag,
    Environment,
    /// A file that the environment names.
    SecretFile,
    File,
    Default,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "flag",
            Self::Environment => "environment",
            Self::SecretFile => "secret file",
            Self::File => "file",
            Self::Default => "default",
        })
    }
}

/// Everything that was given, as text, before any of it is understood.
#[derive(Default)]
pub(crate) struct Layers {
    /// By the name of the key.
    pub(crate) flags: BTreeMap<String, String>,
    /// By the name of the variable.
    pub(crate) environment: BTreeMap<String, String>,
    /// What the files named by variables such as `SECRET_KEY_FILE` hold, by the name of the key.
    pub(crate) secret_files: BTreeMap<String, String>,
    /// By the name of the key.
    pub(crate) file: BTreeMap<String, String>,
}

impl Layers {
    /// What was given for `key` and where; an empty text counts as not given.
    pub(crate) fn find(&self, key: Key) -> Option<(&str, Place)> {
        let places = [
            (self.flags.get(key.name), Place::Flag),
            (self.environment.get(key.variable), Place::Environment),
            (self.secret_files.get(key.name), Place::SecretFile),
            (self.file.get(key.name), Place::File),
        ];
        places.into_iter().find_map(|(found, place)| {
            let text = found.map(|text| text.trim())?;
            (!text.is_empty()).then_some((text, place))
        })
    }

    /// The key as the operator spelled it where its value was found.
    pub(crate) fn spelling(&self, key: Key) -> String {
        match (self.find(key), key.flag) {
            (Some((_, Place::Flag)), Some(flag)) => format!("--{flag}"),
            (Some((_, Place::File)), _) => key.name.to_owned(),
            (Some((_, Place::SecretFile)), _) => file_variable(key),
            _ => key.variable.to_owned(),
        }
    }

    /// Variables that look like settings but are none.
    pub(crate) fn unknown_variables(&self) -> impl Iterator<Item = &str> {
        self.environment.keys().map(String::as_str).filter(|name| {
            let looks_like_one = name.starts_with("ROSTRA_") || NOT_YET.contains(name);
            looks_like_one && !key::ALL.iter().any(|key| key.variable == *name)
        })
    }

    /// Reads the files that hold secrets, or tells each that can't be used.
    pub(crate) fn read_secret_files(&mut self) -> Result<(), Vec<String>> {
        let mut mistakes = Vec::new();
        for key in key::ALL.iter().filter(|key| key.is_secret()) {
            let variable = file_variable(*key);
            let named = self.environment.get(&variable).map(|path| path.trim());
            let Some(path) = named.filter(|path| !path.is_empty()) else {
                continue;
            };
            let is_given_too = self
                .environment
                .get(key.variable)
                .is_some_and(|text| !text.trim().is_empty());
            if is_given_too {
                let other = key.variable;
                mistakes.push(format!("{variable} and {other} are both set; unset one"));
                continue;
            }
            match fs::read_to_string(path) {
                Ok(text) => drop(self.secret_files.insert(key.name.to_owned(), text)),
                Err(error) => {
                    mistakes.push(format!(
                        "{variable} names {path}, which cannot be read: {error}"
                    ));
                }
            }
        }
        if mistakes.is_empty() {
            Ok(())
        } else {
            Err(mistakes)
        }
    }
}

/// The variable that names a file with the secret `key`, as containers and systemd hand them over.
fn file_variable(key: Key) -> String {
    format!("{}_FILE", key.variable)
}
