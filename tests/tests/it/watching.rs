//! Watching all rooms at once, and what is read where.

use outside::{Person, Server, Setup, Socket};
use serde_json::{Value, json};

async fn watches(server: &Server, person: &Person) -> Socket {
    let mut socket = person.connects(server).await;
    socket.say(json!({"action": "watch"})).await;
    socket.expect("watching").await;
    socket
}

/// The activity of `room` that brings its unread count to `unread`; others may come before, since
/// they are merged.
async fn activity(socket: &mut Socket, room: i64, unread: i64) -> Value {
    loop {
        let event = socket.hear("room_activity").await;
        if event["room_id"] == room && event["unread_count"] == unread {
            return event;
        }
    }
}

async fn a_watcher_hears_of_every_room_also_of_later_ones(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut bob_hears = watches(&server, &bob).await;
    for number in 1..=3 {
        ann.says(&server, room, &format!("message {number}")).await;
    }
    let last = activity(&mut bob_hears, room, 3).await;
    assert_eq!(last["seq"], 3);
    assert_eq!(last["last_message"]["content"], "message 3");
    bob.patch(
        &server,
        &format!("/api/rooms/{room}/read"),
        &json!({"seq": 2}),
    )
    .await
    .expect(200);
    assert_eq!(activity(&mut bob_hears, room, 1).await["seq"], 3);

    let secret = ann.opens_private(&server, "Secret").await;
    ann.adds(&server, secret, &bob).await;
    let changed = bob_hears.hear("membership_changed").await;
    let expected = json!({
        "type": "membership_changed", "room_id": secret, "user_id": bob.id, "change": "joined",
    });
    assert_eq!(changed, expected);
    ann.says(&server, secret, "welcome").await;
    activity(&mut bob_hears, secret, 1).await;
    ann.delete(&server, &format!("/api/rooms/{secret}/members/{}", bob.id))
        .await
        .expect(204);
    let changed = bob_hears.hear("membership_changed").await;
    assert_eq!(
        (&changed["room_id"], &changed["change"]),
        (&json!(secret), &json!("removed"))
    );
    ann.delete(&server, &format!("/api/rooms/{room}"))
        .await
        .expect(204);
    assert_eq!(bob_hears.hear("room_deleted").await["room_id"], room);
}

async fn what_is_read_on_one_device_is_read_on_all(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut phone = watches(&server, &bob).await;
    let mut laptop = bob.connects(&server).await;
    for number in 1..=4 {
        ann.says(&server, room, &format!("message {number}")).await;
    }
    activity(&mut phone, room, 4).await;
    laptop
        .say(json!({"action": "mark_read", "room_id": room, "seq": 3}))
        .await;
    activity(&mut phone, room, 1).await;
    assert_eq!(
        unread(&server, &bob).await,
        json!({"total": 1, "rooms": {room.to_string(): 1}})
    );
    // It never moves back.
    laptop
        .say(json!({"action": "mark_read", "room_id": room, "seq": 1}))
        .await;
    laptop.hear_until_pong().await;
    assert_eq!(unread(&server, &bob).await["total"], 1);
    laptop
        .say(json!({"action": "mark_read", "room_id": room}))
        .await;
    activity(&mut phone, room, 0).await;
    assert_eq!(
        unread(&server, &bob).await,
        json!({"total": 0, "rooms": {}})
    );
    // Who says something has read what was said before.
    ann.says(&server, room, "message 5").await;
    bob.says(&server, room, "I see").await;
    assert_eq!(unread(&server, &bob).await["total"], 0);
    assert_eq!(unread(&server, &ann).await["total"], 1);
}

async fn unread(server: &Server, person: &Person) -> Value {
    person.get(server, "/api/unread").await.expect(200)
}

async fn members_are_listed_with_who_is_there(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    for name in ["Dan", "Bob", "Cem"] {
        server.person(name).await.joins(&server, room).await;
    }
    let _socket = ann.hears(&server, room).await;
    let mut listed = vec![];
    let mut cursor = String::new();
    loop {
        let path = format!("/api/rooms/{room}/members?limit=3{cursor}");
        let page = ann.get(&server, &path).await.expect(200);
        for member in page["members"].as_array().unwrap() {
            let name = member["username"].as_str().unwrap().to_owned();
            listed.push((name, member["online"].as_bool().unwrap()));
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let expected = [
        ("Ann", true),
        ("Bob", false),
        ("Cem", false),
        ("Dan", false),
    ];
    assert_eq!(
        listed,
        expected.map(|(name, online)| (name.to_owned(), online))
    );
}

on_both_databases!(
    a_watcher_hears_of_every_room_also_of_later_ones,
    what_is_read_on_one_device_is_read_on_all,
    members_are_listed_with_who_is_there,
);
