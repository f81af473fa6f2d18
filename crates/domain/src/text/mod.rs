//! Text that people give: each kind parses itself and is valid from then on.

mod body;
mod key;
mod name;
mod profile;
mod secret;

pub use body::{BodyLimit, MessageBody, RoomDescription, SearchQuery};
pub use key::NameKey;
pub use name::{EmailAddress, RoomName, Username};
pub use profile::{Bio, DeviceName, DisplayName};
pub use secret::Password;

use thiserror::Error;

/// Why a text is refused. Lengths count Unicode scalar values after trimming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InvalidText {
    /// Nothing but white space or invisible characters.
    #[error("must not be empty")]
    Empty,
    /// Shorter than allowed.
    #[error("must be at least {min} characters long")]
    TooShort {
        /// The fewest characters allowed.
        min: usize,
    },
    /// Longer than allowed.
    #[error("must be at most {max} characters long")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// More bytes than allowed, where bytes are what counts.
    #[error("must be at most {max} bytes long")]
    TooManyBytes {
        /// The most bytes allowed.
        max: usize,
    },
    /// NUL or another control character.
    #[error("must not contain control characters")]
    ControlCharacter,
    /// Not of the form `name@host`.
    #[error("must be an e-mail address")]
    NotAnEmailAddress,
}

/// Which control characters a text may hold; those that only part lines and paragraphs are like newlines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Controls {
    Forbidden,
    NewlineAndTab,
}

/// Trims and checks length and control characters; the one place where the limits are applied.
fn parse(raw: &str, min: usize, max: usize, controls: Controls) -> Result<String, InvalidText> {
    let text = raw.trim();
    let forbidden = |c: char| match controls {
        Controls::Forbidden => c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'),
        Controls::NewlineAndTab => c.is_control() && !matches!(c, '\n' | '\t'),
    };
    if text.chars().any(forbidden) {
        return Err(InvalidText::ControlCharacter);
    }
    let length = text.chars().count();
    match length {
        0 if min > 0 => Err(InvalidText::Empty),
        _ if length < min => Err(InvalidText::TooShort { min }),
        _ if length > max => Err(InvalidText::TooLong { max }),
        _ => Ok(text.to_owned()),
    }
}
