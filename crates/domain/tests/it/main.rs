//! What the chat's values and rules promise, as tables.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod attempts;
mod counting;
mod emoji;
mod names;
mod rules;
mod sessions;
mod texts;
