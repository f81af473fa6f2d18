//! Plain SQL against either database: statements written for both, the values they take, the rows
//! they answer, and the connections they run on. Knows nothing of the chat.

mod store;
mod tx;
mod chain;
mod explain;

mod sql;
mod table;
mod row;

mod lane;
mod connect;
mod schema;
pub(crate) mod checkpoint;

pub(crate) use chain::{AHEAD_FOR, Chain};
pub(crate) use connect::{connect, look, migrate};
pub(crate) use row::{Row, from_offset, to_offset};
pub(crate) use schema::Found;
pub use schema::SchemaStep;
pub(crate) use sql::{Arg, Dialect, Draft, Sql};
pub(crate) use store::{Pools, Store, Turn, is_lost};
pub(crate) use table::{Column, Kind, Shape, Table};
pub(crate) use tx::Tx;
