//! How subscriptions end: at once, for good, and leaving nothing behind.

use domain::{Departure, Event, Person, Presence};
use realtime::SubscribeRefused;
use serde_json::json;

use crate::support::{Call, Device, Node, ROOM, ann, bob, on_a_worker, pass, secs, settle, types};

/// Takes the seat away and tells it, as a removal does.
fn remove(node: &Node, person: &Person, departure: Departure) {
    node.database.unseat(ROOM, person);
    node.publish([Event::MemberLeft {
        room: ROOM,
        user: person.id,
        departure,
    }]);
}

async fn hears_nothing_more(node: &Node, device: &Device) {
    node.post(&bob(), "secret");
    node.publish([Event::Typing {
        room: ROOM,
        person: bob(),
    }]);
    pass(secs(3)).await;
    assert!(device.hears().is_empty());
    assert!(!device.socket.listens_to(ROOM));
    assert!(!device.types_in(ROOM));
}

#[tokio::test(start_paused = true)]
async fn a_member_who_left_hears_nothing_on_any_device() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        let (phone, laptop) = (node.listener(&ann()).await, node.listener(&ann()).await);
        bobs.hears();
        for departure in [Departure::Left, Departure::Removed] {
            remove(&node, &ann(), departure);
            let unsubscribed = json!({"type": "unsubscribed", "room_id": 1});
            for device in [&phone, &laptop] {
                assert_eq!(
                    device.hears_soon().await,
                    std::slice::from_ref(&unsubscribed)
                );
                hears_nothing_more(&node, device).await;
            }
            assert_eq!(types(&bobs.hears())[0], "user_left");
            node.database.seat(ROOM, &ann());
            phone.subscribe(ROOM).await.unwrap();
            laptop.subscribe(ROOM).await.unwrap();
            settle().await;
            for device in [&phone, &laptop, &bobs] {
                device.hears();
            }
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_subscription_that_is_still_beginning_ends_with_the_membership() {
    on_a_worker(async {
        for held in [Call::Membership, Call::ChangedSince] {
            let node = Node::start();
            let bobs = node.listener(&bob()).await;
            let anns = node.connect(&ann());
            node.presence.told();
            node.database.gate.shut(held);
            let begun = anns.begins_to_subscribe(ROOM).await;
            remove(&node, &ann(), Departure::Removed);
            settle().await;
            node.database.gate.open(&held);
            let begun = begun.await.unwrap();
            match held {
                Call::Membership => {
                    assert!(matches!(begun, Err(SubscribeRefused::NoSeat(_))));
                    assert!(anns.hears_soon().await.is_empty());
                }
                _ => {
                    assert!(matches!(begun, Err(SubscribeRefused::Ended)));
                    assert_eq!(types(&anns.hears_soon().await), ["unsubscribed"]);
                }
            }
            bobs.hears();
            hears_nothing_more(&node, &anns).await;
            let told = node.presence.told();
            match held {
                // Who was removed before the room was read never came.
                Call::Membership => assert!(told.is_empty()),
                _ => assert_eq!(told, ["arrive 1 7", "depart 1 7"]),
            }
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn an_arrival_under_way_is_departed_after_it_and_once() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        node.presence.gate.shut(());
        let begun = anns.begins_to_subscribe(ROOM).await;
        remove(&node, &ann(), Departure::Removed);
        settle().await;
        node.presence.gate.open(&());
        assert!(begun.await.unwrap().is_err());
        settle().await;
        assert_eq!(node.presence.told(), ["arrive 1 7", "depart 1 7"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_socket_that_breaks_while_it_subscribes_leaves_nothing_behind() {
    on_a_worker(async {
        for held in [Call::Membership, Call::ChangedSince] {
            let node = Node::start();
            let anns = node.connect(&ann());
            node.database.gate.shut(held);
            let begun = anns.begins_to_subscribe(ROOM).await;
            anns.breaks().await;
            node.database.gate.open(&held);
            assert!(begun.await.unwrap().is_err());
            settle().await;
            assert!(node.local_is_silent(&anns).await);
            match held {
                Call::Membership => assert!(node.presence.told().is_empty()),
                _ => assert_eq!(node.presence.told(), ["arrive 1 7", "lose 1 7"]),
            }
            assert!(anns.vanishes().await.upgrade().is_none());
        }
    })
    .await;
}

impl Node {
    /// Whether the node has stopped to listen to the room: holes in it are then nobody's business.
    async fn local_is_silent(&self, device: &Device) -> bool {
        self.post_untold(&bob(), "lost");
        self.post(&bob(), "told");
        pass(secs(1)).await;
        device.hears().iter().all(|it| it["type"] == "nothing")
            && self.database.calls(Call::Heal) == 0
    }
}

#[tokio::test(start_paused = true)]
async fn a_deleted_room_ends_every_subscription_with_one_word() {
    on_a_worker(async {
        let node = Node::start();
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        anns.hears();
        node.presence.told();
        node.post(&bob(), "told");
        let _lost = node.database.post(ROOM, &bob(), "lost");
        let late = node.database.post(ROOM, &bob(), "late");
        for device in [&anns, &bobs] {
            device.hears_soon().await;
        }
        node.database.delete_room(ROOM);
        node.publish([Event::RoomDeleted(ROOM)]);
        for device in [&anns, &bobs] {
            let deleted = json!({"type": "room_deleted", "room_id": 1});
            assert_eq!(device.hears_soon().await, [deleted]);
            assert!(!device.socket.listens_to(ROOM));
            assert!(!device.unsubscribe(ROOM).await);
            assert!(device.subscribe(ROOM).await.is_err());
        }
        settle().await;
        assert_eq!(node.presence.told(), ["depart 1 7", "depart 1 8"]);
        let online = node.presence.online(ROOM, ann().id, 10).await;
        assert_eq!(online.unwrap().count, 0);
        node.publish([late]);
        pass(secs(1)).await;
        assert_eq!(
            node.database.calls(Call::Heal),
            0,
            "nobody listens any more"
        );
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_room_deleted_while_a_subscription_begins_ends_it() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        node.database.gate.shut(Call::ChangedSince);
        let begun = anns.begins_to_subscribe(ROOM).await;
        node.database.delete_room(ROOM);
        node.publish([Event::RoomDeleted(ROOM)]);
        settle().await;
        node.database.gate.open(&Call::ChangedSince);
        assert!(begun.await.unwrap().is_err());
        settle().await;
        assert!(!anns.socket.listens_to(ROOM));
        assert_eq!(node.presence.told(), ["arrive 1 7", "depart 1 7"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_disconnected_device_is_freed_with_all_it_held() {
    on_a_worker(async {
        let node = Node::start();
        node.database.seat(crate::support::OTHER_ROOM, &ann());
        let anns = node.listener(&ann()).await;
        anns.subscribe(crate::support::OTHER_ROOM).await.unwrap();
        anns.hears();
        anns.watch().await;
        node.post(&bob(), "hello");
        settle().await;
        assert_eq!(node.hub.sockets(), 1);
        anns.breaks().await;
        anns.breaks().await;
        assert_eq!(node.hub.sockets(), 0);
        assert_eq!(node.presence.told().len(), 4);
        settle().await;
        assert!(anns.vanishes().await.upgrade().is_none());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_device_that_breaks_while_it_catches_up_is_freed() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.listener(&ann()).await;
        node.database.gate.shut(Call::ChangedSince);
        for _ in 0..2_500 {
            node.post_untold(&bob(), "lost");
        }
        node.post(&bob(), "told");
        pass(secs(1)).await;
        let gone = anns.vanishes().await;
        assert!(gone.upgrade().is_some(), "it was not catching up");
        node.database.gate.open(&Call::ChangedSince);
        settle().await;
        assert!(gone.upgrade().is_none());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn ending_a_subscription_keeps_those_of_others_and_of_other_workers() {
    on_a_worker(async {
        let node = Node::start();
        let second = node.worker();
        let anns = node.listener(&ann()).await;
        let bobs = node.connect_to(&second, &bob());
        bobs.subscribe(ROOM).await.unwrap();
        bobs.hears_soon().await;
        anns.hears();
        anns.unsubscribe(ROOM).await;
        assert_eq!(types(&bobs.hears_soon().await), ["user_left"]);
        node.post_untold(&ann(), "lost");
        node.post(&ann(), "told");
        pass(secs(1)).await;
        assert_eq!(types(&bobs.hears()), ["new_message", "new_message"]);
        assert!(anns.hears().is_empty());
    })
    .await;
}
