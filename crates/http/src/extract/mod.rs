//! What routes take from a request: who asks, where, and what was given.

mod by;
mod device;
mod form;
mod path;
mod query;
mod ruled;

pub(crate) use by::{By, sign_in};
pub(crate) use device::ByDevice;
pub(crate) use form::Form;
pub(crate) use path::{InRoom, OfMember, OfSession, OfUser, OnMessage, OnMessageInRoom, WithEmoji};
pub(crate) use query::Query;
pub(crate) use ruled::Ruled;
