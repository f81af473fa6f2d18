//! A statement, written out for each database.

use domain::Timestamp;
use uuid::Uuid;

use super::Shape;

/// Which database speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// A statement in both dialects; kept in a `static`, so that the connections cache its plan.
pub(crate) struct Sql {
    sqlite: String,
    postgres: String,
}

impl Sql {
    /// A statement that runs often; `write` writes it in one dialect.
    pub(crate) fn new(write: impl Fn(&mut Draft) -> String) -> Self {
        let sqlite = write(&mut Draft::of(Dialect::Sqlite));
        debug_assert!(!sqlite.contains("LIMIT $"), "see Draft::limit: {sqlite}");
        let postgres = write(&mut Draft::of(Dialect::Postgres));
        Self { sqlite, postgres }
    }

    pub(crate) fn text(&'static self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => &self.sqlite,
            Dialect::Postgres => &self.postgres,
        }
    }
}

/// A statement being written in one dialect.
pub(crate) struct Draft {
    dialect: Dialect,
    params: usize,
}

impl Draft {
    const fn of(dialect: Dialect) -> Self {
        Self { dialect, params: 0 }
    }

    /// Which dialect is written.
    pub(crate) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The words that differ, for this dialect.
    pub(crate) const fn either<'a>(&self, sqlite: &'a str, postgres: &'a str) -> &'a str {
        match self.dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        }
    }

    /// As many rows as `parameter` says.
    ///
    /// SQLite's planner looks at the value of a bare parameter behind `LIMIT`, and so compiles the
    /// statement again each time another value, or the same once more, is bound to it. That takes
    /// longer than running it; into a sum it does not look.
    pub(crate) fn limit(&self, parameter: &str) -> String {
        match self.dialect {
            Dialect::Sqlite => format!("LIMIT 0 + {parameter}"),
            Dialect::Postgres => format!("LIMIT {parameter}"),
        }
    }

    /// What stands in `FROM` for a [`Table`](super::Table) of this shape, bound in the order of the
    /// calls.
    pub(crate) fn rows_of(&mut self, shape: &Shape) -> String {
        let first = self.params + 1;
        self.params += match self.dialect {
            Dialect::Sqlite => 1,
            Dialect::Postgres => shape.columns.len(),
        };
        shape.source(self.dialect, first)
    }
}

/// A single value for a statement.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Arg<'a> {
    Int(i64),
    Text(&'a str),
    Time(Timestamp),
    Uuid(Uuid),
    Bytes(&'a [u8]),
}
