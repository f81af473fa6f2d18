//! What routes take from a request: who asks, where, and what was given.

mod by;
mod form;
mod path;
mod query;

pub(crate) use by::{By, sign_in};
pub(crate) use form::Form;
pub(crate) use path::{InRoom, OfMember, OnMessage, OnMessageInRoom, WithEmoji};
pub(crate) use query::Query;
