//! The schema of both databases, step by step; forward only.
//!
//! On PostgreSQL the connections set `search_path`, so no step names the schema. Table and index
//! names are those of the original Rostra; what only repeats a primary key exists there, because
//! tools look for it by name, and is left out on SQLite.

mod step;

mod m0001_users;
mod m0002_rooms;
mod m0003_memberships;
mod m0004_messages;
mod m0005_reactions;
mod m0006_search;
mod m0007_server_state;
mod m0008_sessions;
mod m0009_socket_tickets;
mod m0010_profiles;
mod m0011_known_origins;
mod m0012_administrators;
mod m0013_disabled_accounts;
mod m0014_search_by_room;
mod m0015_folded_names;
mod m0016_names_that_became_one;

use sea_orm_migration::{MigrationTrait, async_trait::async_trait};

pub use sea_orm_migration::MigratorTrait;

/// Brings a database up to date.
#[derive(Debug, Clone, Copy)]
pub struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_users::STEP),
            Box::new(m0002_rooms::STEP),
            Box::new(m0003_memberships::STEP),
            Box::new(m0004_messages::STEP),
            Box::new(m0005_reactions::STEP),
            Box::new(m0006_search::STEP),
            Box::new(m0007_server_state::STEP),
            Box::new(m0008_sessions::STEP),
            Box::new(m0009_socket_tickets::STEP),
            Box::new(m0010_profiles::STEP),
            Box::new(m0011_known_origins::STEP),
            Box::new(m0012_administrators::STEP),
            Box::new(m0013_disabled_accounts::STEP),
            Box::new(m0014_search_by_room::STEP),
            Box::new(m0015_folded_names::STEP),
            Box::new(m0016_names_that_became_one::STEP),
        ]
    }
}
