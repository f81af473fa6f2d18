//! Forms: every mistake told, by the name of its field.

use domain::{BodyLimit, RoomDescription, RoomKind, RoomName};
use protocol::{
    FieldErrors, LoginForm, MessageForm, ReadForm, RegisterForm, RoomEditForm, RoomForm,
    read_object,
};

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
