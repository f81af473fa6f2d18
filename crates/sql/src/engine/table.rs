//! Many rows as the input of one statement: a JSON array on SQLite, arrays per column on PostgreSQL.
//!
//! The statement's text is the same however many rows there are, so it is prepared once.

use std::fmt::Write;

use domain::Timestamp;
use sqlx::{Arguments, error::BoxDynError, postgres::PgArguments};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Dialect, row::to_offset};

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Int,
    Text,
    Time,
    Uuid,
}

/// The name and the columns of an input; each row also has `ord`, its place from 1 on.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(&'static str, Kind)],
}

impl Shape {
    pub(super) fn source(&self, dialect: Dialect, first_param: usize) -> String {
        match dialect {
            Dialect::Sqlite => self.json_source(first_param),
            Dialect::Postgres => self.array_source(first_param),
        }
    }

    fn json_source(&self, param: usize) -> String {
        let columns: String = (0..)
            .zip(self.columns)
            .map(|(at, (name, kind)): (usize, _)| match kind {
                Kind::Int | Kind::Text | Kind::Time => format!(", value ->> {at} AS {name}"),
                Kind::Uuid => format!(", unhex(value ->> {at}) AS {name}"),
            })
            .collect();
        let name = self.name;
        format!("(SELECT key + 1 AS ord{columns} FROM json_each(${param})) AS {name}")
    }

    fn array_source(&self, first_param: usize) -> String {
        let arrays: Vec<String> = (first_param..)
            .zip(self.columns)
            .map(|(param, (_, kind))| match kind {
                Kind::Int => format!("${param}::bigint[]"),
                Kind::Text => format!("${param}::text[]"),
                Kind::Time => format!("${param}::timestamptz[]"),
                Kind::Uuid => format!("${param}::uuid[]"),
            })
            .collect();
        let names: String = self
            .columns
            .iter()
            .map(|(name, _)| format!("{name}, "))
            .collect();
        let (name, arrays) = (self.name, arrays.join(", "));
        format!("UNNEST({arrays}) WITH ORDINALITY AS {name}({names}ord)")
    }
}

/// The values of one column, one for each row.
#[derive(Debug, Clone)]
pub(crate) enum Column {
    Int(Vec<i64>),
    MaybeInt(Vec<Option<i64>>),
    Text(Vec<String>),
    Time(Vec<Timestamp>),
    MaybeTime(Vec<Option<Timestamp>>),
    MaybeUuid(Vec<Option<Uuid>>),
}

/// The rows of one input, in the order of the columns of its [`Shape`].
#[derive(Debug, Clone)]
pub(crate) struct Table(pub(crate) Vec<Column>);

impl Table {
    /// One JSON array of rows.
    pub(super) fn to_json(&self) -> String {
        let rows = self.0.first().map_or(0, Column::len);
        let mut json = String::with_capacity(2 + rows * self.0.len() * 16);
        json.push('[');
        for row in 0..rows {
            json.push_str(if row == 0 { "[" } else { ",[" });
            for (at, column) in self.0.iter().enumerate() {
                if at > 0 {
                    json.push(',');
                }
                column.write_json(row, &mut json);
            }
            json.push(']');
        }
        json.push(']');
        json
    }

    /// One array per column.
    pub(super) fn bind(self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        self.0
            .into_iter()
            .try_for_each(|column| column.bind(arguments))
    }
}

impl Column {
    const fn len(&self) -> usize {
        match self {
            Self::Int(values) => values.len(),
            Self::MaybeInt(values) => values.len(),
            Self::Text(values) => values.len(),
            Self::Time(values) => values.len(),
            Self::MaybeTime(values) => values.len(),
            Self::MaybeUuid(values) => values.len(),
        }
    }

    fn write_json(&self, row: usize, json: &mut String) {
        match self {
            Self::Int(values) => write_number(values.get(row).copied(), json),
            Self::MaybeInt(values) => write_number(values.get(row).copied().flatten(), json),
            Self::Text(values) => write_text(values.get(row).map_or("", String::as_str), json),
            Self::Time(values) => write_number(values.get(row).map(|at| at.micros()), json),
            Self::MaybeTime(values) => {
                write_number(
                    values.get(row).copied().flatten().map(Timestamp::micros),
                    json,
                );
            }
            Self::MaybeUuid(values) => match values.get(row).copied().flatten() {
                Some(uuid) => write_to(json, format_args!("\"{}\"", uuid.simple())),
                None => json.push_str("null"),
            },
        }
    }

    fn bind(self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        match self {
            Self::Int(values) => arguments.add(values),
            Self::MaybeInt(values) => arguments.add(values),
            Self::Text(values) => arguments.add(values),
            Self::Time(values) => {
                let values: Vec<OffsetDateTime> = values.into_iter().map(to_offset).collect();
                arguments.add(values)
            }
            Self::MaybeTime(values) => {
                let offset = |at: Option<Timestamp>| at.map(to_offset);
                let values: Vec<Option<OffsetDateTime>> = values.into_iter().map(offset).collect();
                arguments.add(values)
            }
            Self::MaybeUuid(values) => arguments.add(values),
        }
    }
}

fn write_number(number: Option<i64>, json: &mut String) {
    match number {
        Some(number) => write_to(json, format_args!("{number}")),
        None => json.push_str("null"),
    }
}

fn write_text(text: &str, json: &mut String) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\u{0}'..='\u{1f}' => write_to(json, format_args!("\\u{:04x}", u32::from(c))),
            _ => json.push(c),
        }
    }
    json.push('"');
}

fn write_to(json: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string can't fail.
    let _ = json.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;
    use uuid::Uuid;

    use super::{Column, Table};

    #[test]
    fn rows_become_one_json_array() {
        let table = Table(vec![
            Column::Int(vec![1, 2]),
            Column::Text(vec!["a\"b\\c\nd".to_owned(), "é😀".to_owned()]),
            Column::MaybeTime(vec![None, Some(Timestamp::from_micros(7))]),
            Column::MaybeUuid(vec![Some(Uuid::nil()), None]),
        ]);
        let expected =
            r#"[[1,"a\"b\\c\u000ad",null,"00000000000000000000000000000000"],[2,"é😀",7,null]]"#;
        assert_eq!(table.to_json(), expected);
    }
}
