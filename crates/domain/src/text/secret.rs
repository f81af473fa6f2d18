//! What people keep to themselves.

use std::fmt;

use super::InvalidText;

/// A password as its owner typed it; never trimmed, never shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    const MIN_CHARS: usize = 8;
    /// bcrypt reads 72 bytes with the closing NUL; a longer password would be cut silently.
    const MAX_BYTES: usize = 71;

    /// Parses a password of 8 characters to 71 bytes without control characters.
    pub fn parse(raw: &str) -> Result<Self, InvalidText> {
        if raw.chars().any(char::is_control) {
            return Err(InvalidText::ControlCharacter);
        }
        if raw.chars().count() < Self::MIN_CHARS {
            return Err(InvalidText::TooShort {
                min: Self::MIN_CHARS,
            });
        }
        if raw.len() > Self::MAX_BYTES {
            return Err(InvalidText::TooManyBytes {
                max: Self::MAX_BYTES,
            });
        }
        Ok(Self(raw.to_owned()))
    }

    /// The password, for the adapter that hashes it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}
