//! What administrators see: each question is one statement.

use std::sync::{Arc, LazyLock};

use async_trait::async_trait;
use domain::{
    DayCount, Fault, Holdings, Oversight, RoomEntry, RoomId, RoomsQuery, Timestamp, Username,
};

use crate::{
    engine::{Arg, Row, Sql, Store},
    rooms::{CLOSED, ROOM, ROOM_COLUMNS, room_of},
};

const MICROS_PER_DAY: i64 = 24 * 60 * 60 * 1_000_000;

static ROOMS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        format!(
            "SELECT {ROOM}, u.username FROM rooms r JOIN users u ON u.id = r.created_by \
             WHERE r.id > $1 AND r.kind <> '{CLOSED}' ORDER BY r.id {}",
            draft.limit("$2")
        )
    })
});

static HOLDINGS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let bytes = draft.either(
            "(SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size())",
            "pg_database_size(current_database())",
        );
        format!(
            "SELECT (SELECT count(*) FROM users), \
             (SELECT count(*) FROM rooms WHERE kind <> '{CLOSED}'), \
             (SELECT CAST(coalesce(sum(last_seq), 0) AS BIGINT) FROM rooms WHERE kind <> '{CLOSED}'), \
             (SELECT count(*) FROM sessions WHERE expires_at > $1), {bytes}"
        )
    })
});

/// Days are counted from the epoch, so that both databases mean the same ones.
static DAYS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let day = draft.either(
            "created_at / 86400000000",
            "CAST(floor(extract(epoch FROM created_at) / 86400) AS BIGINT)",
        );
        format!(
            "SELECT day, CAST(sum(messages) AS BIGINT), CAST(sum(accounts) AS BIGINT) FROM ( \
             SELECT {day} AS day, 1 AS messages, 0 AS accounts FROM messages WHERE created_at >= $1 \
             UNION ALL \
             SELECT {day} AS day, 0, 1 FROM users WHERE created_at >= $1) AS happened \
             GROUP BY day ORDER BY day"
        )
    })
});

/// The oversight of either database.
pub(crate) struct SqlOversight {
    pub(crate) store: Arc<Store>,
}

#[async_trait]
impl Oversight for SqlOversight {
    async fn rooms(&self, query: RoomsQuery) -> Result<Vec<RoomEntry>, Fault> {
        let broke = |error| Fault::new("list all rooms", error);
        let args = [
            Arg::Int(query.after.map_or(0, RoomId::get)),
            Arg::Int(i64::from(query.limit)),
        ];
        let rows = self.store.read(&ROOMS, &args).await.map_err(broke)?;
        let entry = |row: &Row| {
            Ok(RoomEntry {
                room: room_of(row)?,
                creator: Username::restored(row.get::<&str>(ROOM_COLUMNS)?),
            })
        };
        rows.iter()
            .map(entry)
            .collect::<Result<_, _>>()
            .map_err(broke)
    }

    async fn holdings(&self, at: Timestamp) -> Result<Holdings, Fault> {
        let broke = |error| Fault::new("count everything", error);
        let rows = self.store.read(&HOLDINGS, &[Arg::Time(at)]).await;
        let rows = rows.map_err(broke)?;
        let count = |column| match rows.first() {
            Some(row) => row.get(column),
            None => Ok(0),
        };
        Ok(Holdings {
            accounts: count(0).map_err(broke)?,
            rooms: count(1).map_err(broke)?,
            messages: count(2).map_err(broke)?,
            sessions: count(3).map_err(broke)?,
            database_bytes: count(4).map_err(broke)?,
        })
    }

    async fn days(&self, from: Timestamp) -> Result<Vec<DayCount>, Fault> {
        let broke = |error| Fault::new("count by day", error);
        let rows = self.store.read(&DAYS, &[Arg::Time(from)]).await;
        let day = |row: &Row| {
            let day: i64 = row.get(0)?;
            Ok(DayCount {
                day: Timestamp::from_micros(day.saturating_mul(MICROS_PER_DAY)),
                messages: row.get(1)?,
                accounts: row.get(2)?,
            })
        };
        let rows = rows.map_err(broke)?;
        rows.iter()
            .map(day)
            .collect::<Result<_, _>>()
            .map_err(broke)
    }
}
