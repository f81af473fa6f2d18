//! Lists of rooms that are read while their owner comes and goes.

use domain::{Departure, Event};

use crate::support::{
    Call, Device, Node, OTHER_ROOM, ROOM, ann, bob, of_type, on_a_worker, pass, secs, settle, types,
};

/// Ann watches, and somebody lets her into the other room; the list is being read.
async fn while_the_list_is_read() -> (Node, Device) {
    let node = Node::start();
    let anns = node.connect(&ann());
    anns.watch().await;
    node.database.seat(OTHER_ROOM, &bob());
    node.database.seat(OTHER_ROOM, &ann());
    node.database.gate.shut(Call::Seats);
    let (room, user) = (OTHER_ROOM, ann().id);
    node.publish([Event::MemberJoined { room, user }]);
    assert_eq!(types(&anns.hears_soon().await), ["membership_changed"]);
    (node, anns)
}

#[tokio::test(start_paused = true)]
async fn a_room_left_while_the_list_is_read_is_not_watched() {
    on_a_worker(async {
        let (node, anns) = while_the_list_is_read().await;
        for room in [ROOM, OTHER_ROOM] {
            node.database.unseat(room, &ann());
            node.publish([Event::MemberLeft {
                room,
                user: ann().id,
                departure: Departure::Removed,
            }]);
        }
        settle().await;
        node.database.gate.open(&Call::Seats);
        pass(secs(1)).await;
        anns.hears();
        node.post(&bob(), "secret");
        node.publish([node.database.post(OTHER_ROOM, &bob(), "secret")]);
        pass(secs(2)).await;
        assert!(anns.hears().is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_message_posted_while_the_list_is_read_is_told() {
    on_a_worker(async {
        let (node, anns) = while_the_list_is_read().await;
        node.publish([node.database.post(OTHER_ROOM, &bob(), "welcome")]);
        settle().await;
        node.database.gate.open(&Call::Seats);
        pass(secs(1)).await;
        node.publish([node.database.post(OTHER_ROOM, &bob(), "how are you?")]);
        pass(secs(2)).await;
        let heard = anns.hears();
        let last = of_type(&heard, "room_activity").pop().unwrap();
        assert_eq!(last["seq"], 2);
        assert_eq!(last["unread_count"], 2);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_list_that_cannot_be_read_is_read_again() {
    on_a_worker(async {
        let (node, anns) = while_the_list_is_read().await;
        node.database.gate.open(&Call::Seats);
        settle().await;
        node.database.break_down(Call::Seats, 2);
        let third = domain::RoomId::restored(3);
        node.database.seat(third, &ann());
        let user = ann().id;
        node.publish([Event::MemberJoined { room: third, user }]);
        pass(secs(3)).await;
        anns.hears();
        node.publish([node.database.post(third, &bob(), "welcome")]);
        assert_eq!(types(&anns.hears_soon().await), ["room_activity"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_watch_that_breaks_down_can_be_asked_for_again() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        node.database.break_down(Call::Seats, 1);
        assert!(anns.local.watch(&anns.socket).await.is_err());
        anns.watch().await;
        node.post(&bob(), "hello");
        assert_eq!(types(&anns.hears_soon().await), ["room_activity"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_device_gone_while_its_list_is_read_is_freed() {
    on_a_worker(async {
        let (node, anns) = while_the_list_is_read().await;
        let gone = anns.vanishes().await;
        node.database.gate.open(&Call::Seats);
        settle().await;
        node.post(&bob(), "hello");
        settle().await;
        assert!(gone.upgrade().is_none());
    })
    .await;
}
