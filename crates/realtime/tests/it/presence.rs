//! Presence counts people, not sockets.

use domain::Presence;
use serde_json::{Value, json};

use crate::support::{
    Device, Node, ROOM, ann, bob, cem, ms, on_a_worker, pass, person, secs, types,
};

fn names(subscribed: &Value) -> Vec<&str> {
    let users = subscribed["online_users"].as_array().unwrap().iter();
    let mut names: Vec<_> = users
        .map(|user| user["username"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    names
}

async fn start() -> (Node, Device) {
    let node = Node::start();
    let bobs = node.listener(&bob()).await;
    (node, bobs)
}

#[tokio::test(start_paused = true)]
async fn the_first_device_is_announced_to_others_and_a_second_one_to_nobody() {
    on_a_worker(async {
        let (node, bobs) = start().await;
        let phone = node.connect(&ann());
        phone.subscribe(ROOM).await.unwrap();
        let joined = json!({
            "type": "user_joined",
            "room_id": 1,
            "user": {"id": 7, "username": "Ann"},
        });
        assert_eq!(bobs.hears_soon().await, [joined]);
        let heard = phone.hears();
        assert_eq!(types(&heard), ["subscribed"]);
        assert_eq!(names(&heard[0]), ["Ann", "Bob"]);
        let laptop = node.listener(&ann()).await;
        assert!(bobs.hears_soon().await.is_empty());
        phone.unsubscribe(ROOM).await;
        laptop.hears();
        assert!(bobs.hears_soon().await.is_empty());
        laptop.unsubscribe(ROOM).await;
        let left = json!({
            "type": "user_left",
            "room_id": 1,
            "user": {"id": 7, "username": "Ann"},
        });
        assert_eq!(bobs.hears_soon().await, [left]);
        assert!(phone.hears().is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_breaks_and_is_back_within_two_seconds_was_never_gone() {
    on_a_worker(async {
        let (node, bobs) = start().await;
        for _ in 0..5 {
            let anns = node.listener(&ann()).await;
            bobs.hears();
            anns.breaks().await;
            pass(ms(1_900)).await;
        }
        let _anns = node.listener(&ann()).await;
        pass(secs(10)).await;
        assert!(bobs.hears().is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_does_not_come_back_is_announced_after_two_seconds() {
    on_a_worker(async {
        let (node, bobs) = start().await;
        let anns = node.listener(&ann()).await;
        pass(ms(500)).await;
        let cems = node.listener(&cem()).await;
        bobs.hears();
        anns.breaks().await;
        pass(ms(1_000)).await;
        cems.breaks().await;
        pass(ms(990)).await;
        assert!(bobs.hears().is_empty());
        pass(ms(20)).await;
        let heard = bobs.hears();
        assert_eq!(types(&heard), ["user_left"]);
        assert_eq!(heard[0]["user"]["username"], "Ann");
        pass(ms(1_000)).await;
        assert_eq!(bobs.hears()[0]["user"]["username"], "Cem");
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_device_that_stays_keeps_its_owner_there() {
    on_a_worker(async {
        let (node, bobs) = start().await;
        let (phone, laptop) = (node.listener(&ann()).await, node.listener(&ann()).await);
        bobs.hears();
        phone.breaks().await;
        pass(secs(5)).await;
        assert!(bobs.hears().is_empty());
        laptop.unsubscribe(ROOM).await;
        assert_eq!(types(&bobs.hears_soon().await), ["user_left"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn at_most_500_people_are_listed_the_subscriber_among_them() {
    on_a_worker(async {
        let node = Node::start();
        for id in 100..700 {
            let somebody = person(id, "Somebody");
            node.presence.arrive(ROOM, somebody).await.unwrap();
        }
        let anns = node.connect(&ann());
        anns.subscribe(ROOM).await.unwrap();
        let heard = anns.hears_soon().await;
        assert_eq!(heard[0]["online_count"], 601);
        assert_eq!(names(&heard[0]).len(), 500);
        assert_eq!(names(&heard[0])[0], "Ann");
        let asked = [ann().id, bob().id];
        let online = node.presence.online_among(ROOM, &asked).await;
        assert_eq!(online.unwrap(), [ann().id]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_deciding_task_ends_with_its_presence() {
    let node = on_a_worker(async { Node::start() }).await;
    let (presence, deciding) = realtime::LocalPresence::new(node.broker);
    drop(presence);
    deciding.await;
}
