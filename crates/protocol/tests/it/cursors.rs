//! Cursors: good for their own list, refused everywhere else.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{MessageId, NameKey, RoomId, Seq};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use protocol::{IdCursor, InvalidCursor, NameCursor, SeqCursor};

proptest! {
    #[test]
    fn a_cursor_is_read_back(room in 1i64..1 << 53, seq in 0i64..1 << 53) {
        let (room, seq) = (RoomId::restored(room), Seq::restored(seq));
        prop_assert_eq!(SeqCursor::decode(&SeqCursor { room, seq }.encode(), room), Ok(seq));
    }

    #[test]
    fn a_cursor_of_another_room_is_refused(room in 1i64..1_000, other in 1_001i64..2_000) {
        let cursor = SeqCursor { room: RoomId::restored(room), seq: Seq::restored(5) };
        prop_assert_eq!(SeqCursor::decode(&cursor.encode(), RoomId::restored(other)), Err(InvalidCursor));
    }

    #[test]
    fn nothing_that_was_not_made_here_panics(bytes in any::<Vec<u8>>(), text in ".*") {
        let encoded = URL_SAFE_NO_PAD.encode(&bytes);
        for tampered in [encoded, text] {
            let _ = SeqCursor::decode(&tampered, RoomId::restored(1));
            let _ = IdCursor::decode(&tampered).map(|cursor| (cursor.room(), cursor.message()));
            let _ = NameCursor::decode(&tampered);
        }
        prop_assert!(true);
    }
}

#[test]
fn tampered_cursors_are_refused() {
    let room = RoomId::restored(1);
    for inner in [
        "s.1",
        "s.1.",
        "s.1.x",
        "s.1.-5",
        "s.1.99999999999999999999",
        "s.1.1.1",
        "i.1",
        "S.1.1",
        "",
    ] {
        assert_eq!(
            SeqCursor::decode(&URL_SAFE_NO_PAD.encode(inner), room),
            Err(InvalidCursor),
            "{inner}"
        );
    }
    for text in ["%%%", "s.1.1", "====", &"A".repeat(5_000)] {
        assert_eq!(
            SeqCursor::decode(text, room),
            Err(InvalidCursor),
            "{text:.20}"
        );
    }
}

#[test]
fn a_cursor_of_another_kind_is_refused() {
    let message = IdCursor::from(MessageId::restored(9)).encode();
    let name = NameCursor(NameKey::of("Ann")).encode();
    assert_eq!(
        SeqCursor::decode(&message, RoomId::restored(9)),
        Err(InvalidCursor)
    );
    assert_eq!(IdCursor::decode(&name), Err(InvalidCursor));
    assert_eq!(NameCursor::decode(&message), Err(InvalidCursor));
    assert_eq!(
        NameCursor::decode(&name),
        Ok(NameCursor(NameKey::of("ann")))
    );
}
