//! Hostile input over REST: always a problem of the right status, never a fault.

use outside::{Answer, Person, Server, Setup, anonymous};
use reqwest::Method;
use serde_json::{Value, json};

/// A server with one room that Ann created and one message in it.
struct Scene {
    server: Server,
    ann: Person,
    room: i64,
    message: i64,
}

impl Scene {
    async fn set(setup: Setup) -> Self {
        let server = setup.start().await;
        let ann = server.person("Ann").await;
        let room = ann.opens(&server, "Room").await;
        let message = ann.says(&server, room, "hello").await["id"]
            .as_i64()
            .unwrap();
        Self {
            server,
            ann,
            room,
            message,
        }
    }

    async fn raw(&self, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        let request = self.ann.request(&self.server, Method::POST, path);
        let request = request
            .header("content-type", "application/json")
            .body(body);
        self.ann.send(request).await
    }
}

async fn s10_ids_from_nowhere_are_refused(setup: Setup) {
    let scene = Scene::set(setup).await;
    let (server, ann) = (&scene.server, &scene.ann);
    let malformed = [
        "-1",
        "0",
        "abc",
        "1.5",
        "9007199254740992",
        "99999999999999999999",
        "%00",
        "1%20OR%201",
    ];
    let unknown = ["4711", "9007199254740991"];
    let routes = |id: &str| {
        [
            ("GET", format!("/api/rooms/{id}"), Value::Null),
            (
                "PATCH",
                format!("/api/rooms/{id}"),
                json!({"name": "Other"}),
            ),
            ("DELETE", format!("/api/rooms/{id}"), Value::Null),
            ("POST", format!("/api/rooms/{id}/join"), Value::Null),
            ("POST", format!("/api/rooms/{id}/leave"), Value::Null),
            ("PATCH", format!("/api/rooms/{id}/read"), Value::Null),
            ("GET", format!("/api/rooms/{id}/members"), Value::Null),
            ("GET", format!("/api/rooms/{id}/messages"), Value::Null),
            (
                "GET",
                format!("/api/rooms/{id}/messages/search?q=x"),
                Value::Null,
            ),
            (
                "GET",
                format!("/api/rooms/{}/messages/{id}/context", scene.room),
                Value::Null,
            ),
            (
                "DELETE",
                format!("/api/rooms/{}/members/{id}", scene.room),
                Value::Null,
            ),
            (
                "PATCH",
                format!("/api/messages/{id}"),
                json!({"content": "other"}),
            ),
            ("DELETE", format!("/api/messages/{id}"), Value::Null),
            (
                "POST",
                format!("/api/messages/{id}/reactions"),
                json!({"emoji": "🔥"}),
            ),
            (
                "DELETE",
                format!("/api/messages/{id}/reactions/%F0%9F%94%A5"),
                Value::Null,
            ),
        ]
    };
    for id in malformed {
        for (method, path, body) in routes(id) {
            let answer = ann.ask(server, method, &path, &body).await;
            answer.assert_problem(if answer.status == 404 { 404 } else { 422 });
        }
    }
    for id in unknown {
        for (method, path, body) in routes(id) {
            ann.ask(server, method, &path, &body)
                .await
                .assert_problem(404);
        }
    }
}

async fn s26_a_cursor_from_elsewhere_is_refused(setup: Setup) {
    let scene = Scene::set(setup).await;
    let (server, ann) = (&scene.server, &scene.ann);
    for number in 0..3 {
        ann.says(server, scene.room, &format!("hello {number}"))
            .await;
    }
    let other = ann.opens(server, "Other").await;
    let page = ann
        .get(
            server,
            &format!("/api/rooms/{}/messages?limit=1", scene.room),
        )
        .await;
    let genuine = page.expect(200)["next_cursor"].as_str().unwrap().to_owned();
    let lists = [
        format!("/api/rooms/{}/messages?", scene.room),
        format!("/api/rooms/{}/messages/newer?", scene.room),
        format!("/api/rooms/{}/messages/search?q=hello&", scene.room),
        format!("/api/rooms/{}/members?", scene.room),
        "/api/rooms/discover?".to_owned(),
        "/api/search?q=hello&".to_owned(),
    ];
    let long = "A".repeat(3_000);
    let broken = [
        "x",
        "%00",
        "AAAA",
        "%FF%FE",
        "c2VsZWN0",
        "====",
        &long,
        "cy4xLi01",
        "cy4xLjk5OTk5OTk5OTk5OTk5OTk5OTk5",
    ];
    for list in &lists {
        for cursor in broken {
            let answer = ann.get(server, &format!("{list}cursor={cursor}")).await;
            answer.problem(400, "malformed_cursor");
        }
    }
    let tampered = format!("{}A", &genuine[..genuine.len() - 1]);
    let elsewhere = ann
        .get(
            server,
            &format!("/api/rooms/{other}/messages?cursor={genuine}"),
        )
        .await;
    elsewhere.problem(400, "malformed_cursor");
    let answer = ann
        .get(server, &format!("{}cursor={tampered}", lists[0]))
        .await;
    assert!([200, 400].contains(&answer.status), "{answer:?}");
}

async fn limits_and_searches_out_of_range_are_refused(setup: Setup) {
    let scene = Scene::set(setup).await;
    let base = format!("/api/rooms/{}/messages", scene.room);
    let long = "x".repeat(201);
    let bad = [
        format!("{base}?limit=0"),
        format!("{base}?limit=101"),
        format!("{base}?limit=-1"),
        format!("{base}?limit=ten"),
        format!("{base}?limit=99999999999999999999"),
        format!("{base}/newer?limit=0"),
        format!("{base}/search?q=hello&limit=51"),
        format!("{base}/search"),
        format!("{base}/search?q="),
        format!("{base}/search?q=%20%20"),
        format!("{base}/search?q=a%00b"),
        format!("{base}/search?q={long}"),
        format!("{base}/{}/context?before=101", scene.message),
        format!("{base}/{}/context?after=-1", scene.message),
        "/api/search".to_owned(),
        "/api/rooms/discover?limit=x".to_owned(),
        "/api/rooms?include_unread=perhaps".to_owned(),
    ];
    for path in bad {
        scene
            .ann
            .get(&scene.server, &path)
            .await
            .assert_problem(422);
    }
    for query in [
        "AND",
        "\"",
        "' OR 1=1 --",
        "NEAR(",
        "a*",
        "(",
        "col:x",
        "-",
        "\\",
        "%",
        "hello)",
        "{}",
        "^a",
        "🔥",
        "é",
    ] {
        let encoded: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let answer = scene
            .ann
            .get(&scene.server, &format!("{base}/search?q={encoded}"))
            .await;
        assert_eq!(answer.status, 200, "{query}: {answer:?}");
    }
}

async fn bodies_that_are_no_objects_are_refused(setup: Setup) {
    let scene = Scene::set(setup).await;
    let deep = format!(
        "{{\"content\":{}1{}}}",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    let bodies: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"{".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"42".to_vec(),
        b"\"x\"".to_vec(),
        b"{\"content\":\"\xff\xfe\"}".to_vec(),
        b"\xef\xbb\xbf{}".to_vec(),
        b"{\"a\":1}{".to_vec(),
        b"{\"content\":\"\\ud800\"}".to_vec(),
        deep.into_bytes(),
    ];
    let paths = [
        "/api/auth/register".to_owned(),
        "/api/auth/login".to_owned(),
        "/api/rooms".to_owned(),
        "/api/messages".to_owned(),
        format!("/api/rooms/{}/members", scene.room),
        format!("/api/messages/{}/reactions", scene.message),
    ];
    for path in &paths {
        for body in &bodies {
            let answer = scene.raw(path, body.clone()).await;
            answer.assert_problem(422);
        }
    }
}

async fn a_huge_body_is_refused_and_never_read(setup: Setup) {
    let scene = Scene::set(setup).await;
    for path in ["/api/auth/register", "/api/rooms", "/api/messages"] {
        let answer = scene
            .raw(
                path,
                format!("{{\"content\":\"{}\"}}", "x".repeat(3_000_000)),
            )
            .await;
        answer.problem(413, "payload_too_large");
    }
    // Nothing that was sent made the server unwell.
    scene.ann.get(&scene.server, "/ready").await.expect(200);
}

async fn s19_a_body_of_another_type_is_refused(setup: Setup) {
    let scene = Scene::set(setup).await;
    let order = json!({"room_id": scene.room, "content": "x"}).to_string();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ] {
        let request = scene
            .ann
            .request(&scene.server, Method::POST, "/api/messages");
        let request = request.header("content-type", kind).body(order.clone());
        scene
            .ann
            .send(request)
            .await
            .problem(415, "unsupported_media_type");
    }
}

async fn headers_that_are_no_tokens_are_refused(setup: Setup) {
    let scene = Scene::set(setup).await;
    let values = [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "bearer x y",
        "Token abc",
        "Bearer \u{e9}",
    ];
    for value in values {
        let request = anonymous().request(&scene.server, Method::GET, "/api/auth/me");
        let answer = anonymous()
            .send(request.header("authorization", value))
            .await;
        answer.problem(401, "not_authenticated");
    }
    let request = anonymous().request(&scene.server, Method::GET, "/api/auth/me");
    let answer = anonymous()
        .send(request.header("authorization", format!("bearer {}", scene.ann.token)))
        .await;
    assert_eq!(answer.status, 200, "the scheme's case does not matter");
}

on_both_databases!(
    s10_ids_from_nowhere_are_refused,
    s26_a_cursor_from_elsewhere_is_refused,
    limits_and_searches_out_of_range_are_refused,
    bodies_that_are_no_objects_are_refused,
);

mod once {
    use outside::Setup;

    #[tokio::test]
    async fn a_huge_body_is_refused_and_never_read() {
        super::a_huge_body_is_refused_and_never_read(Setup::sqlite()).await;
    }

    #[tokio::test]
    async fn s19_a_body_of_another_type_is_refused() {
        super::s19_a_body_of_another_type_is_refused(Setup::sqlite()).await;
    }

    #[tokio::test]
    async fn headers_that_are_no_tokens_are_refused() {
        super::headers_that_are_no_tokens_are_refused(Setup::sqlite()).await;
    }
}
