//! Every documented route with everything a client should not send: always refused in a sentence,
//! never a fault, and nothing is written. The routes and fields are read from the server's own
//! document, so a new one is tried without a line here.

mod document;
mod frames;
mod search;

use outside::{Answer, Person, Server, Setup};
use reqwest::Method;
use serde_json::{Value, json};

use document::{Route, routes};

/// A server with one private room that Ann created, and one message in it.
struct Scene {
    server: Server,
    ann: Person,
    room: i64,
    message: i64,
    before: Value,
}

impl Scene {
    async fn set(setup: Setup) -> Self {
        let server = setup.start().await;
        let ann = server.person("Ann").await;
        let room = ann.opens_private(&server, "Room").await;
        let message = ann.says(&server, room, "hello").await["id"]
            .as_i64()
            .unwrap();
        let mut scene = Self {
            server,
            ann,
            room,
            message,
            before: Value::Null,
        };
        scene.before = scene.state().await;
        scene
    }

    /// Everything that Ann can see.
    async fn state(&self) -> Value {
        let members = format!("/api/rooms/{}/members", self.room);
        let mut state = vec![json!(self.ann.history(&self.server, self.room).await)];
        for path in [
            "/api/auth/me",
            "/api/rooms?include_unread=true",
            "/api/rooms/discover",
            &members,
        ] {
            state.push(self.ann.get(&self.server, path).await.expect(200));
        }
        json!(state)
    }

    async fn assert_unchanged(&self) {
        assert_eq!(self.state().await, self.before, "something was written");
        let faults = self.server.log().into_iter();
        let faults: Vec<_> = faults.filter(|line| line["level"] == "ERROR").collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }

    /// The address with the scene's ids in it.
    fn path(&self, template: &str) -> String {
        template
            .replace("{room_id}", &self.room.to_string())
            .replace("{message_id}", &self.message.to_string())
            .replace("{user_id}", &self.ann.id.to_string())
            .replace("{emoji}", "%F0%9F%94%A5")
    }

    async fn raw(&self, route: &Route, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
        let path = self.path(&route.path);
        let request = self
            .ann
            .request(&self.server, route.method.clone(), &path)
            .header("content-type", kind)
            .body(body);
        self.ann.send(request).await
    }
}

/// A refusal is one sentence for people, without a number.
#[track_caller]
fn assert_refused(answer: &Answer, status: u16) {
    answer.assert_problem(status);
    assert_sentence(answer.body["detail"].as_str().unwrap(), &answer.asked);
}

#[track_caller]
fn assert_sentence(text: &str, asked: &str) {
    let is_one = text.ends_with('.') && !text.contains(". ") && !text.contains('\n');
    let is_plain = !text.contains(|it: char| it.is_ascii_digit() || "{}<>\"".contains(it));
    assert!(is_one && is_plain, "`{text}` to {asked}");
}

#[track_caller]
fn assert_named(answer: &Answer, field: &str) {
    assert_refused(answer, 422);
    assert_eq!(answer.body["code"], "invalid_request", "{}", answer.asked);
    let errors = answer.body["errors"].as_array().unwrap();
    let is_named = errors.iter().any(|error| error["field"] == field);
    assert!(
        is_named,
        "{field} is not named: {} {}",
        answer.asked, answer.text
    );
}

/// Values that no text field takes, and values that no number field takes, as JSON.
const NO_TEXT: [&str; 7] = ["[]", "{}", "42", "-1.5", "true", "[\"x\"]", "\"a\\u0000b\""];
const NO_NUMBER: [&str; 10] = [
    "[]",
    "{}",
    "\"42\"",
    "1.5",
    "1e3",
    "false",
    "-1",
    "9007199254740992",
    "-9223372036854775808",
    "99999999999999999999999999",
];

async fn s02_every_documented_field_refuses_what_it_cannot_hold(setup: Setup) {
    let scene = Scene::set(setup).await;
    for route in routes() {
        for (field, is_number) in route.fields.iter().flatten() {
            // Any text is a password, a name or a token that does not match.
            let takes_any = ["username", "password", "current_password", "refresh_token"];
            let is_login = route.path.ends_with("/login")
                || (!route.path.ends_with("/register") && takes_any.contains(&field.as_str()));
            let values = if *is_number {
                &NO_NUMBER[..]
            } else {
                &NO_TEXT[..]
            };
            let is_switch = field == "is_admin";
            let values = values.iter().filter(|it| !is_login || !it.starts_with('"'));
            for value in values.filter(|it| !is_switch || **it != "true") {
                let body = format!("{{\"{field}\":{value}}}");
                let answer = scene.raw(&route, "application/json", body.clone()).await;
                assert_named(&answer, field);
                assert!(!answer.text.contains(&body), "{}", answer.text);
            }
            // Beyond what a number can be in any language.
            let body = format!("{{\"{field}\":1e999}}");
            assert_refused(&scene.raw(&route, "application/json", body).await, 422);
        }
    }
    scene.assert_unchanged().await;
}

/// Bodies that are no object of JSON, or hold something monstrous in a field that counts.
fn bodies(field: &str) -> Vec<(&'static str, Vec<u8>, u16)> {
    let json = "application/json";
    let with = |value: &[u8]| [b"{\"", field.as_bytes(), b"\":", value, b"}"].concat();
    let deep = |open: &str, close: &str| {
        with(format!("{}1{}", open.repeat(3_000), close.repeat(3_000)).as_bytes())
    };
    vec![
        (json, deep("[", "]"), 422),
        (json, deep("{\"x\":", "}"), 422),
        (json, with(b"\"\xc3\x28\""), 422),
        (json, with(b"\"\\ud800\""), 422),
        (json, with(b"\"x\",,"), 422),
        (json, b"[{\"content\":\"x\"}]".to_vec(), 422),
        ("text/html", b"{}".to_vec(), 415),
        ("application/json; charset=utf-16", b"{}".to_vec(), 415),
        ("\u{e9}", b"{}".to_vec(), 415),
        (json, vec![b' '; 70_000], 413),
    ]
}

async fn every_route_refuses_a_body_that_is_none(setup: Setup) {
    let scene = Scene::set(setup).await;
    let forms = routes().into_iter().filter(|route| route.fields.is_some());
    for route in forms {
        let fields = route.fields.iter().flatten();
        for field in fields.map(|(field, _)| field) {
            for (kind, body, status) in bodies(field) {
                assert_refused(&scene.raw(&route, kind, body).await, status);
            }
        }
    }
    scene.assert_unchanged().await;
}

async fn a_route_without_a_form_does_not_look_at_a_body(setup: Setup) {
    let scene = Scene::set(setup).await;
    for route in routes() {
        // Who signs out asks for nothing afterwards.
        let is_last = ["/logout", "/disable", "/reset-password"]
            .iter()
            .any(|word| route.path.contains(word));
        if route.fields.is_some() || route.method == Method::DELETE || is_last {
            continue;
        }
        for (kind, body, _) in bodies("x") {
            let answer = scene.raw(&route, kind, body).await;
            let is_expected = matches!(answer.status, 200 | 403 | 409 | 422);
            assert!(is_expected, "{}: {}", answer.asked, answer.text);
            if answer.status != 200 {
                assert_refused(&answer, answer.status);
            }
        }
    }
    scene.assert_unchanged().await;
}

async fn every_id_in_an_address_is_a_positive_number(setup: Setup) {
    let scene = Scene::set(setup).await;
    let long = "9".repeat(400);
    let ids = [
        "0",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "0x1",
        "abc",
        "%00",
        "%FF",
        "%20",
        "'",
        "1;--",
        "9007199254740992",
        "-9223372036854775809",
        "18446744073709551616",
        &long,
        "%D9%A1",
    ];
    let body = json!({});
    for route in routes() {
        for name in &route.ids {
            for id in ids {
                let path = route.path.replace(&format!("{{{name}}}"), id);
                let path = scene.path(&path);
                let method = route.method.as_str();
                let answer = scene.ann.ask(&scene.server, method, &path, &body).await;
                assert_named(&answer, name);
            }
        }
    }
    scene.assert_unchanged().await;
}

async fn s10_what_belongs_to_another_room_is_not_found_in_this_one(setup: Setup) {
    let scene = Scene::set(setup).await;
    let (server, bob) = (&scene.server, scene.server.person("Bob").await);
    let other = bob.opens_private(server, "Other").await;
    let path = format!("/api/rooms/{other}/messages/{}/context", scene.message);
    assert_refused(&bob.get(server, &path).await, 404);
    let path = format!("/api/rooms/{other}/members/{}", scene.ann.id);
    assert_refused(&bob.delete(server, &path).await, 404);
    let order = json!({"room_id": other, "content": "x", "reply_to": scene.message});
    assert_refused(&bob.post(server, "/api/messages", &order).await, 404);
    assert_eq!(bob.history(server, other).await.len(), 0);
    scene.assert_unchanged().await;
}

on_both_databases!(
    s02_every_documented_field_refuses_what_it_cannot_hold,
    every_route_refuses_a_body_that_is_none,
    a_route_without_a_form_does_not_look_at_a_body,
    every_id_in_an_address_is_a_positive_number,
    s10_what_belongs_to_another_room_is_not_found_in_this_one,
);
