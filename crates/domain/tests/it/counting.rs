//! Ids, positions and times.

use std::time::Duration;

use domain::{
    ClientId, InvalidPosition, Membership, MessageId, ReadMarker, Room, RoomId, RoomKind, RoomName,
    Seat, Seq, Timestamp, UserId, Version,
};

const LARGEST: i64 = 9_007_199_254_740_991;

#[test]
fn ids_are_positive_and_exact_in_a_json_number() {
    for (raw, sound) in [
        (i64::MIN, false),
        (-1, false),
        (0, false),
        (1, true),
        (LARGEST, true),
        (LARGEST + 1, false),
        (i64::MAX, false),
    ] {
        assert_eq!(UserId::parse(raw).is_ok(), sound, "{raw}");
        assert_eq!(RoomId::parse(raw).is_ok(), sound, "{raw}");
        assert_eq!(MessageId::parse(raw).map(MessageId::get).is_ok(), sound);
    }
}

#[test]
fn positions_begin_at_zero() {
    for (raw, sound) in [
        (-1, false),
        (0, true),
        (LARGEST, true),
        (LARGEST + 1, false),
    ] {
        assert_eq!(Seq::parse(raw).is_ok(), sound, "{raw}");
        assert_eq!(Version::parse(raw).map(Version::get).is_ok(), sound);
    }
    assert_eq!(Seq::ZERO.next(), Seq::restored(1));
    assert_eq!(Seq::parse(-1), Err(InvalidPosition));
}

#[test]
fn a_client_id_is_a_uuid_in_any_spelling() {
    let plain = ClientId::parse("6f9b1b1e-2a42-4a53-8a3c-0b1f8c1d2e3f").unwrap();
    for raw in [
        "6F9B1B1E-2A42-4A53-8A3C-0B1F8C1D2E3F",
        "6f9b1b1e2a424a538a3c0b1f8c1d2e3f",
        "{6f9b1b1e-2a42-4a53-8a3c-0b1f8c1d2e3f}",
        "urn:uuid:6f9b1b1e-2a42-4a53-8a3c-0b1f8c1d2e3f",
    ] {
        assert_eq!(ClientId::parse(raw), Some(plain), "{raw}");
    }
    for raw in ["", "7", "6f9b1b1e-2a42-4a53-8a3c", "ann's first message"] {
        assert_eq!(ClientId::parse(raw), None, "{raw}");
    }
    assert_eq!(plain.to_string(), "6f9b1b1e-2a42-4a53-8a3c-0b1f8c1d2e3f");
}

#[test]
fn time_saturates_and_never_runs_backwards() {
    let start = Timestamp::from_micros(1_000);
    assert_eq!(start.plus(Duration::from_micros(5)).micros(), 1_005);
    assert_eq!(start.plus(Duration::MAX).micros(), i64::MAX);
    let later = start.plus(Duration::from_millis(2));
    assert_eq!(later.since(start), Duration::from_millis(2));
    assert_eq!(start.since(later), Duration::ZERO);
}

#[test]
fn unread_is_what_was_posted_after_the_marker() {
    for (last, read, unread) in [(0, 0, 0), (5, 0, 5), (5, 3, 2), (5, 5, 0), (5, 9, 0)] {
        assert_eq!(seat(last, read).unread(), unread, "{last} - {read}");
    }
}

fn seat(last: i64, read: i64) -> Seat {
    let at = Timestamp::from_micros(0);
    let (room, user) = (RoomId::restored(1), UserId::restored(2));
    let seq = Seq::restored(read);
    Seat {
        room: Room {
            id: room,
            name: RoomName::parse("Garden").unwrap(),
            description: None,
            kind: RoomKind::Public,
            created_by: user,
            created_at: at,
            member_count: 1,
            last_seq: Seq::restored(last),
            version: Version::restored(last),
        },
        membership: Membership::found(room, user, at, ReadMarker { seq, at }),
    }
}
