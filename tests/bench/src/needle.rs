//! Finding a key in JSON text without parsing it.

use memchr::memmem::Finder;

/// Remembers where it was found last: frames of one room look alike, so most looks cost one comparison.
#[derive(Debug)]
pub(crate) struct Needle {
    finder: Finder<'static>,
    hint: usize,
}

impl Needle {
    pub(crate) fn new(text: &'static str) -> Self {
        Self {
            finder: Finder::new(text),
            hint: 0,
        }
    }

    /// What follows the needle in `text`.
    pub(crate) fn after<'a>(&mut self, text: &'a [u8]) -> Option<&'a [u8]> {
        let needle = self.finder.needle();
        if let Some(rest) = text
            .get(self.hint..)
            .and_then(|tail| tail.strip_prefix(needle))
        {
            return Some(rest);
        }
        self.hint = self.finder.find(text)?;
        text.get(self.hint + needle.len()..)
    }
}

/// The decimal number that `text` begins with.
pub(crate) fn number(text: &[u8]) -> Option<u64> {
    let mut value = None;
    for digit in text.iter().take_while(|byte| byte.is_ascii_digit()) {
        value = Some(value.unwrap_or(0_u64) * 10 + u64::from(digit - b'0'));
    }
    value
}

/// The string, still escaped, that ends at the first closing quote of `text`.
pub(crate) fn string(text: &[u8]) -> Option<&[u8]> {
    let mut from = 0;
    loop {
        let quote = from + memchr::memchr(b'"', text.get(from..)?)?;
        let inside = text.get(..quote)?;
        let slashes = inside
            .iter()
            .rev()
            .take_while(|&&byte| byte == b'\\')
            .count();
        if slashes % 2 == 0 {
            return Some(inside);
        }
        from = quote + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_found_wherever_it_moves() {
        let mut seq = Needle::new(r#""seq":"#);
        for text in [
            r#"{"id":9,"seq":8}"#,
            r#"{"id":10,"seq":9}"#,
            r#"{"id":11,"seq":10}"#,
        ] {
            assert!(seq.after(text.as_bytes()).and_then(number).is_some());
        }
        assert!(seq.after(b"{}").is_none());
    }

    #[test]
    fn a_string_ends_at_the_quote_that_is_not_escaped() {
        assert_eq!(
            string(br#"say \"hi\" now","next":1"#),
            Some(&br#"say \"hi\" now"#[..])
        );
        assert_eq!(
            string(br#"ends in \\","next":1"#),
            Some(&br#"ends in \\"#[..])
        );
        assert_eq!(string(b"never ends"), None);
    }
}
