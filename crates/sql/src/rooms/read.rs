//! Reading rooms and memberships: each question is one statement.

use std::sync::LazyLock;

use domain::{
    DiscoverQuery, Discovered, Fault, Member, Membership, NameKey, NoSeat, Person, ReadMarker,
    Room, RoomDescription, RoomId, RoomName, Seat, Seq, StoreError, UserId, Username, Version,
};
use sqlx::Error;

use super::{kind_named, no_seat};
use crate::engine::{Arg, Row, Sql, Store};

/// What [`room_of`] reads, from `rooms r`.
pub(crate) const ROOM: &str = "r.id, r.name, r.description, r.kind, r.created_by, r.created_at, \
    r.member_count, r.last_seq, r.version";
const SEAT: &str = "s.joined_at, s.last_read_seq, s.last_read_at";
/// How many columns that is.
pub(crate) const ROOM_COLUMNS: usize = 9;
const SEAT_AT: usize = ROOM_COLUMNS;

pub(crate) static MEMBERSHIP: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|_| {
        format!(
            "SELECT {SEAT}, r.kind FROM rooms r \
             LEFT JOIN user_room s ON s.user_id = $1 AND s.room_id = r.id WHERE r.id = $2"
        )
    })
});

pub(crate) static SEAT_IN: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|_| {
        format!(
            "SELECT {ROOM}, {SEAT} FROM rooms r \
             LEFT JOIN user_room s ON s.user_id = $1 AND s.room_id = r.id WHERE r.id = $2"
        )
    })
});

pub(crate) static SEATS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|_| {
        format!(
            "SELECT {ROOM}, {SEAT} FROM user_room s JOIN rooms r ON r.id = s.room_id \
             WHERE s.user_id = $1 ORDER BY s.room_id"
        )
    })
});

static DISCOVER: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let contains = draft.either("instr", "strpos");
        format!(
            "SELECT {ROOM}, {SEAT} FROM rooms r \
             LEFT JOIN user_room s ON s.user_id = $1 AND s.room_id = r.id \
             WHERE r.kind = 'public' AND r.id > $2 AND {contains}(r.name_key, $3) > 0 \
             ORDER BY r.id {}",
            draft.limit("$4")
        )
    })
});

static MEMBERS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        format!(
            "SELECT u.id, u.username, s.joined_at FROM user_room s JOIN users u ON u.id = s.user_id \
             WHERE s.room_id = $1 AND u.username_key > $2 ORDER BY u.username_key {}",
            draft.limit("$3")
        )
    })
});

pub(super) async fn membership(
    store: &Store,
    user: UserId,
    room: RoomId,
) -> Result<Membership, StoreError<NoSeat>> {
    let broke = |error| Fault::new("read a membership", error);
    let args = [Arg::Int(user.get()), Arg::Int(room.get())];
    let rows = store.read(&MEMBERSHIP, &args).await.map_err(broke)?;
    let row = rows
        .first()
        .ok_or(StoreError::Conflict(NoSeat::NoSuchRoom))?;
    let found = membership_of(row, 0, room, user).map_err(broke)?;
    match found {
        Some(membership) => Ok(membership),
        None => Err(StoreError::Conflict(no_seat(kind_named(
            row.get(3).map_err(broke)?,
        )))),
    }
}

pub(super) async fn seat(
    store: &Store,
    user: UserId,
    room: RoomId,
) -> Result<Seat, StoreError<NoSeat>> {
    let broke = |error| Fault::new("read a seat", error);
    let args = [Arg::Int(user.get()), Arg::Int(room.get())];
    let rows = store.read(&SEAT_IN, &args).await.map_err(broke)?;
    let row = rows
        .first()
        .ok_or(StoreError::Conflict(NoSeat::NoSuchRoom))?;
    let room = room_of(row).map_err(broke)?;
    match membership_of(row, SEAT_AT, room.id, user).map_err(broke)? {
        Some(membership) => Ok(Seat { room, membership }),
        None => Err(StoreError::Conflict(no_seat(room.kind))),
    }
}

pub(super) async fn seats(store: &Store, user: UserId) -> Result<Vec<Seat>, Fault> {
    let broke = |error| Fault::new("list the rooms of a member", error);
    let rows = store
        .read(&SEATS, &[Arg::Int(user.get())])
        .await
        .map_err(broke)?;
    let mut seats = Vec::with_capacity(rows.len());
    for row in &rows {
        let room = room_of(row).map_err(broke)?;
        let found = membership_of(row, SEAT_AT, room.id, user).map_err(broke)?;
        seats.extend(found.map(|membership| Seat { room, membership }));
    }
    Ok(seats)
}

pub(super) async fn discover(
    store: &Store,
    viewer: UserId,
    query: &DiscoverQuery,
) -> Result<Vec<Discovered>, Fault> {
    let broke = |error| Fault::new("list public rooms", error);
    let args = [
        Arg::Int(viewer.get()),
        Arg::Int(query.after.map_or(0, RoomId::get)),
        Arg::Text(query.name_contains.as_ref().map_or("", NameKey::as_str)),
        Arg::Int(i64::from(query.limit)),
    ];
    let rows = store.read(&DISCOVER, &args).await.map_err(broke)?;
    let discovered = |row: &Row| {
        let room = room_of(row)?;
        let membership = membership_of(row, SEAT_AT, room.id, viewer)?;
        Ok(Discovered { room, membership })
    };
    rows.iter()
        .map(discovered)
        .collect::<Result<_, _>>()
        .map_err(broke)
}

pub(super) async fn members(
    store: &Store,
    room: RoomId,
    after: Option<&NameKey>,
    limit: u32,
) -> Result<Vec<Member>, Fault> {
    let broke = |error| Fault::new("list the members of a room", error);
    let args = [
        Arg::Int(room.get()),
        Arg::Text(after.map_or("", NameKey::as_str)),
        Arg::Int(i64::from(limit)),
    ];
    let rows = store.read(&MEMBERS, &args).await.map_err(broke)?;
    rows.iter()
        .map(member_of)
        .collect::<Result<_, _>>()
        .map_err(broke)
}

pub(crate) fn room_of(row: &Row) -> Result<Room, Error> {
    let description: Option<&str> = row.get(2)?;
    Ok(Room {
        id: RoomId::restored(row.get(0)?),
        name: RoomName::restored(row.get::<&str>(1)?),
        description: description.map(RoomDescription::restored),
        kind: kind_named(row.get(3)?),
        created_by: UserId::restored(row.get(4)?),
        created_at: row.time(5)?,
        member_count: row.get(6)?,
        last_seq: Seq::restored(row.get(7)?),
        version: Version::restored(row.get(8)?),
    })
}

/// The membership whose columns begin at `at`; none when the join found none.
fn membership_of(
    row: &Row,
    at: usize,
    room: RoomId,
    user: UserId,
) -> Result<Option<Membership>, Error> {
    let Some(joined_at) = row.maybe_time(at)? else {
        return Ok(None);
    };
    let read = ReadMarker {
        seq: Seq::restored(row.get(at + 1)?),
        at: row.time(at + 2)?,
    };
    Ok(Some(Membership::found(room, user, joined_at, read)))
}

fn member_of(row: &Row) -> Result<Member, Error> {
    let person = Person {
        id: UserId::restored(row.get(0)?),
        username: Username::restored(row.get::<&str>(1)?),
    };
    let joined_at = row.time(2)?;
    Ok(Member { person, joined_at })
}
