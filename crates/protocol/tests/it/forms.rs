//! Forms: every mistake told, by the name of its field.

use domain::{BodyLimit, RoomDescription, RoomKind, RoomName};
use proptest::collection::{hash_map, vec};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_oneof, proptest};
use protocol::{
    ContentForm, FieldErrors, LoginForm, MemberForm, MessageForm, ReactionForm, ReadForm,
    RegisterForm, RoomEditForm, RoomForm, read_object,
};
use serde_json::Value;

fn fields(errors: FieldErrors) -> Vec<String> {
    errors.0.into_iter().map(|error| error.field).collect()
}

fn read<T: for<'a> serde::Deserialize<'a>>(text: &str) -> T {
    read_object(text.as_bytes()).unwrap()
}

#[test]
fn all_mistakes_of_a_form_are_told_at_once() {
    let form: RegisterForm = read(r#"{"username":{"$ne":1},"email":"x","password":123}"#);
    assert_eq!(
        fields(form.parse().unwrap_err()),
        ["username", "email", "password"]
    );
}

#[test]
fn a_body_that_is_no_object_is_a_mistake_of_the_body() {
    for bytes in [
        &b""[..],
        b"[]",
        b"[\"ann\",\"a@b\",\"password\"]",
        b"null",
        b"{\"username\":\"\xff\"}",
        b"{\"unknown\":\"\xc3\x28\"}",
    ] {
        let refused = read_object::<RegisterForm>(bytes).map(|_| ()).unwrap_err();
        assert_eq!(fields(refused), ["body"]);
    }
}

#[test]
fn a_login_takes_any_text_but_nothing_else() {
    assert_eq!(
        read::<LoginForm>(r#"{"username":"","password":"x"}"#).parse(),
        Ok((String::new(), "x".into()))
    );
    assert_eq!(
        fields(read::<LoginForm>(r#"{"username":[]}"#).parse().unwrap_err()),
        ["username", "password"]
    );
}

#[test]
fn a_room_is_public_unless_it_says_otherwise() {
    let public = read::<RoomForm>(r#"{"name":"Garden"}"#).parse().unwrap();
    let private = read::<RoomForm>(r#"{"name":"Garden","kind":"private"}"#)
        .parse()
        .unwrap();
    assert_eq!(
        (public.kind, private.kind),
        (RoomKind::Public, RoomKind::Private)
    );
    let unknown = read::<RoomForm>(r#"{"name":"Garden","kind":"secret"}"#)
        .parse()
        .unwrap_err();
    assert_eq!(fields(unknown), ["kind"]);
}

#[test]
fn a_room_edit_tells_what_stays_from_what_goes() {
    let parse = |text| read::<RoomEditForm>(text).parse();
    let named = parse(r#"{"name":"Garden"}"#).unwrap();
    assert_eq!(
        (named.name, named.description),
        (Some(RoomName::restored("Garden")), None)
    );
    assert_eq!(
        parse(r#"{"description":""}"#).unwrap().description,
        Some(None)
    );
    assert_eq!(
        parse(r#"{"description":null}"#).unwrap().description,
        Some(None)
    );
    let described = parse(r#"{"description":"Plants"}"#).unwrap().description;
    assert_eq!(described, Some(Some(RoomDescription::restored("Plants"))));
    for (text, field) in [
        ("{}", "name"),
        (r#"{"name":null}"#, "name"),
        (r#"{"description":"a\nb"}"#, "description"),
    ] {
        assert_eq!(fields(parse(text).unwrap_err()), [field], "{text}");
    }
}

#[test]
fn a_message_is_measured_by_its_limit() {
    let text = |chars: usize| {
        format!(
            r#"{{"room_id":1,"content":"{}"}}"#,
            "\u{1f600}".repeat(chars)
        )
    };
    let limit = BodyLimit::new(5).unwrap();
    assert!(read::<MessageForm>(&text(5)).parse(limit).is_ok());
    assert_eq!(
        fields(read::<MessageForm>(&text(6)).parse(limit).unwrap_err()),
        ["content"]
    );
}

#[test]
fn a_read_mark_may_say_how_far() {
    assert_eq!(read::<ReadForm>("{}").parse(), Ok(None));
    assert_eq!(
        fields(read::<ReadForm>(r#"{"seq":"9"}"#).parse().unwrap_err()),
        ["seq"]
    );
}

/// Any JSON, a few levels deep.
fn values() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,80}".prop_map(Value::from),
    ];
    plain.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            hash_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Objects whose fields have the right names, and any values.
fn bodies() -> impl Strategy<Value = String> {
    let name = "username|email|password|name|description|kind|user_id|seq|room_id|content|\
        client_id|reply_to|emoji|[a-z]{1,6}";
    hash_map(name, values(), 0..8)
        .prop_map(|fields| Value::Object(fields.into_iter().collect()).to_string())
}

/// Whether a form is taken, or refused with the fields that are wrong.
fn is_told<T>(parsed: Result<T, FieldErrors>) -> bool {
    parsed.map_or_else(|errors| !errors.0.is_empty(), |_| true)
}

proptest! {
    #[test]
    fn whatever_a_body_holds_its_form_is_taken_or_refused_by_its_fields(body in bodies()) {
        let (body, limit) = (body.as_bytes(), BodyLimit::DEFAULT);
        let all = [
            is_told(read_object::<RegisterForm>(body).and_then(|form| form.parse().map(drop))),
            is_told(read_object::<LoginForm>(body).and_then(|form| form.parse().map(drop))),
            is_told(read_object::<RoomForm>(body).and_then(|form| form.parse().map(drop))),
            is_told(read_object::<RoomEditForm>(body).and_then(|form| form.parse().map(drop))),
            is_told(read_object::<ReadForm>(body).and_then(|form| form.parse().map(drop))),
            is_told(read_object::<MemberForm>(body).and_then(|form| form.parse().map(drop))),
            is_told(read_object::<MessageForm>(body).and_then(|form| form.parse(limit).map(drop))),
            is_told(read_object::<ContentForm>(body).and_then(|form| form.parse(limit).map(drop))),
            is_told(read_object::<ReactionForm>(body).and_then(|form| form.parse().map(drop))),
        ];
        prop_assert!(all.into_iter().all(|told| told), "{:?}", body);
    }

    #[test]
    fn bytes_that_are_no_object_are_refused(body in vec(any::<u8>(), 0..200)) {
        let is_object = matches!(serde_json::from_slice(&body), Ok(Value::Object(_)));
        let read = read_object::<RoomForm>(&body);
        prop_assert!(is_object || is_told(read.and_then(|form| form.parse().map(drop))));
    }
}
