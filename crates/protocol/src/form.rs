//! Forms: what a client gave, checked field by field, so that all mistakes are told at once.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use utoipa::ToSchema;

/// A field as it was given; a wrong type is remembered rather than failing the whole form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Given<T> {
    /// Not there.
    #[default]
    Missing,
    /// There, as `null`.
    Null,
    /// There, but of another type.
    WrongType,
    /// There.
    Value(T),
}

/// The kinds of JSON values that a field can ask for.
pub trait FieldType: Sized {
    /// What to say when something else was given.
    const EXPECTED: &'static str;

    /// From a JSON string.
    fn from_text(_: &str) -> Option<Self> {
        None
    }

    /// From a JSON boolean.
    fn from_boolean(_: bool) -> Option<Self> {
        None
    }

    /// From a JSON integer.
    fn from_integer(_: i64) -> Option<Self> {
        None
    }
}

impl FieldType for String {
    const EXPECTED: &'static str = "must be a string";

    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl FieldType for i64 {
    const EXPECTED: &'static str = "must be an integer";

    fn from_integer(number: i64) -> Option<Self> {
        Some(number)
    }
}

impl<'de, T: FieldType> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GivenVisitor(PhantomData))
    }
}

struct GivenVisitor<T>(PhantomData<T>);

impl<T> GivenVisitor<T> {
    fn or_wrong(value: Option<T>) -> Given<T> {
        value.map_or(Given::WrongType, Given::Value)
    }
}

impl<'de, T: FieldType> Visitor<'de> for GivenVisitor<T> {
    type Value = Given<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Given<T>, E> {
        Ok(Self::or_wrong(T::from_text(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Given<T>, E> {
        Ok(Self::or_wrong(T::from_integer(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Given<T>, E> {
        // Beyond i64 it is out of every range anyway; the parser of the field says so.
        Ok(Self::or_wrong(T::from_integer(
            i64::try_from(number).unwrap_or(i64::MAX),
        )))
    }

    fn visit_unit<E>(self) -> Result<Given<T>, E> {
        Ok(Given::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Given<T>, E> {
        Ok(Self::or_wrong(T::from_boolean(value)))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Given<T>, E> {
        Ok(Given::WrongType)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Given<T>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Given::WrongType)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Given<T>, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Given::WrongType)
    }
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Which field, as it is called on the wire.
    pub field: String,
    /// What is wrong, for people.
    pub message: String,
}

/// What is wrong with a form; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// One field, one mistake.
    pub fn one(field: &str, message: impl fmt::Display) -> Self {
        Self(vec![FieldError {
            field: field.to_owned(),
            message: message.to_string(),
        }])
    }
}

/// Parses the fields of one form and collects what is wrong.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// A form that nothing was found wrong with yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A field that must be there.
    pub fn required<T: FieldType, U, E: fmt::Display>(
        &mut self,
        field: &str,
        given: &Given<T>,
        parse: impl FnOnce(&T) -> Result<U, E>,
    ) -> Option<U> {
        match given {
            Given::Value(value) => self.check(field, parse(value)),
            Given::WrongType => self.refuse(field, T::EXPECTED),
            Given::Missing | Given::Null => self.refuse(field, "is required"),
        }
    }

    /// A field that may be missing or null.
    pub fn optional<T: FieldType, U, E: fmt::Display>(
        &mut self,
        field: &str,
        given: &Given<T>,
        parse: impl FnOnce(&T) -> Result<U, E>,
    ) -> Option<U> {
        match given {
            Given::Value(value) => self.check(field, parse(value)),
            Given::WrongType => self.refuse(field, T::EXPECTED),
            Given::Missing | Given::Null => None,
        }
    }

    /// Notes a mistake that no single parser sees.
    pub fn refuse<U>(&mut self, field: &str, message: impl fmt::Display) -> Option<U> {
        self.0.extend(FieldErrors::one(field, message).0);
        None
    }

    /// The parsed form, unless something was wrong.
    pub fn finish<T>(self, parsed: Option<T>) -> Result<T, FieldErrors> {
        match parsed {
            Some(form) if self.0.is_empty() => Ok(form),
            _ => Err(FieldErrors(self.0)),
        }
    }

    fn check<U, E: fmt::Display>(&mut self, field: &str, parsed: Result<U, E>) -> Option<U> {
        match parsed {
            Ok(value) => Some(value),
            Err(error) => self.refuse(field, error),
        }
    }
}

/// Reads a JSON object into a form. Anything else (no JSON, another type, too deep, invalid UTF-8)
/// is a mistake of the `body`.
pub fn read_object<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, FieldErrors> {
    // A struct would also be read from an array, field by field; on the wire that is a mistake.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(FieldErrors::one("body", "must be a JSON object"));
    }
    // serde_json does not look into strings that no field asks for, so they are checked here.
    let text = std::str::from_utf8(bytes).map_err(|_| FieldErrors::one("body", "must be UTF-8"))?;
    serde_json::from_str(text)
        .map_err(|_| FieldErrors::one("body", "must be valid JSON of moderate depth"))
}
