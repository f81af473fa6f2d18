//! One change of the schema, written out for each database.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait, DbBackend, DbErr},
};

/// A change of the schema. Plain SQL, because the two databases differ in all that matters here:
/// identities, times, partial indexes and text search.
pub(crate) struct Step {
    /// Recorded in the database once the step was taken; never changes.
    pub(crate) name: &'static str,
    /// What SQLite runs.
    pub(crate) sqlite: &'static str,
    /// What PostgreSQL runs.
    pub(crate) postgres: &'static str,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = match manager.get_database_backend() {
            DbBackend::Sqlite => self.sqlite,
            DbBackend::Postgres => self.postgres,
            other => return Err(DbErr::Migration(format!("{other:?} is not supported"))),
        };
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
