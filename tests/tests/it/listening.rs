//! Who hears what in a room: coming, going, typing, leaving, several devices.

use outside::{Server, Setup, Socket};
use serde_json::{Value, json};

fn kinds(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect()
}

/// What `socket` hears of `room` until a message of the other room, which it hears too, arrives:
/// whatever was told before that has arrived by then.
async fn heard_until(socket: &mut Socket, fence: i64) -> Vec<Value> {
    let mut heard = Vec::new();
    loop {
        let event = socket.next().await;
        if event["type"] == "new_message" && event["message"]["room_id"] == fence {
            return heard;
        }
        heard.push(event);
    }
}

#[tokio::test]
async fn people_are_counted_not_devices() {
    let server = Setup::sqlite().start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut ann_hears = ann.hears(&server, room).await;
    let phone = bob.hears(&server, room).await;
    assert_eq!(ann_hears.expect("user_joined").await["user"]["id"], bob.id);
    let mut laptop = bob.connects(&server).await;
    let subscribed = laptop.subscribe(room).await;
    assert_eq!(subscribed["online_count"], 2);
    assert_eq!(subscribed["online_users"].as_array().unwrap().len(), 2);
    phone.cut();
    laptop.send(room, "still here").await;
    // Neither the second device nor the end of the first was announced.
    ann_hears.expect("new_message").await;
    laptop
        .say(json!({"action": "unsubscribe", "room_id": room}))
        .await;
    let left = ann_hears.expect("user_left").await;
    assert_eq!(
        left,
        json!({"type": "user_left", "room_id": room, "user": {"id": bob.id, "username": "Bob"}})
    );
}

#[tokio::test]
async fn a_line_that_breaks_for_a_moment_is_not_noticed() {
    let server = Setup::sqlite().start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut ann_hears = ann.hears(&server, room).await;
    let first = bob.hears(&server, room).await;
    ann_hears.expect("user_joined").await;
    first.cut();
    let mut second = bob.hears(&server, room).await;
    second.send(room, "back").await;
    ann_hears.expect("new_message").await;
    second.cut();
    ann_hears.expect("user_left").await;
}

#[tokio::test]
async fn typing_is_told_to_the_others_only() {
    let server = Setup::sqlite().start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut ann_hears = ann.hears(&server, room).await;
    let mut second = ann.hears(&server, room).await;
    let mut bob_hears = bob.hears(&server, room).await;
    ann_hears
        .say(json!({"action": "user_typing", "room_id": room}))
        .await;
    let typing = bob_hears.expect("typing_indicator").await;
    assert_eq!(typing["user"], json!({"id": ann.id, "username": "Ann"}));
    bob_hears.send(room, "what is it?").await;
    for socket in [&mut ann_hears, &mut second] {
        let heard = socket.hear_until("new_message").await;
        assert!(!kinds(&heard).contains(&"typing_indicator"), "{heard:#?}");
    }
}

/// Bob listens to two rooms of Ann's; the second one proves that nothing came of the first.
async fn two_rooms(server: &Server) -> (outside::Person, outside::Person, i64, i64, Socket) {
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens_private(server, "Room").await;
    let fence = ann.opens_private(server, "Fence").await;
    for it in [room, fence] {
        ann.adds(server, it, &bob).await;
    }
    let mut bob_hears = bob.hears(server, room).await;
    bob_hears.subscribe(fence).await;
    (ann, bob, room, fence, bob_hears)
}

async fn s08_a_member_who_was_removed_hears_nothing_and_says_nothing(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob, room, fence, mut bob_hears) = two_rooms(&server).await;
    ann.says(&server, room, "welcome").await;
    bob_hears.expect("new_message").await;
    ann.delete(&server, &format!("/api/rooms/{room}/members/{}", bob.id))
        .await
        .expect(204);
    ann.says(&server, room, "not for Bob").await;
    ann.says(&server, fence, "for Bob").await;
    let heard = heard_until(&mut bob_hears, fence).await;
    assert!(
        kinds(&heard).iter().all(|kind| *kind == "unsubscribed"),
        "{heard:#?}"
    );
    bob_hears
        .say(json!({"action": "user_typing", "room_id": room}))
        .await;
    assert_eq!(bob_hears.expect("error").await["code"], "not_subscribed");
    bob_hears.send(room, "let me in").await;
    assert_eq!(bob_hears.expect("error").await["code"], "room_not_found");
    bob_hears
        .say(json!({"action": "subscribe", "room_id": room, "since": 0}))
        .await;
    assert_eq!(bob_hears.expect("error").await["code"], "room_not_found");
    assert_eq!(ann.history(&server, room).await.len(), 2);
}

async fn who_leaves_hears_nothing_more(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob, room, fence, mut bob_hears) = two_rooms(&server).await;
    let mut ann_hears = ann.hears(&server, room).await;
    bob.post(&server, &format!("/api/rooms/{room}/leave"), &Value::Null)
        .await
        .expect(200);
    assert_eq!(ann_hears.hear("user_left").await["user"]["id"], bob.id);
    ann.says(&server, room, "gone?").await;
    ann.says(&server, fence, "for Bob").await;
    let heard = heard_until(&mut bob_hears, fence).await;
    assert!(!kinds(&heard).contains(&"new_message"), "{heard:#?}");
    bob_hears
        .say(json!({"action": "unsubscribe", "room_id": room}))
        .await;
    bob_hears.expect("unsubscribed").await;
}

async fn s08_a_deleted_room_is_told_and_silent(setup: Setup) {
    let server = setup.start().await;
    let (ann, _, room, fence, mut bob_hears) = two_rooms(&server).await;
    ann.delete(&server, &format!("/api/rooms/{room}"))
        .await
        .expect(204);
    assert_eq!(bob_hears.hear("room_deleted").await["room_id"], room);
    bob_hears.send(room, "hello?").await;
    assert_eq!(bob_hears.hear("error").await["code"], "room_not_found");
    ann.says(&server, fence, "for Bob").await;
    heard_until(&mut bob_hears, fence).await;
}

async fn every_change_reaches_every_device_in_one_order(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut devices = vec![];
    for person in [&ann, &ann, &bob, &bob] {
        devices.push(person.hears(&server, room).await);
    }
    let mut sending = vec![];
    for person in [&ann, &bob] {
        let mut socket = person.connects(&server).await;
        sending.push(async move {
            for number in 0..50 {
                socket.send(room, &format!("{number}")).await;
            }
            socket.hear_until_pong().await;
        });
    }
    for task in sending {
        task.await;
    }
    for device in &mut devices {
        let mut versions = vec![];
        while versions.len() < 100 {
            let event = device.hear("new_message").await;
            assert_eq!(event["version"], event["message"]["version"]);
            assert_eq!(event["message"]["seq"], event["version"]);
            versions.push(event["version"].as_i64().unwrap());
        }
        assert_eq!(versions, (1..=100).collect::<Vec<_>>());
    }
}

on_both_databases!(
    s08_a_member_who_was_removed_hears_nothing_and_says_nothing,
    who_leaves_hears_nothing_more,
    s08_a_deleted_room_is_told_and_silent,
    every_change_reaches_every_device_in_one_order,
);
