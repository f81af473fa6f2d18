//! The database: SQLite and PostgreSQL behind the domain's ports, the group-commit message log,
//! search.
//!
//! Nothing outside this crate sees SQL or SeaORM; nothing in it knows who listens to its events.

mod database;
mod serving;
mod settings;
mod backup;

mod accounts;
mod messages;
mod oversight;
mod rooms;
mod sessions;

mod log;

mod engine;
mod entity;
mod epoch;
mod failed;
mod orm;
mod plan;
mod words;

pub use backup::CopyError;
pub use database::{Database, PoolFigures};
pub use engine::SchemaStep;
pub use plan::Plan;
pub use serving::{Claim, Sole};
pub use settings::{DatabaseSettings, OpenError};
