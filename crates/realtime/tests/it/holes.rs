//! Holes in the order are filled from the database.

use crate::support::{
    Call, Node, ROOM, View, ann, bob, cem, ms, of_type, on_a_worker, pass, secs, settle, types,
};

#[tokio::test(start_paused = true)]
async fn a_lost_event_is_filled_in_within_100_ms() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        node.post(&ann(), "one");
        node.post_untold(&ann(), "two");
        node.post(&ann(), "three");
        assert_eq!(types(&bobs.hears_soon().await), ["new_message"]);
        pass(ms(100)).await;
        let heard = bobs.hears();
        let told: Vec<_> = heard.iter().map(|it| &it["message"]["content"]).collect();
        assert_eq!(told, ["two", "three"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_is_only_late_is_not_read_from_the_database() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        let first = node.database.post(ROOM, &ann(), "one");
        let second = node.database.post(ROOM, &ann(), "two");
        node.publish([second]);
        pass(ms(10)).await;
        node.publish([first]);
        pass(secs(1)).await;
        assert_eq!(types(&bobs.hears()), ["new_message", "new_message"]);
        assert_eq!(node.database.calls(Call::Heal), 0);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn as_long_as_what_is_missing_keeps_coming_nothing_is_read() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        let mut late = None;
        for _ in 0..20 {
            let first = node.database.post(ROOM, &ann(), "first");
            let second = node.database.post(ROOM, &ann(), "second");
            node.publish(late.replace(first).into_iter().chain([second]));
            pass(ms(15)).await;
        }
        node.publish(late);
        assert_eq!(bobs.hears_soon().await.len(), 40);
        assert_eq!(node.database.calls(Call::Heal), 0);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn an_event_that_arrives_while_its_hole_is_read_is_told_once() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        let late = node.database.post(ROOM, &ann(), "late");
        node.post(&ann(), "early");
        let last = node.database.post(ROOM, &ann(), "last");
        node.database.gate.shut(Call::Heal);
        pass(ms(50)).await;
        assert_eq!(node.database.calls(Call::Heal), 1);
        node.publish([late]);
        node.database.gate.open(&Call::Heal);
        settle().await;
        node.publish([last]);
        pass(secs(1)).await;
        let mut view = View::empty(bob().id);
        view.apply_all(&bobs.hears());
        assert_eq!(view, View::of(&node.database, ROOM, bob().id));
        assert_eq!(
            node.database.calls(Call::ChangedSince),
            1,
            "only subscribing"
        );
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_subscriber_ahead_of_a_hole_is_not_told_again_what_it_read() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.listener(&ann()).await;
        // Lost: a post that Bob reads when he subscribes. Then it is edited, which is lost too.
        let post = node.post_untold(&ann(), "one");
        let bobs = node.connect(&bob());
        let mut view = View::empty(bob().id);
        view.apply_all(&bobs.resume(ROOM, 0).await);
        node.database.edit(ROOM, post, "two");
        node.post(&ann(), "three");
        pass(ms(100)).await;
        view.apply_all(&bobs.hears());
        assert_eq!(view, View::of(&node.database, ROOM, bob().id));
        let mut anns_view = View::empty(ann().id);
        anns_view.apply_all(&anns.hears());
        assert_eq!(anns_view, View::of(&node.database, ROOM, ann().id));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_last_event_before_a_silence_is_missed_when_somebody_else_subscribes() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        node.post_untold(&ann(), "lost");
        pass(secs(5)).await;
        assert!(of_type(&bobs.hears(), "new_message").is_empty());
        node.listener(&cem()).await;
        pass(ms(100)).await;
        let heard = bobs.hears();
        assert_eq!(of_type(&heard, "new_message").len(), 1, "{heard:?}");
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_room_that_cannot_be_healed_yet_does_not_hold_up_the_others() {
    on_a_worker(async {
        let node = Node::start();
        let other = crate::support::OTHER_ROOM;
        node.database.seat(other, &bob());
        let bobs = node.listener(&bob()).await;
        bobs.subscribe(other).await.unwrap();
        bobs.hears_soon().await;
        // Announced, but not yet in the database that is read.
        let ghost = Node::start().database.clone();
        ghost.post(ROOM, &ann(), "one");
        node.publish([ghost.post(ROOM, &ann(), "two")]);
        pass(ms(30)).await;
        node.database.post(other, &bob(), "lost");
        node.publish([node.database.post(other, &bob(), "told")]);
        pass(ms(100)).await;
        let heard = bobs.hears();
        let told = of_type(&heard, "new_message");
        assert_eq!(told.len(), 2, "{heard:?}");
        // As soon as the database has it, it is told.
        node.post_untold(&ann(), "one");
        node.post_untold(&ann(), "two");
        pass(ms(300)).await;
        assert_eq!(types(&bobs.hears()), ["new_message", "new_message"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_database_that_breaks_down_is_asked_again() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        node.database.break_down(Call::Heal, 2);
        node.post_untold(&ann(), "lost");
        node.post(&ann(), "told");
        pass(secs(1)).await;
        assert_eq!(types(&bobs.hears()), ["new_message", "new_message"]);
        assert_eq!(node.database.calls(Call::Heal), 3);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_hole_of_hundreds_is_filled_in_order() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        let first = node.post_untold(&ann(), "first");
        for index in 0..1_500 {
            node.post_untold(&ann(), &format!("lost {index}"));
        }
        node.database.edit(ROOM, first, "edited");
        node.post(&ann(), "told");
        pass(ms(100)).await;
        let mut view = View::empty(bob().id);
        view.apply_all(&bobs.hears());
        assert_eq!(view, View::of(&node.database, ROOM, bob().id));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn after_a_hole_of_thousands_subscribers_start_anew() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        for index in 0..2_500 {
            node.post_untold(&ann(), &format!("lost {index}"));
        }
        node.post(&ann(), "told");
        pass(ms(100)).await;
        let heard = bobs.hears();
        assert_eq!(types(&heard), ["subscribed"]);
        assert_eq!(heard[0]["resume"], "reset");
        assert_eq!(heard[0]["version"], 2_501);
        node.post(&ann(), "live again");
        assert_eq!(bobs.hears_soon().await[0]["version"], 2_502);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_room_found_gone_ends_its_subscriptions() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        node.post_untold(&ann(), "lost");
        let told = node.database.post(ROOM, &ann(), "told");
        node.database.delete_room(ROOM);
        node.publish([told]);
        pass(ms(100)).await;
        assert_eq!(types(&bobs.hears()), ["room_deleted"]);
        assert!(!bobs.socket.listens_to(ROOM));
        pass(secs(5)).await;
        assert_eq!(node.database.calls(Call::Heal), 1);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_room_that_nobody_hears_is_not_healed() {
    on_a_worker(async {
        let node = Node::start();
        let (bobs, cems) = (node.listener(&bob()).await, node.listener(&cem()).await);
        node.post(&ann(), "one");
        assert!(bobs.unsubscribe(ROOM).await);
        cems.breaks().await;
        settle().await;
        node.post_untold(&ann(), "two");
        node.post(&ann(), "three");
        pass(secs(1)).await;
        assert_eq!(node.database.calls(Call::Heal), 0);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_healing_task_ends_with_its_hub() {
    let parts = realtime::HubParts {
        messages: std::sync::Arc::new(crate::support::Database::default()),
        epoch: domain::Epoch::new("e1"),
        meter: std::sync::Arc::new(()),
    };
    let (hub, healing) = realtime::Hub::new(parts);
    drop(hub);
    healing.await;
}
