//! A point in time as either database keeps it.

use domain::Timestamp;
use sea_orm::{
    ColIdx, ColumnType, DbBackend, QueryResult, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, Nullable, ValueType, ValueTypeErr},
};
use time::OffsetDateTime;

use crate::engine::{from_offset, to_offset};

/// Microseconds on SQLite, where they sort and compare as numbers; `timestamptz` on PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Micros(i64),
    Calendar(OffsetDateTime),
}

impl Moment {
    /// The time as `backend` keeps it.
    pub(crate) fn of(at: Timestamp, backend: DbBackend) -> Self {
        if backend == DbBackend::Sqlite {
            Self::Micros(at.micros())
        } else {
            Self::Calendar(to_offset(at))
        }
    }

    /// The time as the chat counts it.
    pub(crate) fn timestamp(self) -> Timestamp {
        match self {
            Self::Micros(micros) => Timestamp::from_micros(micros),
            Self::Calendar(at) => from_offset(at),
        }
    }
}

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        match moment {
            Moment::Micros(micros) => Self::BigInt(Some(micros)),
            Moment::Calendar(at) => Self::TimeDateTimeWithTimeZone(Some(at)),
        }
    }
}

impl TryGetable for Moment {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        if row.try_as_sqlite_row().is_some() {
            i64::try_get_by(row, index).map(Self::Micros)
        } else {
            OffsetDateTime::try_get_by(row, index).map(Self::Calendar)
        }
    }
}

impl ValueType for Moment {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::BigInt(Some(micros)) => Ok(Self::Micros(micros)),
            Value::TimeDateTimeWithTimeZone(Some(at)) => Ok(Self::Calendar(at)),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "Moment".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::TimeDateTimeWithTimeZone
    }

    fn column_type() -> ColumnType {
        ColumnType::TimestampWithTimeZone
    }
}

impl Nullable for Moment {
    fn null() -> Value {
        Value::TimeDateTimeWithTimeZone(None)
    }
}
