//! A row of either database, read by column index.

use domain::Timestamp;
use sqlx::{Decode, Error, Postgres, Row as _, Sqlite, Type, postgres::PgRow, sqlite::SqliteRow};
use time::OffsetDateTime;

/// One answered row.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value at `index`.
    pub(crate) fn get<'r, T>(&'r self, index: usize) -> Result<T, Error>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(index),
            Self::Postgres(row) => row.try_get(index),
        }
    }

    /// The time at `index`: microseconds on SQLite, `timestamptz` on PostgreSQL.
    pub(crate) fn time(&self, index: usize) -> Result<Timestamp, Error> {
        match self {
            Self::Sqlite(row) => row.try_get(index).map(Timestamp::from_micros),
            Self::Postgres(row) => row.try_get(index).map(from_offset),
        }
    }

    /// The time at `index`, or none.
    pub(crate) fn maybe_time(&self, index: usize) -> Result<Option<Timestamp>, Error> {
        match self {
            Self::Sqlite(row) => {
                let micros: Option<i64> = row.try_get(index)?;
                Ok(micros.map(Timestamp::from_micros))
            }
            Self::Postgres(row) => {
                let at: Option<OffsetDateTime> = row.try_get(index)?;
                Ok(at.map(from_offset))
            }
        }
    }
}

/// A time as PostgreSQL's driver takes it; what lies beyond its calendar is cut to the epoch.
pub(crate) fn to_offset(at: Timestamp) -> OffsetDateTime {
    let nanos = i128::from(at.micros()) * 1_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// A time as PostgreSQL's driver gives it.
pub(crate) fn from_offset(at: OffsetDateTime) -> Timestamp {
    let micros = at.unix_timestamp() * 1_000_000 + i64::from(at.microsecond());
    Timestamp::from_micros(micros)
}
