//! The tables as SeaORM sees them: accounts and rooms. The message log speaks plain SQL.

pub(crate) mod membership;
mod moment;
pub(crate) mod room;
pub(crate) mod user;

pub(crate) use moment::Moment;
