//! Typing: for others only, seldom, and dropped first.

use realtime::QueueLimit;
use serde_json::json;

use crate::support::{
    Call, Node, OTHER_ROOM, ROOM, ann, bob, ms, of_type, on_a_worker, pass, settle, types,
};

#[tokio::test(start_paused = true)]
async fn typing_is_told_to_others_only() {
    on_a_worker(async {
        let node = Node::start();
        let (phone, laptop) = (node.listener(&ann()).await, node.listener(&ann()).await);
        let bobs = node.listener(&bob()).await;
        for device in [&phone, &laptop] {
            device.hears();
        }
        assert!(phone.types_in(ROOM));
        let typing = json!({
            "type": "typing_indicator",
            "room_id": 1,
            "user": {"id": 7, "username": "Ann"},
        });
        assert_eq!(bobs.hears_soon().await, [typing]);
        assert!(phone.hears().is_empty());
        assert!(laptop.hears().is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn typing_is_told_at_most_once_a_second() {
    on_a_worker(async {
        let node = Node::start();
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        for _ in 0..30 {
            assert!(anns.types_in(ROOM));
            pass(ms(100)).await;
        }
        assert_eq!(bobs.hears().len(), 3);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_is_not_subscribed_cannot_type() {
    on_a_worker(async {
        let node = Node::start();
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        assert!(!anns.types_in(OTHER_ROOM));
        let stranger = node.connect(&crate::support::person(99, "Stranger"));
        node.database.gate.shut(Call::Membership);
        let begun = stranger.begins_to_subscribe(ROOM).await;
        assert!(!stranger.types_in(ROOM));
        begun.abort();
        assert!(bobs.hears_soon().await.is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn typing_is_old_news_for_who_is_still_reading() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.listener(&ann()).await;
        let bobs = node.connect(&bob());
        node.database.gate.shut(Call::ChangedSince);
        let begun = bobs.begins_to_subscribe(ROOM).await;
        anns.types_in(ROOM);
        settle().await;
        node.database.gate.open(&Call::ChangedSince);
        begun.await.unwrap().unwrap();
        assert_eq!(types(&bobs.hears_soon().await), ["subscribed"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn typing_is_dropped_when_the_queue_is_half_full_and_messages_are_not() {
    on_a_worker(async {
        let limit = QueueLimit {
            frames: 10,
            bytes: 1_000_000,
        };
        let node = Node::with_limit(limit);
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        for _ in 0..4 {
            node.post(&ann(), "hello");
        }
        anns.types_in(ROOM);
        pass(ms(1_000)).await;
        node.post(&ann(), "hello");
        settle().await;
        anns.types_in(ROOM);
        pass(ms(1_000)).await;
        anns.types_in(ROOM);
        node.post(&ann(), "hello");
        settle().await;
        let heard = bobs.hears();
        assert_eq!(of_type(&heard, "typing_indicator").len(), 1);
        assert_eq!(of_type(&heard, "new_message").len(), 6);
        pass(ms(1_000)).await;
        anns.types_in(ROOM);
        assert_eq!(types(&bobs.hears_soon().await), ["typing_indicator"]);
    })
    .await;
}
