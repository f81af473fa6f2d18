//! Comings and goings that are told late: how they ended is what counts.

use domain::{Departure, Event, RoomId};
use serde_json::Value;

use crate::support::{
    Call, Device, Node, OTHER_ROOM, ROOM, ann, bob, of_type, on_a_worker, pass, secs, settle, types,
};

fn joined(room: RoomId) -> Event {
    let user = ann().id;
    Event::MemberJoined { room, user }
}

fn left(room: RoomId) -> Event {
    Event::MemberLeft {
        room,
        user: ann().id,
        departure: Departure::Left,
    }
}

/// Ann listens and watches, and so does a second device that only watches.
async fn devices(node: &Node) -> (Device, Device) {
    let (listening, watching) = (node.listener(&ann()).await, node.connect(&ann()));
    listening.watch().await;
    watching.watch().await;
    (listening, watching)
}

fn changes(heard: &[Value]) -> Vec<Value> {
    let told = of_type(heard, "membership_changed");
    told.into_iter().map(|it| it["change"].clone()).collect()
}

#[tokio::test(start_paused = true)]
async fn who_came_back_goes_on_hearing_though_the_departure_is_told_last() {
    on_a_worker(async {
        let node = Node::start();
        let (listening, watching) = devices(&node).await;
        // Left and came back; both are told late, the coming first.
        node.publish([joined(ROOM), left(ROOM)]);
        node.post(&bob(), "hello");
        pass(secs(2)).await;
        let heard = listening.hears();
        assert_eq!(of_type(&heard, "new_message").len(), 1, "{heard:#?}");
        assert!(of_type(&heard, "unsubscribed").is_empty(), "{heard:#?}");
        assert!(listening.types_in(ROOM));
        for heard in [heard, watching.hears()] {
            assert_eq!(changes(&heard), ["joined"]);
            let activity = of_type(&heard, "room_activity");
            assert_eq!(activity.last().unwrap()["seq"], 1, "{heard:#?}");
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_is_gone_again_is_not_told_to_have_joined() {
    on_a_worker(async {
        let node = Node::start();
        let (listening, watching) = devices(&node).await;
        node.database.unseat(ROOM, &ann());
        node.publish([left(ROOM), joined(ROOM)]);
        node.post(&bob(), "secret");
        pass(secs(2)).await;
        let heard = listening.hears();
        assert_eq!(types(&heard), ["unsubscribed", "membership_changed"]);
        for heard in [heard, watching.hears()] {
            assert_eq!(changes(&heard), ["left"]);
            assert!(of_type(&heard, "room_activity").is_empty(), "{heard:#?}");
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_is_said_while_it_is_looked_up_is_looked_up_too() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        anns.watch().await;
        node.database.gate.shut(Call::Membership);
        node.database.seat(OTHER_ROOM, &ann());
        node.publish([joined(OTHER_ROOM)]);
        settle().await;
        node.database.unseat(OTHER_ROOM, &ann());
        node.publish([left(OTHER_ROOM)]);
        settle().await;
        node.database.gate.open(&Call::Membership);
        let heard = anns.hears_soon().await;
        assert_eq!(changes(&heard), ["left"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn nothing_is_heard_while_it_is_not_known_and_everything_after() {
    on_a_worker(async {
        let node = Node::start();
        let (listening, watching) = devices(&node).await;
        node.database.break_down(Call::Membership, 2);
        node.publish([left(ROOM)]);
        node.post(&bob(), "secret?");
        settle().await;
        for device in [&listening, &watching] {
            assert!(device.hears_soon().await.is_empty());
        }
        pass(secs(4)).await;
        let heard = listening.hears();
        assert_eq!(of_type(&heard, "new_message").len(), 1, "{heard:#?}");
        assert_eq!(types(&watching.hears()), ["room_activity"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_room_deleted_while_one_is_looked_up_is_told() {
    on_a_worker(async {
        let node = Node::start();
        let (listening, watching) = devices(&node).await;
        node.database.gate.shut(Call::Membership);
        node.publish([left(ROOM)]);
        settle().await;
        node.database.delete_room(ROOM);
        node.publish([Event::RoomDeleted(ROOM)]);
        assert_eq!(types(&listening.hears_soon().await), ["room_deleted"]);
        node.database.gate.open(&Call::Membership);
        pass(secs(2)).await;
        for device in [&listening, &watching] {
            assert!(of_type(&device.hears(), "unsubscribed").is_empty());
        }
        assert!(!listening.types_in(ROOM));
    })
    .await;
}
