//! Plain SQL against either database: statements written for both, the values they take, the rows
//! they answer, and the connections they run on. Knows nothing of the chat.

mod connect;
mod row;
mod sql;
mod store;
mod table;

pub(crate) use connect::{connect, migrate};
pub(crate) use row::{Row, from_offset, to_offset};
pub(crate) use sql::{Arg, Dialect, Draft, Sql};
pub(crate) use store::{Pools, Store, Tx};
pub(crate) use table::{Column, Kind, Shape, Table};
