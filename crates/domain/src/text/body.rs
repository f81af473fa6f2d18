//! What people write: messages, descriptions, searches.

use super::{Controls, InvalidText, parse};

/// The most characters a message may have, as the operator configured it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyLimit(usize);

impl BodyLimit {
    /// The limit when nothing is configured.
    pub const DEFAULT: Self = Self(1_000);
    /// The highest limit that can be configured.
    pub const MAX: usize = 16_000;

    /// A limit of 1 to 16,000 characters, or `None`.
    pub fn new(chars: usize) -> Option<Self> {
        (1..=Self::MAX).contains(&chars).then_some(Self(chars))
    }

    /// How many characters.
    pub const fn chars(self) -> usize {
        self.0
    }
}

/// What a message says: 1 to [`BodyLimit`] characters; newlines and tabs are allowed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MessageBody(String);

impl MessageBody {
    /// Parses the text of a message.
    pub fn parse(raw: &str, limit: BodyLimit) -> Result<Self, InvalidText> {
        parse(raw, 1, limit.chars(), Controls::NewlineAndTab).map(Self)
    }

    /// A body read back from a store that holds only parsed ones.
    pub fn restored(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// What a deleted message says: nothing.
    pub fn scrubbed() -> Self {
        Self(String::new())
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

/// What a room is for, in one line of at most 255 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomDescription(String);

impl RoomDescription {
    /// Parses a description; an empty one is none.
    pub fn parse(raw: &str) -> Result<Option<Self>, InvalidText> {
        let text = parse(raw, 0, 255, Controls::Forbidden)?;
        Ok((!text.is_empty()).then_some(Self(text)))
    }

    /// A description read back from a store that holds only parsed ones.
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

/// What somebody searches for: 1 to 200 characters of plain words, never a query language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery(String);

impl SearchQuery {
    /// Parses the words to look for.
    pub fn parse(raw: &str) -> Result<Self, InvalidText> {
        parse(raw, 1, 200, Controls::Forbidden).map(Self)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
