//! What schema a database has, compared with the one that this program knows.

use migration::{Migrator, MigratorTrait};
use sqlx::{Error, PgConnection, SqliteConnection};

use crate::settings::OpenError;

/// A step of the schema, in the order in which they are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaStep {
    /// Its name.
    pub name: String,
    /// Whether the database has taken it.
    pub is_taken: bool,
}

/// What was found in a database.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing at all.
    Nothing,
    /// Tables, but none of ours.
    Foreign,
    /// These steps were taken.
    Steps(Vec<String>),
}

const TAKEN: &str = "SELECT version FROM seaql_migrations ORDER BY version";

impl Found {
    pub(crate) async fn in_sqlite(db: &mut SqliteConnection) -> Result<Self, Error> {
        let sql = "SELECT count(*), coalesce(sum(name = 'seaql_migrations'), 0) \
            FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
        match sqlx::query_as(sql).fetch_one(&mut *db).await? {
            (0_i64, _) => Ok(Self::Nothing),
            (_, 0_i64) => Ok(Self::Foreign),
            _ => Ok(Self::Steps(sqlx::query_scalar(TAKEN).fetch_all(db).await?)),
        }
    }

    /// Looks into the schema that the connection searches; whatever else is in the database is no
    /// concern of ours.
    pub(crate) async fn in_postgres(db: &mut PgConnection) -> Result<Self, Error> {
        let sql = "SELECT to_regclass('rostra.seaql_migrations') IS NOT NULL";
        if sqlx::query_scalar(sql).fetch_one(&mut *db).await? {
            Ok(Self::Steps(sqlx::query_scalar(TAKEN).fetch_all(db).await?))
        } else {
            Ok(Self::Nothing)
        }
    }

    /// Whether somebody's data is in it, as far as we can tell.
    pub(crate) const fn is_used(&self) -> bool {
        matches!(self, Self::Steps(steps) if !steps.is_empty())
    }

    /// Every step that we know, if there is none that we do not.
    pub(crate) fn compared(&self) -> Result<Vec<SchemaStep>, OpenError> {
        let taken: &[String] = match self {
            Self::Nothing => &[],
            Self::Foreign => return Err(OpenError::Foreign),
            Self::Steps(taken) => taken,
        };
        let known: Vec<String> = Migrator::migrations()
            .iter()
            .map(|step| step.name().to_owned())
            .collect();
        if let Some(unknown) = taken.iter().find(|name| !known.contains(name)) {
            return Err(OpenError::NewerSchema(unknown.clone()));
        }
        let step = |name: String| SchemaStep {
            is_taken: taken.contains(&name),
            name,
        };
        Ok(known.into_iter().map(step).collect())
    }

    /// The first step that is still to be taken.
    pub(crate) fn pending(&self) -> Result<Option<String>, OpenError> {
        let steps = self.compared()?;
        let first = steps.into_iter().find(|step| !step.is_taken);
        Ok(first.map(|step| step.name))
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, SchemaStep};
    use crate::OpenError;

    fn steps(names: &[&str]) -> Found {
        Found::Steps(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn what_is_known_is_compared_with_what_was_taken() {
        let found = steps(&["m0001_users"]);
        let compared = found.compared().unwrap();
        let first = SchemaStep {
            name: "m0001_users".to_owned(),
            is_taken: true,
        };
        assert_eq!(compared.first(), Some(&first));
        assert!(compared.iter().skip(1).all(|step| !step.is_taken));
        assert_eq!(found.pending().unwrap().as_deref(), Some("m0002_rooms"));
        assert_eq!(
            Found::Nothing.pending().unwrap().as_deref(),
            Some("m0001_users")
        );
    }

    #[test]
    fn a_step_that_nobody_here_knows_is_of_a_newer_rostra() {
        let found = steps(&["m0001_users", "m9999_from_the_future"]);
        let newer = found.compared().unwrap_err();
        assert!(matches!(newer, OpenError::NewerSchema(name) if name == "m9999_from_the_future"));
        assert!(matches!(Found::Foreign.pending(), Err(OpenError::Foreign)));
    }
}
