//! Passwords and tokens, as their ports promise them.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod passwords;
mod secrets;
mod tokens;
