//! What was given behind the question mark.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::ops::RangeInclusive;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use protocol::{Fields, Given, InvalidCursor};

/// The parameters, decoded; unknown ones are ignored, of a repeated one the last counts.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// A parameter as it was given.
    pub(crate) fn given(&self, name: &str) -> Given<String> {
        self.text(name)
            .map_or(Given::Missing, |text| Given::Value(text.to_owned()))
    }

    /// A whole number within a range.
    pub(crate) fn number(
        &self,
        fields: &mut Fields,
        name: &str,
        range: RangeInclusive<u32>,
    ) -> Option<u32> {
        let parse = |raw: &String| {
            let number = raw.parse().ok().filter(|number| range.contains(number));
            let (least, most) = (range.start(), range.end());
            number.ok_or_else(|| format!("must be an integer from {least} to {most}"))
        };
        fields.optional(name, &self.given(name), parse)
    }

    /// A yes or no; no unless given.
    pub(crate) fn flag(&self, fields: &mut Fields, name: &str) -> bool {
        let parse = |raw: &String| match raw.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok(true),
            "false" | "0" | "no" | "off" => Ok(false),
            _ => Err("must be true or false"),
        };
        let given = fields.optional(name, &self.given(name), parse);
        given.unwrap_or(false)
    }

    /// The place in a list where to read on.
    pub(crate) fn cursor<T>(
        &self,
        decode: impl FnOnce(&str) -> Result<T, InvalidCursor>,
    ) -> Result<Option<T>, InvalidCursor> {
        self.text("cursor").map(decode).transpose()
    }

    fn text(&self, name: &str) -> Option<&str> {
        let last = self.0.iter().rev().find(|(key, _)| key == name);
        last.map(|(_, value)| value.as_str())
    }
}

impl FromRequest for Query {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs = web::Query::<Vec<(String, String)>>::from_query(request.query_string());
        // Any text is a list of pairs, so nothing is lost here.
        ready(Ok(Self(
            pairs.map_or_else(|_| Vec::new(), web::Query::into_inner),
        )))
    }
}
