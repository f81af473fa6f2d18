//! The tables as SeaORM sees them: accounts, sessions and rooms. The message log speaks plain SQL.

pub(crate) mod membership;
mod moment;
pub(crate) mod origin;
pub(crate) mod room;
pub(crate) mod session;
pub(crate) mod ticket;
pub(crate) mod user;

pub(crate) use moment::Moment;
