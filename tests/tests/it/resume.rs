//! Coming back: what changed is told once, in order, in its newest state.

use outside::{Person, Server, Setup, View};
use serde_json::{Value, json};

/// A view of everything that was told up to the end of a subscription.
async fn caught_up(server: &Server, person: &Person, room: i64, view: &mut View) -> Vec<Value> {
    let mut socket = person.connects(server).await;
    socket.say(view.subscription(room)).await;
    let events = socket.hear_until("subscribed").await;
    events.iter().for_each(|event| view.apply(event));
    events
}

async fn assert_true(server: &Server, person: &Person, room: i64, view: &View) {
    let fresh = View::of_history(&person.history(server, room).await);
    assert_eq!(view.messages(), fresh);
}

async fn what_changed_meanwhile_comes_once_in_its_newest_state(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut ids = vec![];
    for number in 0..4 {
        let said = ann.says(&server, room, &format!("message {number}")).await;
        ids.push(said["id"].as_i64().unwrap());
    }
    let mut view = View::default();
    caught_up(&server, &bob, room, &mut view).await;
    assert_eq!(view.messages().len(), 4);

    for text in ["once", "twice"] {
        ann.patch(
            &server,
            &format!("/api/messages/{}", ids[0]),
            &json!({"content": text}),
        )
        .await
        .expect(200);
    }
    ann.delete(&server, &format!("/api/messages/{}", ids[1]))
        .await
        .expect(204);
    let reactions = format!("/api/messages/{}/reactions", ids[2]);
    for emoji in ["🔥", "👍"] {
        bob.post(&server, &reactions, &json!({"emoji": emoji}))
            .await
            .expect(200);
    }
    ann.says(&server, room, "new").await;
    let short_lived = ann.says(&server, room, "gone again").await["id"]
        .as_i64()
        .unwrap();
    ann.delete(&server, &format!("/api/messages/{short_lived}"))
        .await
        .expect(204);

    let events = caught_up(&server, &bob, room, &mut view).await;
    assert_eq!(events.last().unwrap()["resume"], "replayed");
    let edits = events
        .iter()
        .filter(|it| it["type"] == "message_edited")
        .count();
    assert_eq!(edits, 1, "{events:#?}");
    assert_true(&server, &bob, room, &view).await;
    let nothing = caught_up(&server, &bob, room, &mut view).await;
    assert_eq!(nothing.len(), 1, "{nothing:#?}");
}

async fn who_is_too_far_behind_starts_over(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let mut view = View::default();
    caught_up(&server, &ann, room, &mut view).await;
    let mut socket = ann.connects(&server).await;
    for number in 0..501 {
        socket.send(room, &format!("{number}")).await;
    }
    socket.hear_until_pong().await;
    let mut behind = view.clone();
    let events = caught_up(&server, &ann, room, &mut behind).await;
    assert_eq!(events.len(), 1, "nothing but the answer");
    assert!(behind.was_reset);
    // One version later it is 500, and all of them come.
    view.version = 1;
    let events = caught_up(&server, &ann, room, &mut view).await;
    assert_eq!(events.len(), 501);
    assert!(!view.was_reset);
}

async fn a_version_of_another_database_means_nothing(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    ann.says(&server, room, "hello").await;
    let mut socket = ann.connects(&server).await;
    for epoch in ["another", ""] {
        socket
            .say(json!({"action": "subscribe", "room_id": room, "since": 0, "epoch": epoch}))
            .await;
        let subscribed = socket.expect("subscribed").await;
        assert_eq!(subscribed["resume"], "reset", "{epoch:?}: {subscribed}");
    }
    socket
        .say(json!({"action": "subscribe", "room_id": room, "since": 4_711}))
        .await;
    let ahead = socket.expect("subscribed").await;
    assert_eq!(
        ahead["resume"], "reset",
        "a version from the future: {ahead}"
    );
    let fresh = socket.subscribe(room).await;
    assert!(fresh.get("resume").is_none(), "{fresh}");
    assert_eq!(
        (&fresh["version"], &fresh["last_seq"]),
        (&json!(1), &json!(1))
    );
}

async fn no_event_is_lost_between_replay_and_live(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut sender = ann.connects(&server).await;
    let mut view = View::default();
    for round in 0..20 {
        for number in 0..10 {
            sender.send(room, &format!("{round}.{number}")).await;
        }
        // Bob comes and goes in the middle of it.
        let mut socket = bob.connects(&server).await;
        socket.say(view.subscription(room)).await;
        for _ in 0..7 {
            let event = socket.next().await;
            view.apply(&event);
        }
        socket.cut();
    }
    sender.hear_until_pong().await;
    caught_up(&server, &bob, room, &mut view).await;
    assert_eq!(view.messages().len(), 200);
    assert_true(&server, &bob, room, &view).await;
}

on_both_databases!(
    what_changed_meanwhile_comes_once_in_its_newest_state,
    who_is_too_far_behind_starts_over,
    a_version_of_another_database_means_nothing,
    no_event_is_lost_between_replay_and_live,
);

/// Nobody reads what comes; the server must let go of the socket, and nothing is lost to who comes
/// back.
#[tokio::test]
async fn s23_a_slow_reader_is_closed_with_1013_and_catches_up() {
    let setup = Setup::sqlite().with("ROSTRA_MAX_MESSAGE_CHARS", "16000");
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut slow = bob.connects(&server).await;
    let subscribed = slow.subscribe(room).await;
    let mut view = View::default();
    view.apply(&subscribed);
    let mut sender = ann.connects(&server).await;
    let text = "x".repeat(15_000);
    let mut sent = 0;
    while sent < 480 {
        sender.send(room, &text).await;
        sent += 1;
        // Who sends reads what comes of it, or is slow as well.
        if sent % 20 == 0 {
            sender.hear_until_pong().await;
        }
    }
    let code = loop {
        match slow.next_or_closed().await {
            Ok(event) => view.apply(&event),
            Err(code) => break code,
        }
    };
    assert_eq!(code, 1013);
    assert!(view.version < sent, "the reader was not slow");
    caught_up(&server, &bob, room, &mut view).await;
    assert_eq!(view.version, sent);
    assert_true(&server, &bob, room, &view).await;
}
