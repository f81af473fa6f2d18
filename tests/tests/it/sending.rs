//! Sending: exactly once, in order, whatever the retry crosses.

use outside::{Setup, uuid};
use serde_json::{Value, json};

async fn a_repeated_send_is_stored_and_told_once_whatever_it_crosses(setup: Setup) {
    let mut server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut bob_hears = bob.hears(&server, room).await;
    let mut ann_hears = ann.hears(&server, room).await;
    let client_id = uuid();
    let order = json!({"room_id": room, "content": "once", "client_id": client_id});
    let action = json!({
        "action": "send_message", "room_id": room, "content": "once", "client_id": client_id,
    });

    let first = ann.post(&server, "/api/messages", &order).await.expect(201);
    assert_eq!(first["client_id"], json!(client_id));
    let told = bob_hears.hear("new_message").await["message"].clone();
    assert!(
        told.get("client_id").is_none(),
        "only the author is told: {told}"
    );
    let own = ann_hears.hear("new_message").await["message"].clone();
    assert_eq!(own["client_id"], json!(client_id));
    let again = ann.post(&server, "/api/messages", &order).await.expect(200);
    assert_eq!(again, first);
    // The answer to a repeated send by socket is the first message, told to its sender.
    ann_hears.say(action.clone()).await;
    let again = ann_hears.hear("new_message").await;
    assert_eq!(again["message"]["id"], first["id"]);

    server.kill();
    server.start().await;
    let again = ann.post(&server, "/api/messages", &order).await.expect(200);
    assert_eq!(again, first);
    let mut ann_hears = ann.connects(&server).await;
    ann_hears.say(action).await;
    ann_hears.hear_until_pong().await;
    let mut bob_hears = bob.hears(&server, room).await;
    ann.says(&server, room, "next").await;
    assert_eq!(
        bob_hears.hear("new_message").await["message"]["content"],
        "next"
    );
    let history = ann.history(&server, room).await;
    assert_eq!(history.len(), 2, "{history:#?}");
}

async fn of_many_sends_at_once_with_one_client_id_one_is_stored(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let order = json!({"room_id": room, "content": "once", "client_id": uuid()});
    let sends = (0..16).map(|_| ann.post(&server, "/api/messages", &order));
    let answers = futures_util::future::join_all(sends).await;
    let created = answers.iter().filter(|answer| answer.status == 201).count();
    let repeated = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!((created, repeated), (1, 15), "{answers:#?}");
    let first = &answers[0].body["id"];
    assert!(answers.iter().all(|answer| answer.body["id"] == *first));
}

async fn s27_a_client_id_of_somebody_else_tells_nothing(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens_private(&server, "Secret").await;
    let client_id = uuid();
    let order = json!({"room_id": room, "content": "between us", "client_id": client_id});
    ann.post(&server, "/api/messages", &order).await.expect(201);
    bob.post(&server, "/api/messages", &order)
        .await
        .problem(404, "room_not_found");
    let own = bob.opens(&server, "Own").await;
    let order = json!({"room_id": own, "content": "mine", "client_id": client_id});
    let said = bob.post(&server, "/api/messages", &order).await.expect(201);
    assert_eq!(said["content"], "mine");
}

async fn a_reply_is_to_a_message_of_the_same_room(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let (room, other) = (
        ann.opens(&server, "Room").await,
        ann.opens(&server, "Other").await,
    );
    let first = ann.says(&server, room, "question").await["id"].clone();
    let order = json!({"room_id": room, "content": "answer", "reply_to": first});
    let reply = ann.post(&server, "/api/messages", &order).await.expect(201);
    assert_eq!(reply["reply_to"], first);
    let order = json!({"room_id": other, "content": "answer", "reply_to": first});
    ann.post(&server, "/api/messages", &order)
        .await
        .problem(404, "reply_not_found");
}

async fn edits_and_reactions_have_their_rules(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let id = ann.says(&server, room, "hello").await["id"]
        .as_i64()
        .unwrap();
    let path = format!("/api/messages/{id}");
    let same = json!({"content": " hello "});
    ann.patch(&server, &path, &same)
        .await
        .problem(409, "nothing_changed");
    let reactions = format!("{path}/reactions");
    let emojis = [
        "👍", "👎", "❤️", "😂", "🔥", "👀", "🎉", "🙂", "🙃", "😉", "😊", "😍", "🤔", "😎", "😴",
        "🤯", "🥳", "🤖", "👻", "🎃",
    ];
    for emoji in emojis {
        let told = ann
            .post(&server, &reactions, &json!({"emoji": emoji}))
            .await
            .expect(200);
        assert!(
            told["reactions"]
                .as_array()
                .unwrap()
                .iter()
                .any(|it| it["emoji"] == emoji)
        );
    }
    let again = ann
        .post(&server, &reactions, &json!({"emoji": "👍"}))
        .await
        .expect(200);
    assert_eq!(again["reactions"].as_array().unwrap().len(), 20);
    let one_more = ann.post(&server, &reactions, &json!({"emoji": "🚀"})).await;
    one_more.problem(409, "too_many_reactions");
    ann.delete(&server, &path).await.expect(204);
    ann.patch(&server, &path, &json!({"content": "x"}))
        .await
        .problem(409, "message_deleted");
    let late = ann.post(&server, &reactions, &json!({"emoji": "👍"})).await;
    late.problem(409, "message_deleted");
    let gone = &ann.history(&server, room).await[0];
    assert_eq!(
        (&gone["content"], &gone["reactions"]),
        (&json!(""), &json!([]))
    );
    let found = ann.get(&server, "/api/search?q=hello").await.expect(200);
    assert_eq!(
        found["messages"],
        Value::Array(vec![]),
        "what is deleted is not found"
    );
}

on_both_databases!(
    a_repeated_send_is_stored_and_told_once_whatever_it_crosses,
    of_many_sends_at_once_with_one_client_id_one_is_stored,
    s27_a_client_id_of_somebody_else_tells_nothing,
    a_reply_is_to_a_message_of_the_same_room,
    edits_and_reactions_have_their_rules,
);
