//! Bytes of frames, as RFC 6455 draws them.

use protocol::{close_frame, ping_frame, pong_frame, text_frame};

#[test]
fn the_length_of_a_text_frame_takes_the_shortest_form() {
    // A JSON string is two quotes longer than its text.
    for (text, header) in [
        (123, vec![0x81, 125]),
        (124, vec![0x81, 126, 0, 126]),
        (65_533, vec![0x81, 126, 0xff, 0xff]),
        (65_534, vec![0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
    ] {
        let frame = text_frame(&"a".repeat(text)).unwrap();
        assert_eq!(frame.get(..header.len()), Some(header.as_slice()), "{text}");
        assert_eq!(frame.len(), header.len() + text + 2, "{text}");
        assert!(frame.ends_with(b"aa\""));
    }
}

#[test]
fn control_frames_are_short() {
    assert_eq!(
        &close_frame(1012, "restart")[..],
        b"\x88\x09\x03\xf4restart"
    );
    assert_eq!(close_frame(1008, &"x".repeat(500)).len(), 2 + 125);
    assert_eq!(&ping_frame()[..], b"\x89\x00");
    assert_eq!(&pong_frame(b"hey")[..], b"\x8a\x03hey");
}
