//! What people say of themselves, and what their devices do.

use super::{Controls, InvalidText, parse};

/// The name that a person wants to be shown by: 1 to 50 characters; need not be unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayName(String);

/// A few words about oneself: at most 500 characters; newlines are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bio(String);

/// What a device calls itself: the first 200 visible characters of its `User-Agent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceName(String);

macro_rules! text {
    ($name:ident) => {
        impl $name {
            /// A text read back from a store that holds only parsed ones.
            pub fn restored(raw: impl Into<String>) -> Self {
                Self(raw.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, taken out.
            pub fn into_string(self) -> String {
                self.0
            }
        }
    };
}

text!(DisplayName);
text!(Bio);
text!(DeviceName);

impl DisplayName {
    /// Parses a name; an empty one is none.
    pub fn parse(raw: &str) -> Result<Option<Self>, InvalidText> {
        let text = parse(raw, 0, 50, Controls::Forbidden)?;
        Ok((!text.is_empty()).then_some(Self(text)))
    }
}

impl Bio {
    /// Parses the words; none at all are none.
    pub fn parse(raw: &str) -> Result<Option<Self>, InvalidText> {
        let text = parse(raw, 0, 500, Controls::NewlineAndTab)?;
        Ok((!text.is_empty()).then_some(Self(text)))
    }
}

impl DeviceName {
    const MAX_CHARS: usize = 200;

    /// What is fit to be shown of what a device says; nothing is refused.
    pub fn of(raw: &str) -> Self {
        let visible = raw.chars().filter(|c| !c.is_control());
        let text: String = visible.take(Self::MAX_CHARS).collect();
        Self(text.trim().to_owned())
    }
}
