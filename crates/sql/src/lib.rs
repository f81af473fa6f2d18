//! The database: SQLite and PostgreSQL behind the domain's ports, the group-commit message log, search.
