//! Names that must be unique.

use std::fmt;

use super::{Controls, InvalidText, NameKey, parse};

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// A name read back from a store that holds only parsed ones.
            pub fn restored(raw: impl Into<String>) -> Self {
                Self(raw.into())
            }

            /// The name as its owner wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The name's text, taken out.
            pub fn into_string(self) -> String {
                self.0
            }

            /// What the name is compared by.
            pub fn key(&self) -> NameKey {
                NameKey::of(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// What a person is called: 3 to 50 characters.
    Username
);
name!(
    /// What a room is called: 3 to 50 characters.
    RoomName
);
name!(
    /// Where a person gets mail: `name@host`, at most 254 characters.
    EmailAddress
);

impl Username {
    /// Parses 3 to 50 visible characters.
    pub fn parse(raw: &str) -> Result<Self, InvalidText> {
        parse_visible(raw).map(Self)
    }
}

impl RoomName {
    /// Parses 3 to 50 visible characters.
    pub fn parse(raw: &str) -> Result<Self, InvalidText> {
        parse_visible(raw).map(Self)
    }
}

impl EmailAddress {
    /// Parses `name@host`; the mailbox itself is proven by a mail, not by its spelling.
    pub fn parse(raw: &str) -> Result<Self, InvalidText> {
        let text = parse(raw, 3, 254, Controls::Forbidden)?;
        let (name, host) = text
            .rsplit_once('@')
            .ok_or(InvalidText::NotAnEmailAddress)?;
        let host_is_sound = host
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        let is_plain =
            |c: char| !c.is_whitespace() && !matches!(c, '@' | '<' | '>' | ',' | ';' | '"');
        if name.is_empty() || !host_is_sound || !name.chars().chain(host.chars()).all(is_plain) {
            return Err(InvalidText::NotAnEmailAddress);
        }
        Ok(Self(text))
    }
}

fn parse_visible(raw: &str) -> Result<String, InvalidText> {
    let text = parse(raw, 3, 50, Controls::Forbidden)?;
    if NameKey::of(&text).as_str().is_empty() {
        return Err(InvalidText::Empty);
    }
    Ok(text)
}
