//! Frames from clients: what is understood, and what is refused how.

use domain::{BodyLimit, Epoch, MessageBody, RoomId, Seq, Version};
use proptest::prelude::proptest;
use protocol::{ActionRefused, ClientAction, Code, Resume, parse_action};

fn parse(text: &str) -> Result<ClientAction, ActionRefused> {
    parse_action(text, BodyLimit::DEFAULT)
}

fn refusal(text: &str) -> (Code, Vec<(String, String)>) {
    let refused = parse(text).unwrap_err();
    let errors = refused.errors.map(|errors| errors.0).unwrap_or_default();
    (
        refused.code,
        errors
            .into_iter()
            .map(|error| (error.field, error.message))
            .collect(),
    )
}

#[test]
fn every_action_is_understood() {
    let room = RoomId::restored(3);
    let cases = [
        (
            r#"{"action":"subscribe","room_id":3}"#,
            ClientAction::Subscribe { room, resume: None },
        ),
        (
            r#"{"action":"subscribe","room_id":3,"since":0,"epoch":"e1"}"#,
            ClientAction::Subscribe {
                room,
                resume: Some(Resume {
                    since: Version::ZERO,
                    epoch: Some(Epoch::new("e1")),
                }),
            },
        ),
        (
            r#" {"action":"unsubscribe","room_id":3,"more":[{}]}"#,
            ClientAction::Unsubscribe { room },
        ),
        (
            r#"{"action":"user_typing","room_id":3}"#,
            ClientAction::Typing { room },
        ),
        (r#"{"action":"watch"}"#, ClientAction::Watch),
        (
            r#"{"action":"mark_read","room_id":3}"#,
            ClientAction::MarkRead { room, seq: None },
        ),
        (
            r#"{"action":"mark_read","room_id":3,"seq":9}"#,
            ClientAction::MarkRead {
                room,
                seq: Some(Seq::restored(9)),
            },
        ),
        (r#"{"action":"ping"}"#, ClientAction::Ping),
    ];
    for (text, action) in cases {
        assert_eq!(parse(text), Ok(action), "{text}");
    }
}

#[test]
fn a_send_carries_its_trimmed_text_and_its_client_id() {
    let text = r#"{"action":"send_message","room_id":3,"content":"  hi\n","client_id":"0198C0DE-0000-7000-8000-000000000001","reply_to":null}"#;
    let Ok(ClientAction::Send(send)) = parse(text) else {
        panic!("not a send: {:?}", parse(text))
    };
    assert_eq!(send.body, MessageBody::restored("hi"));
    assert_eq!(
        send.client_id.unwrap().to_string(),
        "0198c0de-0000-7000-8000-000000000001"
    );
    assert_eq!(send.reply_to, None);
}

#[test]
fn a_refused_send_names_its_client_id_and_room() {
    let text = r#"{"action":"send_message","room_id":3,"content":"","client_id":"0198c0de-0000-7000-8000-000000000001"}"#;
    let refused = parse(text).unwrap_err();
    assert_eq!(
        refused.client_id.unwrap().to_string(),
        "0198c0de-0000-7000-8000-000000000001"
    );
    assert_eq!(refused.room, Some(RoomId::restored(3)));
}

#[test]
fn what_is_no_json_object_is_refused_as_such() {
    for text in [
        "",
        "x",
        "[]",
        r#"["subscribe",3]"#,
        "3",
        "null",
        "\"ping\"",
        "{",
        "{}x",
        r#"{"action":"\ud800"}"#,
    ] {
        assert_eq!(refusal(text).0, Code::InvalidJson, "{text:.40}");
    }
}

#[test]
fn depth_is_no_danger() {
    let deep = format!(
        "{{\"action\":{}{}}}",
        "[".repeat(30_000),
        "]".repeat(30_000)
    );
    let expected = (
        Code::InvalidRequest,
        vec![("action".into(), "must be a string".into())],
    );
    assert_eq!(refusal(&deep), expected);
}

#[test]
fn wrong_fields_are_named() {
    let cases = [
        (r"{}", "action", "is required"),
        (r#"{"action":7}"#, "action", "must be a string"),
        (r#"{"action":"subscribe"}"#, "room_id", "is required"),
        (
            r#"{"action":"subscribe","room_id":"3"}"#,
            "room_id",
            "must be an integer",
        ),
        (
            r#"{"action":"subscribe","room_id":[3]}"#,
            "room_id",
            "must be an integer",
        ),
        (
            r#"{"action":"subscribe","room_id":{"a":1}}"#,
            "room_id",
            "must be an integer",
        ),
        (
            r#"{"action":"subscribe","room_id":3.5}"#,
            "room_id",
            "must be an integer",
        ),
        (
            r#"{"action":"subscribe","room_id":true}"#,
            "room_id",
            "must be an integer",
        ),
        (
            r#"{"action":"subscribe","room_id":-1}"#,
            "room_id",
            "must be a positive integer below 9007199254740992",
        ),
        (
            r#"{"action":"subscribe","room_id":99999999999999999999}"#,
            "room_id",
            "must be an integer",
        ),
        (
            r#"{"action":"subscribe","room_id":3,"since":-1}"#,
            "since",
            "must be zero or a positive integer below 9007199254740992",
        ),
        (
            r#"{"action":"send_message","room_id":3}"#,
            "content",
            "is required",
        ),
        (
            r#"{"action":"send_message","room_id":3,"content":["a"]}"#,
            "content",
            "must be a string",
        ),
        (
            r#"{"action":"send_message","room_id":3,"content":"a\u0000b"}"#,
            "content",
            "must not contain control characters",
        ),
        (
            r#"{"action":"send_message","room_id":3,"content":"a","client_id":"x"}"#,
            "client_id",
            "must be a UUID",
        ),
        (
            r#"{"action":"send_message","room_id":3,"content":"a","reply_to":0}"#,
            "reply_to",
            "must be a positive integer below 9007199254740992",
        ),
    ];
    for (text, field, message) in cases {
        let expected = (
            Code::InvalidRequest,
            vec![(field.to_owned(), message.to_owned())],
        );
        assert_eq!(refusal(text), expected, "{text}");
    }
}

#[test]
fn an_unknown_action_is_refused_as_such() {
    assert_eq!(refusal(r#"{"action":"dance"}"#).0, Code::UnknownAction);
}

proptest! {
    #[test]
    fn no_frame_makes_the_parser_panic(text in ".{0,200}") {
        let _ = parse(&text);
    }

    #[test]
    fn no_object_makes_the_parser_panic(
        action in "(subscribe|send_message|mark_read|[a-z]{0,9})",
        room in "(-?[0-9]{1,25}|null|\\[\\]|1e9)",
        content in "[^\"\\\\]{0,40}",
    ) {
        let _ = parse(&format!(r#"{{"action":"{action}","room_id":{room},"content":"{content}"}}"#));
    }
}
