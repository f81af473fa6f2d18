//! An event holds what its receiver may see: the fields of its golden frame and nothing more.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use outside::{Person, Server, Setup};
use serde_json::{Value, json};

/// What only the sender of a message is told.
const OWN: &str = ".own.json";

/// The names of all fields in `value`, with those they are in.
fn fields(value: &Value, within: &str, names: &mut HashSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let path = format!("{within}.{name}");
                fields(value, &path, names);
                names.insert(path);
            }
        }
        Value::Array(values) => values.iter().for_each(|it| fields(it, within, names)),
        _ => {}
    }
}

/// What a member may hear: the fields of each kind of event.
fn golden() -> HashMap<String, HashSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/protocol/tests/frames");
    let mut golden = HashMap::<_, HashSet<_>>::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if !path.to_string_lossy().ends_with(OWN) {
            let frame: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
            let kind = frame["type"].as_str().unwrap().to_owned();
            fields(&frame, "", golden.entry(kind).or_default());
        }
    }
    golden
}

/// Everything that can happen to a message and its room.
async fn do_everything(server: &Server, ann: &Person, cid: &Person, room: i64) {
    let mut device = ann.hears(server, room).await;
    device.send(room, "with an id of mine").await;
    device.hear("new_message").await;
    device
        .say(json!({"action": "user_typing", "room_id": room}))
        .await;
    let message = ann.says(server, room, "a secret").await["id"].clone();
    let path = format!("/api/messages/{message}");
    ann.patch(server, &path, &json!({"content": "a secret, edited"}))
        .await
        .expect(200);
    let reactions = format!("{path}/reactions");
    ann.post(server, &reactions, &json!({"emoji": "🔥"}))
        .await
        .expect(200);
    ann.delete(server, &format!("{reactions}/%F0%9F%94%A5"))
        .await
        .expect(200);
    ann.delete(server, &path).await.expect(204);
    cid.joins(server, room).await;
    drop(cid.hears(server, room).await);
    let room_path = format!("/api/rooms/{room}");
    ann.patch(server, &room_path, &json!({"description": "new"}))
        .await
        .expect(200);
    device.hear("room_updated").await;
    ann.delete(server, &room_path).await.expect(204);
}

#[tokio::test]
async fn s09_an_event_holds_what_its_receiver_may_see() {
    let server = Setup::sqlite().start().await;
    let [ann, bob, cid] = [
        server.person("Ann").await,
        server.person("Bob").await,
        server.person("Cid").await,
    ];
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let mut hears = bob.hears(&server, room).await;
    hears.say(json!({"action": "watch"})).await;
    do_everything(&server, &ann, &cid, room).await;
    let (golden, mut kinds) = (golden(), HashSet::new());
    for event in hears.hear_until("room_deleted").await {
        let kind = event["type"].as_str().unwrap().to_owned();
        let mut names = HashSet::new();
        fields(&event, "", &mut names);
        let allowed = golden
            .get(&kind)
            .unwrap_or_else(|| panic!("{event} has no golden frame"));
        assert!(
            names.is_subset(allowed),
            "{event} holds more than {allowed:?}"
        );
        kinds.insert(kind);
    }
    for kind in [
        "new_message",
        "message_edited",
        "message_deleted",
        "reaction_added",
        "reaction_removed",
        "room_activity",
        "room_updated",
        "typing_indicator",
        "user_joined",
    ] {
        assert!(kinds.contains(kind), "{kind} was not heard: {kinds:?}");
    }
}
