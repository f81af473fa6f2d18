//! Where a setting's text comes from: flags before environment before file.

use std::collections::BTreeMap;
use std::fmt;

use super::key::{self, Key};

/// The place that a value was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Flag,
    Environment,
    File,
    Default,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "flag",
            Self::Environment => "environment",
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
    /// By the name of the key.
    pub(crate) file: BTreeMap<String, String>,
}

impl Layers {
    /// What was given for `key` and where; an empty text counts as not given.
    pub(crate) fn find(&self, key: Key) -> Option<(&str, Place)> {
        let places = [
            (self.flags.get(key.name), Place::Flag),
            (self.environment.get(key.variable), Place::Environment),
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
            _ => key.variable.to_owned(),
        }
    }

    /// Variables that look like settings but are none.
    pub(crate) fn unknown_variables(&self) -> impl Iterator<Item = &str> {
        self.environment.keys().map(String::as_str).filter(|name| {
            name.starts_with("ROSTRA_") && !key::ALL.iter().any(|key| key.variable == *name)
        })
    }
}
