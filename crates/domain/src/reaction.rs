//! Reactions: one emoji on a message, at most once per person and kind.

use thiserror::Error;

use crate::Person;

/// How many different emoji one message may bear.
pub const MAX_REACTION_KINDS: usize = 20;

/// The text is not exactly one emoji.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be a single emoji")]
pub struct InvalidEmoji;

/// Exactly one emoji in its fully qualified spelling, so that one emoji is one reaction.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Emoji(String);

impl Emoji {
    /// Parses one emoji of the Unicode table.
    pub fn parse(raw: &str) -> Result<Self, InvalidEmoji> {
        let known = emojis::get(raw.trim()).ok_or(InvalidEmoji)?;
        Ok(Self(known.as_str().to_owned()))
    }

    /// An emoji read back from a store that holds only parsed ones.
    pub fn restored(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// The emoji's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The emoji's text, taken out.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// How many people gave one emoji to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionTally {
    /// Which emoji.
    pub emoji: Emoji,
    /// How many people.
    pub count: i64,
    /// Whether the person who asked is one of them.
    pub by_viewer: bool,
}

/// Who gave one emoji to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reactors {
    /// Which emoji.
    pub emoji: Emoji,
    /// How many people.
    pub count: i64,
    /// Who they are; not all of them when they are many.
    pub people: Vec<Person>,
}
