//! Watching: light news of all rooms one is in.

use domain::{Departure, Event, Person, ReadMarker, RoomId, Seq, Timestamp};
use serde_json::{Value, json};

use crate::support::{
    Device, Node, OTHER_ROOM, ROOM, ann, bob, ms, on_a_worker, pass, secs, settle, types,
};

async fn watcher(node: &Node, person: &Person) -> Device {
    let device = node.connect(person);
    device.watch().await;
    device
}

fn read(person: &Person, seq: i64) -> Event {
    let marker = ReadMarker {
        seq: Seq::restored(seq),
        at: Timestamp::from_micros(0),
    };
    Event::Read {
        room: ROOM,
        user: person.id,
        marker,
    }
}

/// Seq, unread count and text of an activity.
fn activity(frame: &Value) -> (i64, i64, Option<&str>) {
    assert_eq!(frame["type"], "room_activity");
    let text = frame.get("last_message").map(|it| &it["content"]);
    (
        frame["seq"].as_i64().unwrap(),
        frame["unread_count"].as_i64().unwrap(),
        text.map(|text| text.as_str().unwrap()),
    )
}

#[tokio::test(start_paused = true)]
async fn a_watcher_hears_of_messages_in_rooms_it_does_not_listen_to() {
    on_a_worker(async {
        let node = Node::start();
        node.database.seat(OTHER_ROOM, &bob());
        let anns = watcher(&node, &ann()).await;
        node.post(&bob(), "hello");
        node.publish([node.database.post(OTHER_ROOM, &bob(), "not for Ann")]);
        let heard = anns.hears_soon().await;
        assert_eq!(heard.len(), 1);
        assert_eq!(activity(&heard[0]), (1, 1, Some("hello")));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn activity_is_told_at_most_once_a_second_and_the_last_one_surely() {
    on_a_worker(async {
        let node = Node::start();
        let anns = watcher(&node, &ann()).await;
        let mut heard = Vec::new();
        for index in 1..=45 {
            node.post(&bob(), &format!("message {index}"));
            pass(ms(100)).await;
            heard.extend(anns.hears());
        }
        assert!((4..=5).contains(&heard.len()), "{}", heard.len());
        pass(ms(1_250)).await;
        heard.extend(anns.hears());
        let last = heard.last().unwrap();
        assert_eq!(activity(last), (45, 45, Some("message 45")));
        pass(secs(5)).await;
        assert!(anns.hears().is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_one_sends_is_read() {
    on_a_worker(async {
        let node = Node::start();
        let anns = watcher(&node, &ann()).await;
        node.post(&bob(), "one");
        pass(secs(1)).await;
        node.post(&ann(), "two");
        pass(secs(1)).await;
        node.post(&bob(), "three");
        let heard = anns.hears_soon().await;
        let told: Vec<_> = heard.iter().map(activity).collect();
        let expected = [
            (1, 1, Some("one")),
            (2, 0, Some("two")),
            (3, 1, Some("three")),
        ];
        assert_eq!(told, expected);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn reading_on_one_device_is_told_to_all_of_them_and_to_nobody_else() {
    on_a_worker(async {
        let node = Node::start();
        let (phone, laptop) = (watcher(&node, &ann()).await, watcher(&node, &ann()).await);
        let bobs = watcher(&node, &bob()).await;
        node.post(&bob(), "one");
        node.post(&bob(), "two");
        pass(secs(2)).await;
        for device in [&phone, &laptop, &bobs] {
            device.hears();
        }
        node.publish([read(&ann(), 2)]);
        for device in [&phone, &laptop] {
            let heard = device.hears_soon().await;
            assert_eq!(activity(&heard[0]), (2, 0, None));
        }
        node.publish([read(&ann(), 1)]);
        pass(secs(2)).await;
        for device in [&phone, &laptop, &bobs] {
            assert!(device.hears().is_empty());
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_text_of_a_message_is_not_told_after_it_was_deleted() {
    on_a_worker(async {
        let node = Node::start();
        let anns = watcher(&node, &ann()).await;
        node.post(&bob(), "harmless");
        settle().await;
        let secret = node.database.post(ROOM, &bob(), "secret");
        node.publish([secret]);
        let id = domain::MessageId::restored(2);
        node.publish([node.database.delete(ROOM, id)]);
        pass(secs(2)).await;
        let heard = anns.hears();
        let told: Vec<_> = heard.iter().map(activity).collect();
        assert_eq!(told, [(1, 1, Some("harmless")), (2, 2, None)]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_room_joined_later_is_watched_from_its_beginning_on() {
    on_a_worker(async {
        let node = Node::start();
        node.database.seat(OTHER_ROOM, &bob());
        let anns = watcher(&node, &ann()).await;
        node.database.seat(OTHER_ROOM, &ann());
        let (room, user) = (OTHER_ROOM, ann().id);
        node.publish([Event::MemberJoined { room, user }]);
        let joined = json!({
            "type": "membership_changed",
            "room_id": 2,
            "user_id": 7,
            "change": "joined",
        });
        assert_eq!(anns.hears_soon().await, [joined]);
        pass(ms(300)).await;
        assert_eq!(activity(&anns.hears()[0]), (0, 0, None));
        pass(secs(1)).await;
        node.publish([node.database.post(OTHER_ROOM, &bob(), "welcome")]);
        let heard = anns.hears_soon().await;
        assert_eq!(activity(&heard[0]), (1, 1, Some("welcome")));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_room_left_is_watched_no_more() {
    on_a_worker(async {
        let node = Node::start();
        let (anns, bobs) = (watcher(&node, &ann()).await, watcher(&node, &bob()).await);
        for (departure, change) in [(Departure::Left, "left"), (Departure::Removed, "removed")] {
            node.database.unseat(ROOM, &ann());
            let (room, user) = (ROOM, ann().id);
            node.publish([Event::MemberLeft {
                room,
                user,
                departure,
            }]);
            let heard = anns.hears_soon().await;
            assert_eq!(types(&heard), ["membership_changed"]);
            assert_eq!(heard[0]["change"], change);
            node.post(&bob(), "secret");
            node.publish([Event::RoomUpdated(node.database.described(ROOM))]);
            pass(secs(2)).await;
            assert!(anns.hears().is_empty());
        }
        assert!(
            bobs.hears()
                .iter()
                .all(|it| it["type"] != "membership_changed")
        );
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_becomes_of_a_room_is_told_once_to_listeners_who_watch_too() {
    on_a_worker(async {
        let node = Node::start();
        let both = node.listener(&ann()).await;
        both.watch().await;
        let only_watching = watcher(&node, &ann()).await;
        node.publish([Event::RoomUpdated(node.database.described(ROOM))]);
        for device in [&both, &only_watching] {
            let heard = device.hears_soon().await;
            assert_eq!(types(&heard), ["room_updated"]);
            assert_eq!(heard[0]["room"]["name"], "Lobby");
        }
        node.database.delete_room(ROOM);
        node.publish([Event::RoomDeleted(ROOM)]);
        for device in [&both, &only_watching] {
            assert_eq!(types(&device.hears_soon().await), ["room_deleted"]);
        }
        node.publish([Event::RoomDeleted(ROOM)]);
        for device in [&both, &only_watching] {
            assert!(device.hears_soon().await.is_empty());
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_the_room_heard_by_itself_and_what_it_tells_watchers_agree_after_a_hole() {
    on_a_worker(async {
        let node = Node::start();
        let listener: RoomId = ROOM;
        let anns = node.connect(&ann());
        anns.subscribe(listener).await.unwrap();
        anns.hears();
        anns.watch().await;
        node.post_untold(&bob(), "one");
        node.post(&bob(), "two");
        pass(secs(2)).await;
        let heard = anns.hears();
        let last = heard.iter().rfind(|it| it["type"] == "room_activity");
        assert_eq!(activity(last.unwrap()), (2, 2, Some("two")));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_device_that_is_gone_watches_no_more() {
    on_a_worker(async {
        let node = Node::start();
        let anns = watcher(&node, &ann()).await;
        let gone = anns.clone();
        gone.breaks().await;
        gone.local.watch(&gone.socket).await.unwrap();
        node.post(&bob(), "hello");
        settle().await;
        drop(gone);
        assert!(anns.vanishes().await.upgrade().is_none());
    })
    .await;
}

/// Ann's list is read again after `untold` was posted to the room and not told.
async fn reads_again_after(node: &Node, untold: &str) -> Event {
    let event = node.database.post(ROOM, &bob(), untold);
    node.database.seat(OTHER_ROOM, &ann());
    let (room, user) = (OTHER_ROOM, ann().id);
    node.publish([Event::MemberJoined { room, user }]);
    event
}

fn in_the_room(heard: Vec<Value>) -> Vec<Value> {
    let heard = heard.into_iter();
    heard.filter(|it| it["room_id"] == 1).collect()
}

#[tokio::test(start_paused = true)]
async fn an_older_message_is_never_told_as_the_last_one() {
    on_a_worker(async {
        let node = Node::start();
        let anns = watcher(&node, &ann()).await;
        node.post(&bob(), "one");
        pass(secs(2)).await;
        anns.hears();
        reads_again_after(&node, "two").await;
        pass(secs(2)).await;
        let heard = in_the_room(anns.hears());
        assert_eq!(activity(&heard[0]), (2, 2, None));
        // Who looks only now is not told the older one either.
        node.publish([read(&ann(), 1)]);
        let heard = anns.hears_soon().await;
        assert_eq!(activity(&heard[0]), (2, 1, None));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_last_message_is_told_when_it_comes_after_its_number() {
    on_a_worker(async {
        let node = Node::start();
        let anns = watcher(&node, &ann()).await;
        let late = reads_again_after(&node, "one").await;
        pass(secs(2)).await;
        let heard = in_the_room(anns.hears());
        assert_eq!(activity(&heard[0]), (1, 1, None));
        node.publish([late]);
        pass(secs(2)).await;
        let heard = anns.hears();
        assert_eq!(activity(&heard[0]), (1, 1, Some("one")));
        pass(secs(2)).await;
        assert!(anns.hears().is_empty());
    })
    .await;
}

/// After a commit whose answer was lost, it is only told where the room stands.
#[tokio::test(start_paused = true)]
async fn where_a_room_stands_is_told_to_whom_it_was_not() {
    on_a_worker(async {
        let node = Node::start();
        let watching = watcher(&node, &ann()).await;
        node.post_untold(&bob(), "one");
        let stands = |node: &Node| Event::StandsAt {
            room: ROOM,
            head: node.database.head(ROOM),
        };
        node.publish([stands(&node)]);
        let heard = watching.hears_soon().await;
        assert_eq!(activity(&heard[0]), (1, 1, None));
        let listening = node.listener(&bob()).await;
        node.post_untold(&bob(), "two");
        node.publish([stands(&node)]);
        pass(secs(2)).await;
        assert_eq!(types(&listening.hears()), ["new_message"]);
        let heard = watching.hears();
        assert_eq!(activity(heard.last().unwrap()), (2, 2, Some("two")));
        node.publish([stands(&node)]);
        pass(secs(2)).await;
        assert!(listening.hears().is_empty());
        assert!(watching.hears().is_empty());
    })
    .await;
}
