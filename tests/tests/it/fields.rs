//! Every field of every form with every kind of wrong value: told by name, stored never.

use outside::{Person, Server, Setup};
use serde_json::{Value, json};

/// A form: where it goes, a good body, and the bad values of each field beside the wrong types.
struct Form {
    method: &'static str,
    path: String,
    good: Value,
    fields: Vec<(&'static str, Kind, Vec<Value>)>,
}

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
}

impl Kind {
    fn wrong(self) -> Vec<Value> {
        let mut wrong = vec![json!(true), json!([]), json!({}), json!(["x"]), json!(1.5)];
        wrong.push(match self {
            Self::Text => json!(42),
            Self::Number => json!("42"),
        });
        wrong
    }
}

fn texts(values: &[&str]) -> Vec<Value> {
    values.iter().map(|text| json!(text)).collect()
}

fn name_fields() -> Vec<Value> {
    let long = "x".repeat(51);
    texts(&[
        "",
        "ab",
        "  a  ",
        &long,
        "a\u{0}b",
        "a\nb",
        "a\u{1b}[0m",
        "\u{200b}\u{200b}\u{200b}",
    ])
}

fn content_fields() -> Vec<Value> {
    let long = "é".repeat(1_001);
    texts(&["", "   ", "\n\t", &long, "a\u{0}b", "a\u{7f}b", "a\u{85}b"])
}

fn ids() -> Vec<Value> {
    vec![
        json!(0),
        json!(-1),
        json!(9_007_199_254_740_992_i64),
        json!(i64::MIN),
        json!(u64::MAX),
    ]
}

fn forms(room: i64, message: i64) -> Vec<Form> {
    let form = |method, path: &str, good, fields| Form {
        method,
        path: path.to_owned(),
        good,
        fields,
    };
    let long_text = "x".repeat(256);
    let mails = texts(&[
        "",
        "a",
        "a@",
        "@b",
        "a b@example.org",
        "a@b@c d",
        "a@example..org",
        "a\u{0}@example.org",
        &format!("{long_text}@example.org"),
    ]);
    let passwords = texts(&[
        "",
        "short",
        "1234567",
        &"x".repeat(72),
        &"é".repeat(36),
        "a\u{0}bcdefgh",
        "a\nbcdefgh",
    ]);
    let descriptions = texts(&[&long_text, "a\nb", "a\u{0}b"]);
    vec![
        form(
            "POST",
            "/api/auth/register",
            json!({"username": "Newcomer", "email": "new@example.org", "password": "correct horse"}),
            vec![
                ("username", Kind::Text, name_fields()),
                ("email", Kind::Text, mails),
                ("password", Kind::Text, passwords),
            ],
        ),
        form(
            "POST",
            "/api/auth/login",
            json!({"username": "Ann", "password": "correct horse"}),
            vec![
                ("username", Kind::Text, vec![]),
                ("password", Kind::Text, vec![]),
            ],
        ),
        form(
            "POST",
            "/api/rooms",
            json!({"name": "Room 2", "description": "d", "kind": "public"}),
            vec![
                ("name", Kind::Text, name_fields()),
                ("description", Kind::Text, descriptions.clone()),
                (
                    "kind",
                    Kind::Text,
                    texts(&["", "secret", "direct", "Public"]),
                ),
            ],
        ),
        form(
            "PATCH",
            &format!("/api/rooms/{room}"),
            json!({"name": "Room 3", "description": "d"}),
            vec![
                ("name", Kind::Text, name_fields()),
                ("description", Kind::Text, descriptions),
            ],
        ),
        form(
            "PATCH",
            &format!("/api/rooms/{room}/read"),
            json!({"seq": 1}),
            vec![(
                "seq",
                Kind::Number,
                vec![json!(-1), json!(9_007_199_254_740_992_i64)],
            )],
        ),
        form(
            "POST",
            &format!("/api/rooms/{room}/members"),
            json!({"user_id": 1}),
            vec![("user_id", Kind::Number, ids())],
        ),
        form(
            "POST",
            "/api/messages",
            json!({"room_id": room, "content": "x", "client_id": null, "reply_to": null}),
            vec![
                ("room_id", Kind::Number, ids()),
                ("content", Kind::Text, content_fields()),
                (
                    "client_id",
                    Kind::Text,
                    texts(&["", "x", "00000000-0000-0000-0000-00000000000g"]),
                ),
                ("reply_to", Kind::Number, ids()),
            ],
        ),
        form(
            "PATCH",
            &format!("/api/messages/{message}"),
            json!({"content": "x"}),
            vec![("content", Kind::Text, content_fields())],
        ),
        form(
            "POST",
            &format!("/api/messages/{message}/reactions"),
            json!({"emoji": "🔥"}),
            vec![(
                "emoji",
                Kind::Text,
                texts(&["", "x", "🔥🔥", "hello", "\u{0}", "🔥x", " ", "<b>"]),
            )],
        ),
    ]
}

async fn every_bad_field_is_named(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let message = ann.says(&server, room, "hello").await["id"]
        .as_i64()
        .unwrap();
    for form in forms(room, message) {
        for (field, kind, bad) in &form.fields {
            for value in kind.wrong().iter().chain(bad) {
                refused(&server, &ann, &form, field, value).await;
            }
        }
    }
    let history = ann.history(&server, room).await;
    assert_eq!(history.len(), 1, "{history:#?}");
    assert_eq!(history[0]["content"], "hello");
    assert_eq!(
        ann.get(&server, "/api/rooms")
            .await
            .expect(200)
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

async fn refused(server: &Server, ann: &Person, form: &Form, field: &str, value: &Value) {
    let mut body = form.good.clone();
    body[field] = value.clone();
    let answer = ann.ask(server, form.method, &form.path, &body).await;
    assert_eq!(answer.status, 422, "{}: {}", answer.asked, answer.text);
    let asked = answer.asked.clone();
    let problem = answer.problem(422, "invalid_request");
    let errors = problem["errors"].as_array().unwrap();
    let named: Vec<_> = errors.iter().map(|error| &error["field"]).collect();
    assert_eq!(named, [field], "{asked}: {problem}");
    let text = problem.to_string();
    // What was given is not told back: it might be a password, or a script.
    if let Some(given) = value.as_str().filter(|given| given.len() > 5) {
        assert!(!text.contains(given), "{text}");
    }
}

async fn a_form_without_its_fields_names_all_of_them(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let cases = [
        ("/api/auth/register", vec!["username", "email", "password"]),
        ("/api/auth/login", vec!["username", "password"]),
        ("/api/rooms", vec!["name"]),
        ("/api/messages", vec!["room_id", "content"]),
    ];
    for (path, fields) in cases {
        for body in [json!({}), json!({"unknown": 1})] {
            let problem = ann
                .post(&server, path, &body)
                .await
                .problem(422, "invalid_request");
            let errors = problem["errors"].as_array().unwrap();
            let named: Vec<_> = errors
                .iter()
                .map(|it| it["field"].as_str().unwrap())
                .collect();
            assert_eq!(named, fields, "{path}");
        }
    }
}

async fn s28_names_and_addresses_are_unique_whatever_their_case(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    ann.opens(&server, "Café").await;
    let register = async |name: &str, mail: &str| {
        let form = json!({"username": name, "email": mail, "password": "correct horse"});
        ann.post(&server, "/api/auth/register", &form).await
    };
    for name in ["Ann", "ANN", "ａｎｎ", "A\u{ad}nn"] {
        register(name, "other@example.org")
            .await
            .problem(400, "username_taken");
    }
    for mail in ["ann@example.org", "Ann@Example.ORG"] {
        register("Other", mail).await.problem(400, "email_taken");
    }
    for name in ["Café", "CAFÉ", "Cafe\u{301}", "  café "] {
        let answer = ann
            .post(&server, "/api/rooms", &json!({"name": name}))
            .await;
        answer.problem(400, "room_name_taken");
    }
}

async fn the_longest_values_are_kept_whole(setup: Setup) {
    let server = setup
        .with("ROSTRA_MAX_MESSAGE_CHARS", "16000")
        .start()
        .await;
    let name = "𝔸".repeat(50);
    let password = "é".repeat(35);
    let ann = server.person("Ann").await;
    let form = json!({"username": name, "email": "long@example.org", "password": password});
    ann.post(&server, "/api/auth/register", &form)
        .await
        .expect(201);
    let form = json!({"username": name, "password": password});
    ann.post(&server, "/api/auth/login", &form)
        .await
        .expect(200);
    let room = ann.opens(&server, &"字".repeat(50)).await;
    let content = format!("a\n\t{}z", "👩‍👩‍👧".repeat(3_199));
    let said = ann.says(&server, room, &format!("  {content} \n")).await;
    assert_eq!(
        said["content"],
        content.as_str(),
        "only the ends are trimmed"
    );
    assert_eq!(
        ann.history(&server, room).await[0]["content"],
        content.as_str()
    );
}

on_both_databases!(
    every_bad_field_is_named,
    a_form_without_its_fields_names_all_of_them,
    s28_names_and_addresses_are_unique_whatever_their_case,
    the_longest_values_are_kept_whole,
);
