//! Understands the texts of the layers and collects every mistake on the way.

use std::fmt::Display;
use std::str::FromStr;

use super::key::Key;
use super::layer::Layers;

/// Reads one setting after the other; what is wrong is told at the end, all of it.
pub(crate) struct Reader<'a> {
    layers: &'a Layers,
    mistakes: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(layers: &'a Layers) -> Self {
        Self {
            layers,
            mistakes: Vec::new(),
        }
    }

    /// The value of `key` as `parse` understands it; `None` when it is not given or wrong.
    pub(crate) fn read<T, E: Display>(
        &mut self,
        key: Key,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let (text, _) = self.layers.find(key)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(expected) => {
                self.refuse(key, expected);
                None
            }
        }
    }

    /// Notes that the value of `key` is not what it must be.
    pub(crate) fn refuse(&mut self, key: Key, expected: impl Display) {
        let name = self.layers.spelling(key);
        self.mistakes.push(match self.layers.find(key) {
            Some((text, _)) if !key.is_secret() => format!("{name} {expected}, not `{text}`"),
            _ => format!("{name} {expected}"),
        });
    }

    /// What was understood, if all of it was.
    pub(crate) fn finish<T>(self, settings: T) -> Result<T, Vec<String>> {
        if self.mistakes.is_empty() {
            Ok(settings)
        } else {
            Err(self.mistakes)
        }
    }
}

/// A whole number of a range.
pub(crate) fn number<T>(min: T, max: T) -> impl FnOnce(&str) -> Result<T, String>
where
    T: FromStr + PartialOrd + Display,
{
    move |text| match text.parse::<T>() {
        Ok(number) if number >= min && number <= max => Ok(number),
        _ => Err(format!("must be a number from {min} to {max}")),
    }
}

/// Yes or no, in the usual spellings.
pub(crate) fn switch(text: &str) -> Result<bool, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "1" => Ok(true),
        "off" | "false" | "no" | "0" => Ok(false),
        _ => Err("must be on or off"),
    }
}

/// A list: comma separated, or a JSON array of strings.
pub(crate) fn list(text: &str) -> Result<Vec<String>, &'static str> {
    let items = if text.starts_with('[') {
        serde_json::from_str(text).map_err(|_| "must be a comma separated list or a JSON array")?
    } else {
        text.split(',').map(str::to_owned).collect::<Vec<String>>()
    };
    let items = items.iter().map(|item| item.trim().to_owned());
    Ok(items.filter(|item| !item.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::{list, number, switch};

    #[test]
    fn lists_come_with_commas_or_as_json() {
        let expected = Ok(vec!["http://a".to_owned(), "http://b".to_owned()]);
        assert_eq!(list("http://a, http://b,"), expected);
        assert_eq!(list(r#"["http://a","http://b"]"#), expected);
        assert!(list("[1]").is_err());
    }

    #[test]
    fn a_number_must_lie_in_its_range() {
        assert_eq!(number(4, 16)("4"), Ok(4));
        for bad in ["3", "17", "4.5", "x", "-4"] {
            assert!(number(4, 16)(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_switch_has_the_usual_spellings() {
        assert_eq!(switch("ON"), Ok(true));
        assert_eq!(switch("0"), Ok(false));
        assert!(switch("maybe").is_err());
    }
}
