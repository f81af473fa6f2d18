//! What makes two names the same.

use unicode_normalization::UnicodeNormalization;

/// A name as it is compared: NFKC, without regard to case or invisible characters.
///
/// Two names with one key look alike to people, so only one of them may exist.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameKey(String);

impl NameKey {
    /// The key of any text, valid as a name or not.
    pub fn of(raw: &str) -> Self {
        let folded: String = raw.nfkc().flat_map(folded).collect();
        let visible: String = folded.nfkc().filter(|c| !is_invisible(*c)).collect();
        // Trimmed last: white space may have hidden behind what is gone now.
        Self(visible.trim().to_owned())
    }

    /// A key read back from a store or a cursor.
    pub fn restored(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// The key's text, for the store.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Lower case, and one form for the letters that lower case leaves in two: a sigma that ends a word is
/// `Σ` in capitals too, and a sharp s is `SS`.
fn folded(c: char) -> impl Iterator<Item = char> {
    let forms = |c| match c {
        'ς' => [Some('σ'), None],
        'ß' => [Some('s'), Some('s')],
        other => [Some(other), None],
    };
    c.to_lowercase().flat_map(forms).flatten()
}

/// Characters that draw nothing and would let two equal-looking names differ.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}
