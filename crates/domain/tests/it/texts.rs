//! Texts keep their limits: characters are counted after trimming, control characters are refused.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use domain::{
    BodyLimit, EmailAddress, InvalidText, MessageBody, Password, RoomDescription, RoomName,
    SearchQuery, Username,
};

const EMPTY: InvalidText = InvalidText::Empty;
const CONTROL: InvalidText = InvalidText::ControlCharacter;

fn too_short(min: usize) -> InvalidText {
    InvalidText::TooShort { min }
}

fn too_long(max: usize) -> InvalidText {
    InvalidText::TooLong { max }
}

fn too_many_bytes(max: usize) -> InvalidText {
    InvalidText::TooManyBytes { max }
}

#[test]
fn a_message_has_one_to_a_thousand_characters() {
    let rows = [
        (String::new(), Err(EMPTY)),
        (" \n\t ".into(), Err(EMPTY)),
        ("a".into(), Ok("a")),
        ("  a b \n".into(), Ok("a b")),
        ("line\n\ttabbed".into(), Ok("line\n\ttabbed")),
        ("nul\0".into(), Err(CONTROL)),
        ("return\rhere".into(), Err(CONTROL)),
        ("escape\u{1b}[31m".into(), Err(CONTROL)),
        ("delete\u{7f}".into(), Err(CONTROL)),
        ("next line\u{85}here".into(), Err(CONTROL)),
        ("a".repeat(1_001), Err(too_long(1_000))),
        ("👍".repeat(1_001), Err(too_long(1_000))),
    ];
    for (raw, expected) in rows {
        let parsed = MessageBody::parse(&raw, BodyLimit::DEFAULT);
        let parsed = parsed.map(MessageBody::into_string);
        assert_eq!(parsed, expected.map(str::to_owned), "{raw:?}");
    }
}

#[test]
fn characters_are_counted_and_not_bytes() {
    for one in ["a", "é", "漢", "👍", "e\u{301}"] {
        let count = one.chars().count();
        let full = one.repeat(1_000 / count);
        assert!(MessageBody::parse(&full, BodyLimit::DEFAULT).is_ok());
        let over = format!("{full}{one}");
        assert!(MessageBody::parse(&over, BodyLimit::DEFAULT).is_err());
    }
}

#[test]
fn white_space_at_the_ends_does_not_count() {
    let padded = format!("  {}\n\n", "a".repeat(1_000));
    let parsed = MessageBody::parse(&padded, BodyLimit::DEFAULT).unwrap();
    assert_eq!(parsed.as_str().len(), 1_000);
}

#[test]
fn the_limit_of_messages_lies_between_one_and_sixteen_thousand() {
    for (chars, allowed) in [(0, false), (1, true), (16_000, true), (16_001, false)] {
        assert_eq!(BodyLimit::new(chars).is_some(), allowed, "{chars}");
    }
    let short = BodyLimit::new(3).unwrap();
    assert!(MessageBody::parse("abc", short).is_ok());
    assert_eq!(MessageBody::parse("abcd", short), Err(too_long(3)));
}

#[test]
fn a_deleted_message_says_nothing() {
    assert_eq!(MessageBody::scrubbed().as_str(), "");
}

#[test]
fn a_description_is_one_line_of_at_most_255_characters() {
    let rows = [
        (String::new(), Ok(None)),
        ("   ".into(), Ok(None)),
        (" talk ".into(), Ok(Some("talk"))),
        ("two\nlines".into(), Err(CONTROL)),
        ("tab\there".into(), Err(CONTROL)),
        ("two\u{2028}lines".into(), Err(CONTROL)),
        ("two\u{2029}paragraphs".into(), Err(CONTROL)),
        ("漢".repeat(256), Err(too_long(255))),
    ];
    for (raw, expected) in rows {
        let parsed = RoomDescription::parse(&raw).map(|it| it.map(RoomDescription::into_string));
        let expected = expected.map(|it| it.map(str::to_owned));
        assert_eq!(parsed, expected, "{raw:?}");
    }
    assert!(RoomDescription::parse(&"漢".repeat(255)).is_ok());
}

#[test]
fn a_search_has_one_to_two_hundred_characters() {
    let rows = [
        (" ".into(), Some(EMPTY)),
        ("a".into(), None),
        ("AND OR ( \" * '".into(), None),
        ("a\nb".into(), Some(CONTROL)),
        ("a\0b".into(), Some(CONTROL)),
        ("a".repeat(200), None),
        ("a".repeat(201), Some(too_long(200))),
    ];
    for (raw, expected) in rows {
        assert_eq!(SearchQuery::parse(&raw).err(), expected, "{raw:?}");
    }
}

#[test]
fn names_of_people_and_rooms_have_three_to_fifty_visible_characters() {
    let rows = [
        (String::new(), Err(EMPTY)),
        ("ab".into(), Err(too_short(3))),
        (" ab ".into(), Err(too_short(3))),
        (" Ann ".into(), Ok("Ann")),
        ("Änn".into(), Ok("Änn")),
        ("漢字漢".into(), Ok("漢字漢")),
        ("tea room".into(), Ok("tea room")),
        ("a\nb".into(), Err(CONTROL)),
        ("a\u{2028}b".into(), Err(CONTROL)),
        ("a\tb".into(), Err(CONTROL)),
        ("a\0b".into(), Err(CONTROL)),
        ("\u{200b}\u{200b}\u{200b}".into(), Err(EMPTY)),
        ("\u{3164}\u{3164}\u{3164}".into(), Err(EMPTY)),
        ("a".repeat(51), Err(too_long(50))),
    ];
    for (raw, expected) in rows {
        let expected = expected.map(str::to_owned);
        let username = Username::parse(&raw).map(Username::into_string);
        assert_eq!(username, expected, "{raw:?}");
        let room = RoomName::parse(&raw).map(RoomName::into_string);
        assert_eq!(room, expected, "{raw:?}");
    }
    assert!(Username::parse(&"漢".repeat(50)).is_ok());
}

#[test]
fn a_password_has_eight_characters_to_seventy_one_bytes_and_is_never_trimmed() {
    let rows = [
        (String::new(), Some(too_short(8))),
        ("1234567".into(), Some(too_short(8))),
        ("12345678".into(), None),
        ("        ".into(), None),
        ("漢漢漢漢漢漢漢漢".into(), None),
        ("a".repeat(71), None),
        ("a".repeat(72), Some(too_many_bytes(71))),
        ("漢".repeat(23), None),
        ("漢".repeat(24), Some(too_many_bytes(71))),
        ("1234567\0".into(), Some(CONTROL)),
        ("1234567\n".into(), Some(CONTROL)),
    ];
    for (raw, expected) in rows {
        assert_eq!(Password::parse(&raw).err(), expected, "{raw:?}");
    }
    let spaced = Password::parse(" 123456 ").unwrap();
    assert_eq!(spaced.expose(), " 123456 ");
}

#[test]
fn a_password_is_never_shown() {
    let password = Password::parse("correct horse").unwrap();
    assert_eq!(format!("{password:?}"), "Password(..)");
}

#[test]
fn an_address_is_a_name_at_a_host() {
    let sound = [
        "ann@example.org",
        " ann@example.org ",
        "ann+chat@example.org",
        "a.b.c@sub.example.org",
        "ann@localhost",
        "änn@exämple.org",
    ];
    for raw in sound {
        assert_eq!(EmailAddress::parse(raw).unwrap().as_str(), raw.trim());
    }
    let unsound = [
        "ann",
        "@example.org",
        "ann@",
        "ann@@example.org",
        "ann@bob@example.org",
        "ann@.org",
        "ann@example.",
        "ann@example..org",
        "ann@-example.org",
        "ann@example-.org",
        "an n@example.org",
        "ann@exa mple.org",
        "<ann@example.org>",
        "ann,bob@example.org",
    ];
    for raw in unsound {
        let refused = EmailAddress::parse(raw).unwrap_err();
        assert_eq!(refused, InvalidText::NotAnEmailAddress, "{raw:?}");
    }
    assert_eq!(EmailAddress::parse("").unwrap_err(), EMPTY);
    let control = EmailAddress::parse("ann\n@example.org").unwrap_err();
    assert_eq!(control, CONTROL);
    let long = format!("{}@example.org", "a".repeat(250));
    assert_eq!(EmailAddress::parse(&long).unwrap_err(), too_long(254));
}

#[test]
fn refusals_are_sentences_without_the_input() {
    let rows = [
        (EMPTY, "must not be empty"),
        (too_short(3), "must be at least 3 characters long"),
        (too_long(50), "must be at most 50 characters long"),
        (too_many_bytes(71), "must be at most 71 bytes long"),
        (CONTROL, "must not contain control characters"),
        (InvalidText::NotAnEmailAddress, "must be an e-mail address"),
    ];
    for (refused, text) in rows {
        assert_eq!(refused.to_string(), text);
    }
}

proptest! {
    #[test]
    fn a_text_that_is_taken_keeps_its_limits_and_is_taken_again_as_it_is(text in "\\PC{0,60}|.{0,60}") {
        if let Ok(body) = MessageBody::parse(&text, BodyLimit::DEFAULT) {
            let body = body.into_string();
            prop_assert!(body.trim() == body && (1..=1_000).contains(&body.chars().count()));
            let again = MessageBody::parse(&body, BodyLimit::DEFAULT);
            prop_assert_eq!(again.map(MessageBody::into_string), Ok(body));
        }
        if let Ok(name) = Username::parse(&text) {
            prop_assert!((3..=50).contains(&name.as_str().chars().count()));
            prop_assert_eq!(Username::parse(name.as_str()), Ok(name));
        }
        if let Ok(name) = RoomName::parse(&text) {
            prop_assert!((3..=50).contains(&name.as_str().chars().count()));
            prop_assert_eq!(RoomName::parse(name.as_str()), Ok(name));
        }
        if let Ok(query) = SearchQuery::parse(&text) {
            prop_assert_eq!(SearchQuery::parse(query.as_str()), Ok(query));
        }
        prop_assert!(Password::parse(&text).is_err() || text.len() <= 71);
    }
}
