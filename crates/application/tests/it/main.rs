//! The use cases against mocks of every port and a clock set by hand.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod conversation;
mod given;
mod lobby;
mod guessing;
mod people;
mod endings;
mod sessions;
