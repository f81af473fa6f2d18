//! In a room too crowded to name everybody only the number is told, at most once a second.

use domain::{Event, Person};
use serde_json::json;

use crate::support::{Device, Node, ROOM, bob, ms, on_a_worker, pass, person, types};

fn came(online_count: usize) -> Event {
    Event::CameOnline {
        room: ROOM,
        person: somebody(),
        online_count,
    }
}

fn went(online_count: usize) -> Event {
    Event::WentOffline {
        room: ROOM,
        person: somebody(),
        online_count,
    }
}

fn somebody() -> Person {
    person(99, "Somebody")
}

async fn start() -> (Node, Device) {
    let node = Node::start();
    let bobs = node.listener(&bob()).await;
    (node, bobs)
}

#[tokio::test(start_paused = true)]
async fn up_to_500_people_everybody_is_named() {
    on_a_worker(async {
        let (node, bobs) = start().await;
        node.publish([came(500), came(501), went(500)]);
        assert_eq!(
            types(&bobs.hears_soon().await),
            ["user_joined", "user_left"]
        );
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_crowd_is_told_as_a_number_at_most_once_a_second() {
    on_a_worker(async {
        let (node, bobs) = start().await;
        let mut heard = Vec::new();
        for count in 501..601 {
            node.publish([came(count)]);
            pass(ms(100)).await;
            heard.extend(bobs.hears());
        }
        assert!((9..=11).contains(&heard.len()), "{}", heard.len());
        assert!(heard.iter().all(|it| it["type"] == "online_count"));
        pass(ms(1_250)).await;
        let last = json!({"type": "online_count", "room_id": 1, "online_count": 600});
        assert_eq!(bobs.hears(), [last]);
        pass(ms(5_000)).await;
        assert!(bobs.hears().is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_first_of_a_crowd_is_told_without_waiting_a_second() {
    on_a_worker(async {
        let (node, bobs) = start().await;
        node.publish([came(501)]);
        pass(ms(260)).await;
        assert_eq!(types(&bobs.hears()), ["online_count"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_number_that_waits_does_not_tell_the_past() {
    on_a_worker(async {
        let (node, bobs) = start().await;
        node.publish([came(501)]);
        pass(ms(260)).await;
        node.publish([came(502), went(501), went(500), went(499)]);
        pass(ms(2_000)).await;
        let heard = bobs.hears();
        let last = heard.last().unwrap();
        assert_eq!(last["online_count"], 499, "{heard:?}");
    })
    .await;
}
