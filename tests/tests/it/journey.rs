//! The way of a browser client from signing up to leaving, call by call, preflights included.

use outside::{Answer, Person, Server, Setup, anonymous};
use reqwest::Method;
use serde_json::{Value, json};

const ORIGIN: &str = "http://localhost:5173";

/// A browser on a page of another origin.
struct Browser<'a> {
    server: &'a Server,
    person: Person,
}

impl Browser<'_> {
    /// Asks as a page does: first whether it may, then what it wants; any 2xx but 204 has JSON.
    async fn call(&self, method: Method, path: &str, body: &Value) -> Value {
        self.preflight(&method, path).await;
        let request = self.person.request(self.server, method, path);
        let request = request
            .header("origin", ORIGIN)
            .header("content-type", "application/json");
        let request = if body.is_null() {
            request
        } else {
            request.body(body.to_string())
        };
        let answer = self.person.send(request).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            ORIGIN,
            "{answer:?}"
        );
        assert!((200..300).contains(&answer.status), "{answer:?}");
        assert!(
            answer.status == 204 || answer.body.is_object() || answer.body.is_array(),
            "{answer:?}"
        );
        answer.body
    }

    async fn preflight(&self, method: &Method, path: &str) {
        let request = anonymous().request(self.server, Method::OPTIONS, path);
        let request = request
            .header("origin", ORIGIN)
            .header("access-control-request-method", method.as_str())
            .header(
                "access-control-request-headers",
                "authorization,content-type",
            );
        let answer = anonymous().send(request).await;
        assert!(
            (200..300).contains(&answer.status),
            "{method} {path}: {answer:?}"
        );
        assert_eq!(
            answer.header("access-control-allow-origin"),
            ORIGIN,
            "{answer:?}"
        );
        let listed = |name: &str| answer.header(name).to_lowercase();
        let method = method.as_str().to_lowercase();
        assert!(
            listed("access-control-allow-methods").contains(&method),
            "{answer:?}"
        );
        for header in ["authorization", "content-type"] {
            assert!(
                listed("access-control-allow-headers").contains(header),
                "{answer:?}"
            );
        }
    }

    async fn get(&self, path: &str) -> Value {
        self.call(Method::GET, path, &Value::Null).await
    }

    /// What is not 2xx is shown to the user: one sentence, readable across origins.
    async fn refused(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = self.person.request(self.server, method, path);
        let answer = self
            .person
            .send(request.header("origin", ORIGIN).json(body))
            .await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            ORIGIN,
            "{answer:?}"
        );
        assert!(answer.body["detail"].is_string(), "{answer:?}");
        answer
    }
}

async fn registers(server: &Server, name: &str) -> Person {
    let newcomer = Browser {
        server,
        person: anonymous(),
    };
    let mail = format!("{}@example.org", name.to_lowercase());
    let form = json!({"username": name, "email": mail, "password": "correct horse"});
    let token = newcomer
        .call(Method::POST, "/api/auth/register", &form)
        .await;
    assert_eq!(token["token_type"], "bearer");
    let form = json!({"username": name, "password": "correct horse"});
    let again = newcomer.call(Method::POST, "/api/auth/login", &form).await;
    let mut person = anonymous().with_tokens(&again);
    name.clone_into(&mut person.name);
    let browser = Browser {
        server,
        person: person.clone(),
    };
    let me = browser.get("/api/auth/me").await;
    assert_eq!(me["username"], name);
    assert_eq!(me["email"], mail);
    person.id = me["id"].as_i64().expect("an id is a number");
    person
}

async fn the_original_client_finds_everything_it_needs(setup: Setup) {
    let server = setup.with("BACKEND_CORS_ORIGINS", ORIGIN).start().await;
    let nobody = Browser {
        server: &server,
        person: anonymous(),
    };
    assert_eq!(
        nobody.get("/").await,
        json!({"message": "Chat API is running"})
    );
    let ann = Browser {
        server: &server,
        person: registers(&server, "Ann").await,
    };
    let bob = Browser {
        server: &server,
        person: registers(&server, "Bob").await,
    };
    assert_eq!(ann.get("/api/rooms?include_unread=true").await, json!([]));
    let room = creates_and_finds_a_room(&ann, &bob).await;
    let messages = talks(&ann, &bob, room).await;
    reads_and_jumps(&ann, &bob, room, &messages).await;
    changes_messages(&ann, &bob, room, &messages).await;
    leaves_and_deletes(&ann, &bob, room).await;
}

async fn creates_and_finds_a_room(ann: &Browser<'_>, bob: &Browser<'_>) -> i64 {
    let created = ann
        .call(Method::POST, "/api/rooms", &json!({"name": "Garden"}))
        .await;
    let room = created["id"].as_i64().unwrap();
    assert_eq!(created["created_by"], ann.person.id);
    let edit = json!({"name": "The garden", "description": ""});
    let edited = ann
        .call(Method::PATCH, &format!("/api/rooms/{room}"), &edit)
        .await;
    assert_eq!(
        (&edited["id"], &edited["name"]),
        (&json!(room), &json!("The garden"))
    );
    let found = bob.get("/api/rooms/discover").await;
    let found = found
        .as_array()
        .or_else(|| found["rooms"].as_array())
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["id"], room);
    assert_eq!(found[0]["created_by"], ann.person.id);
    let join = format!("/api/rooms/{room}/join");
    bob.call(Method::POST, &join, &json!({})).await;
    let twice = bob.refused(Method::POST, &join, &json!({})).await;
    assert_eq!(twice.status, 409);
    assert!(
        twice.body["detail"]
            .as_str()
            .unwrap()
            .contains("Already a member")
    );
    let refused = ann
        .refused(
            Method::POST,
            &format!("/api/rooms/{room}/leave"),
            &json!({}),
        )
        .await;
    assert_eq!(refused.status, 403);
    assert!(refused.body["detail"].as_str().unwrap().contains("creator"));
    room
}

/// Answers the messages that Ann sent.
async fn talks(ann: &Browser<'_>, bob: &Browser<'_>, room: i64) -> Vec<Value> {
    let server = ann.server;
    let mut ann_hears = ann.person.connects(server).await;
    let subscribed = ann_hears.subscribe(room).await;
    let own = json!([{"id": ann.person.id, "username": "Ann"}]);
    assert_eq!(subscribed["online_users"], own);
    let mut bob_hears = bob.person.connects(server).await;
    let online = bob_hears.subscribe(room).await["online_users"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(online, 2);
    let joined = ann_hears.expect("user_joined").await;
    assert_eq!(joined["room_id"], room);
    assert_eq!(
        joined["user"],
        json!({"id": bob.person.id, "username": "Bob"})
    );
    bob_hears
        .say(json!({"action": "user_typing", "room_id": room}))
        .await;
    let typing = ann_hears.expect("typing_indicator").await;
    assert_eq!(
        (&typing["room_id"], &typing["user"]["id"]),
        (&json!(room), &json!(bob.person.id))
    );
    let mut sent = Vec::new();
    for number in 1..=6 {
        let action = json!({"action": "send_message", "room_id": room, "content": format!("running {number}")});
        ann_hears.say(action).await;
        let heard = bob_hears.expect("new_message").await["message"].clone();
        let own = ann_hears.expect("new_message").await["message"].clone();
        assert_eq!(
            (&own["id"], &own["content"]),
            (&heard["id"], &heard["content"])
        );
        for field in ["id", "room_id", "user_id"] {
            assert!(heard[field].is_i64(), "{heard}");
        }
        assert_eq!(heard["username"], "Ann");
        let at = heard["created_at"].as_str().unwrap();
        assert!(at.len() == 27 && at.ends_with('Z'), "{at}");
        sent.push(heard);
    }
    // Cut off: the others see the person go.
    bob_hears.cut();
    assert_eq!(
        ann_hears.expect("user_left").await["user"]["id"],
        bob.person.id
    );
    sent
}

async fn reads_and_jumps(ann: &Browser<'_>, bob: &Browser<'_>, room: i64, sent: &[Value]) {
    let base = format!("/api/rooms/{room}");
    let rooms = bob.get("/api/rooms?include_unread=true").await;
    assert_eq!(
        (&rooms[0]["id"], &rooms[0]["unread_count"]),
        (&json!(room), &json!(6))
    );
    assert_eq!(
        ann.get("/api/rooms?include_unread=true").await[0]["unread_count"],
        0
    );
    let read = bob
        .call(Method::PATCH, &format!("{base}/read"), &json!({}))
        .await;
    assert_eq!(
        (&read["status"], &read["room_id"]),
        (&json!("ok"), &json!(room))
    );
    assert!(read["last_read_at"].is_string());
    assert_eq!(
        bob.get("/api/rooms?include_unread=true").await[0]["unread_count"],
        0
    );

    let ids = |page: &Value| -> Vec<i64> {
        page["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["id"].as_i64().unwrap())
            .collect()
    };
    let all: Vec<i64> = sent.iter().map(|it| it["id"].as_i64().unwrap()).collect();
    let newest = bob.get(&format!("{base}/messages?limit=75")).await;
    assert_eq!(ids(&newest), all.iter().rev().copied().collect::<Vec<_>>());
    assert!(newest["next_cursor"].is_null());
    let first = bob.get(&format!("{base}/messages?limit=4")).await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = bob
        .get(&format!("{base}/messages?limit=100&cursor={cursor}"))
        .await;
    assert_eq!(ids(&second), [all[1], all[0]]);
    assert!(second["next_cursor"].is_null());

    let found = bob.get(&format!("{base}/messages/search?q=run%203")).await;
    assert_eq!(ids(&found), [all[2]], "stems are found");
    let around = bob
        .get(&format!(
            "{base}/messages/{}/context?before=1&after=1",
            all[2]
        ))
        .await;
    assert_eq!(ids(&around), all[1..4]);
    assert_eq!(around["target_message_id"], all[2]);
    let older = around["older_cursor"].as_str().unwrap();
    assert_eq!(
        ids(&bob.get(&format!("{base}/messages?cursor={older}")).await),
        [all[0]]
    );
    let newer = around["newer_cursor"].as_str().unwrap();
    let newer = bob
        .get(&format!("{base}/messages/newer?cursor={newer}"))
        .await;
    assert_eq!(ids(&newer), all[4..]);
    assert!(newer["next_cursor"].is_null());
}

async fn changes_messages(ann: &Browser<'_>, bob: &Browser<'_>, room: i64, sent: &[Value]) {
    let mut hears = bob.person.hears(bob.server, room).await;
    let id = sent[0]["id"].as_i64().unwrap();
    let path = format!("/api/messages/{id}");
    let edited = ann
        .call(Method::PATCH, &path, &json!({"content": "walking"}))
        .await;
    assert_eq!(
        (&edited["id"], &edited["content"]),
        (&json!(id), &json!("walking"))
    );
    assert!(edited["edited_at"].is_string());
    let heard = hears.expect("message_edited").await["message"].clone();
    assert_eq!(
        (&heard["id"], &heard["room_id"]),
        (&json!(id), &json!(room))
    );
    assert_eq!(
        (&heard["content"], &heard["edited_at"]),
        (&edited["content"], &edited["edited_at"])
    );

    let heart = "❤️";
    let given = bob
        .call(
            Method::POST,
            &format!("{path}/reactions"),
            &json!({"emoji": heart}),
        )
        .await;
    assert_eq!(
        given["reactions"],
        json!([{"emoji": heart, "count": 1, "reacted_by_me": true}])
    );
    let heard = hears.expect("reaction_added").await["reaction"].clone();
    let expected = json!({
        "room_id": room, "message_id": id, "emoji": heart, "user_id": bob.person.id, "count": 1,
    });
    assert_eq!(heard, expected);
    let encoded = format!("{path}/reactions/%E2%9D%A4%EF%B8%8F");
    let taken = bob.call(Method::DELETE, &encoded, &Value::Null).await;
    assert_eq!(taken["reactions"], json!([]));
    assert_eq!(
        hears.expect("reaction_removed").await["reaction"]["count"],
        0
    );

    ann.call(Method::DELETE, &path, &Value::Null).await;
    let gone = hears.expect("message_deleted").await["message"].clone();
    assert_eq!((&gone["id"], &gone["room_id"]), (&json!(id), &json!(room)));
    assert!(gone["deleted_at"].is_string());
    // And again, and again.
    ann.call(Method::DELETE, &path, &Value::Null).await;

    let edit = json!({"name": "The old garden", "description": "weeds"});
    ann.call(Method::PATCH, &format!("/api/rooms/{room}"), &edit)
        .await;
    let updated = hears.expect("room_updated").await["room"].clone();
    assert_eq!(
        (&updated["id"], &updated["name"]),
        (&json!(room), &json!("The old garden"))
    );
    assert_eq!(updated["description"], "weeds");
}

async fn leaves_and_deletes(ann: &Browser<'_>, bob: &Browser<'_>, room: i64) {
    let mut hears = bob.person.hears(bob.server, room).await;
    let leave = format!("/api/rooms/{room}/leave");
    bob.call(Method::POST, &leave, &json!({})).await;
    let again = bob.refused(Method::POST, &leave, &json!({})).await;
    assert_eq!(again.status, 400);
    assert!(
        again.body["detail"]
            .as_str()
            .unwrap()
            .contains("Not a member")
    );
    // An error here would be shown to the user.
    hears
        .say(json!({"action": "unsubscribe", "room_id": room}))
        .await;
    hears.hear("unsubscribed").await;
    let deleted = ann
        .call(Method::DELETE, &format!("/api/rooms/{room}"), &Value::Null)
        .await;
    assert!(deleted.is_null());
    let mut hears = ann.person.connects(ann.server).await;
    hears
        .say(json!({"action": "unsubscribe", "room_id": room}))
        .await;
    hears.expect("unsubscribed").await;
    assert_eq!(ann.get("/api/rooms?include_unread=true").await, json!([]));
}

on_both_databases!(the_original_client_finds_everything_it_needs);
