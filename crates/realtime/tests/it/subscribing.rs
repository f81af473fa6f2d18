//! How a subscription begins: register, read, go live.

use realtime::SubscribeRefused;
use serde_json::json;

use crate::support::{
    Call, Node, OTHER_ROOM, ROOM, View, ann, bob, of_type, on_a_worker, pass, person, secs, settle,
    types,
};

#[tokio::test(start_paused = true)]
async fn a_subscriber_is_told_where_the_room_stands_and_who_is_there() {
    on_a_worker(async {
        let node = Node::start();
        node.post(&ann(), "hello");
        let anns = node.connect(&ann());
        anns.subscribe(ROOM).await.unwrap();
        let subscribed = json!({
            "type": "subscribed",
            "room_id": 1,
            "online_users": [{"id": 7, "username": "Ann"}],
            "online_count": 1,
            "version": 1,
            "last_seq": 1,
            "epoch": "e1",
        });
        assert_eq!(anns.hears_soon().await, [subscribed]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn events_that_arrive_while_the_room_is_read_come_after_subscribed_and_once() {
    on_a_worker(async {
        let node = Node::start();
        // Bob keeps the node listening, so that nothing is dropped on the way.
        node.listener(&bob()).await;
        let in_what_is_read = node.database.post(ROOM, &bob(), "one");
        node.database.gate.shut(Call::ChangedSince);
        let anns = node.connect(&ann());
        let begun = anns.begins_to_subscribe(ROOM).await;
        node.publish([in_what_is_read]);
        node.post(&bob(), "two");
        node.post(&bob(), "three");
        settle().await;
        assert!(anns.hears().is_empty());
        node.database.gate.open(&Call::ChangedSince);
        begun.await.unwrap().unwrap();
        let heard = anns.hears_soon().await;
        assert_eq!(types(&heard), ["subscribed", "new_message", "new_message"]);
        let versions: Vec<_> = heard.iter().map(|it| &it["version"]).collect();
        assert_eq!(versions, [1, 2, 3]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_was_lost_while_the_room_is_read_is_read_again() {
    on_a_worker(async {
        let node = Node::start();
        node.database.gate.shut(Call::ChangedSince);
        let anns = node.connect(&ann());
        let begun = anns.begins_to_subscribe(ROOM).await;
        node.post_untold(&bob(), "one");
        node.post(&bob(), "two");
        let _bobs = node.connect(&bob()).begins_to_subscribe(ROOM).await;
        node.database.gate.open(&Call::ChangedSince);
        begun.await.unwrap().unwrap();
        pass(secs(1)).await;
        let heard = anns.hears();
        assert_eq!(
            types(&heard),
            ["subscribed", "new_message", "new_message", "user_joined"]
        );
        let mut view = View::empty(ann().id);
        view.apply_all(&heard);
        assert_eq!(view, View::of(&node.database, ROOM, ann().id));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn more_than_may_wait_while_the_room_is_read_is_read_again_and_told_once() {
    on_a_worker(async {
        let node = Node::start();
        node.database.gate.shut(Call::ChangedSince);
        let anns = node.connect(&ann());
        let begun = anns.begins_to_subscribe(ROOM).await;
        for index in 0..2_100 {
            node.publish([domain::Event::CameOnline {
                room: ROOM,
                person: person(100 + index, "Somebody"),
                online_count: 2,
            }]);
        }
        for _ in 0..100 {
            node.post(&bob(), "hello");
        }
        settle().await;
        node.database.gate.open(&Call::ChangedSince);
        begun.await.unwrap().unwrap();
        pass(secs(1)).await;
        let heard = anns.hears();
        // Who is there is told once more, because who came and went meanwhile was lost.
        let subscribed = of_type(&heard, "subscribed");
        let outcomes: Vec<_> = subscribed.iter().map(|it| it.get("resume")).collect();
        assert_eq!(outcomes, [None, Some(&json!("replayed"))]);
        let mut view = View::empty(ann().id);
        view.apply_all(&heard);
        assert_eq!(view, View::of(&node.database, ROOM, ann().id));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_has_no_seat_is_refused_and_leaves_nothing_behind() {
    on_a_worker(async {
        let node = Node::start();
        let stranger = node.connect(&person(99, "Stranger"));
        for room in [ROOM, OTHER_ROOM] {
            let refused = stranger.subscribe(room).await;
            assert!(matches!(refused, Err(SubscribeRefused::NoSeat(_))));
            assert!(!stranger.socket.listens_to(room));
        }
        node.post(&ann(), "secret");
        assert!(stranger.hears_soon().await.is_empty());
        assert!(node.presence.told().is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_subscription_that_breaks_down_while_it_begins_releases_its_presence() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        node.database.break_down(Call::ChangedSince, 1);
        let refused = anns.subscribe(ROOM).await;
        assert!(matches!(refused, Err(SubscribeRefused::Fault(_))));
        settle().await;
        assert_eq!(node.presence.told(), ["arrive 1 7", "depart 1 7"]);
        anns.subscribe(ROOM).await.unwrap();
        node.post(&bob(), "hello");
        assert_eq!(
            types(&anns.hears_soon().await),
            ["subscribed", "new_message"]
        );
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn subscribing_again_starts_anew_without_a_word_to_others() {
    on_a_worker(async {
        let node = Node::start();
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        anns.hears();
        anns.subscribe(ROOM).await.unwrap();
        node.post(&bob(), "hello");
        assert_eq!(
            types(&anns.hears_soon().await),
            ["subscribed", "new_message"]
        );
        assert_eq!(types(&bobs.hears_soon().await), ["new_message"]);
        assert_eq!(node.presence.told(), ["arrive 1 7", "arrive 1 8"]);
        assert!(anns.unsubscribe(ROOM).await);
        assert!(!anns.unsubscribe(ROOM).await);
        assert_eq!(node.presence.told(), ["depart 1 7"]);
        assert_eq!(types(&bobs.hears_soon().await), ["user_left"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn subscribing_again_while_the_first_one_begins_leaves_one_subscription() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        node.database.gate.shut(Call::ChangedSince);
        let first = anns.begins_to_subscribe(ROOM).await;
        let second = anns.begins_to_subscribe(ROOM).await;
        node.database.gate.open(&Call::ChangedSince);
        let first = first.await.unwrap();
        assert!(matches!(first, Err(SubscribeRefused::Ended)));
        second.await.unwrap().unwrap();
        node.post(&bob(), "hello");
        assert_eq!(
            types(&anns.hears_soon().await),
            ["subscribed", "new_message"]
        );
        anns.unsubscribe(ROOM).await;
        settle().await;
        let online = domain::Presence::online(&*node.presence, ROOM, ann().id, 10);
        assert_eq!(online.await.unwrap().count, 0);
    })
    .await;
}
