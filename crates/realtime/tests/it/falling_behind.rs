//! A worker whose notices did not fit reads everything anew.

use domain::{Departure, Event};

use crate::support::{
    Call, Node, ROOM, View, ann, bob, cem, of_type, on_a_worker, pass, secs, settle, types,
};

/// More notices than may wait for a worker, and none of them matters.
fn flood(node: &Node) {
    for _ in 0..70_000 {
        node.publish([Event::Read {
            room: domain::RoomId::restored(77),
            user: ann().id,
            marker: domain::ReadMarker {
                seq: domain::Seq::restored(1),
                at: domain::Timestamp::from_micros(0),
            },
        }]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_fell_behind_tells_its_sockets_what_they_missed() {
    on_a_worker(async {
        let node = Node::start();
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        let mut view = View::empty(ann().id);
        let first = node.post_untold(&bob(), "hello");
        node.publish([node.database.edit(ROOM, first, "hi")]);
        pass(secs(1)).await;
        flood(&node);
        for _ in 0..20 {
            node.post(&bob(), "missed");
        }
        node.publish([node.database.edit(ROOM, first, "goodbye")]);
        settle().await;
        node.post(&bob(), "live");
        pass(secs(1)).await;
        view.apply_all(&anns.hears());
        assert_eq!(view, View::of(&node.database, ROOM, ann().id));
        let heard = bobs.hears();
        let subscribed = of_type(&heard, "subscribed");
        assert_eq!(subscribed[0]["resume"], "replayed");
        assert_eq!(subscribed[0]["online_count"], 2);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_was_removed_unheard_is_not_told_what_was_missed() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.listener(&ann()).await;
        node.presence.told();
        flood(&node);
        node.database.unseat(ROOM, &ann());
        node.publish([Event::MemberLeft {
            room: ROOM,
            user: ann().id,
            departure: Departure::Removed,
        }]);
        node.post(&bob(), "secret");
        pass(secs(1)).await;
        let heard = anns.hears();
        assert_eq!(heard.len(), 1);
        assert_eq!(heard[0]["type"], "unsubscribed");
        assert_eq!(node.presence.told(), ["depart 1 7"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn watchers_are_told_to_read_their_lists_and_what_they_missed() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        anns.watch().await;
        let cems = node.connect(&cem());
        cems.watch().await;
        flood(&node);
        node.post(&bob(), "missed");
        node.database.unseat(ROOM, &cem());
        node.publish([Event::MemberLeft {
            room: ROOM,
            user: cem().id,
            departure: Departure::Left,
        }]);
        pass(secs(1)).await;
        let heard = anns.hears();
        assert_eq!(of_type(&heard, "watching").len(), 1);
        assert_eq!(of_type(&heard, "room_activity")[0]["unread_count"], 1);
        // Until his list is read, Cem may still hear how many messages there are.
        assert_eq!(types(&cems.hears()).last(), Some(&"watching"));
        node.post(&bob(), "secret");
        pass(secs(2)).await;
        assert!(cems.hears().is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_stop_is_not_missed() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        flood(&node);
        node.hub.restart();
        pass(secs(1)).await;
        let heard = anns.hears();
        assert_eq!(heard[0]["type"], "server_restarting");
        assert_eq!(heard[1]["code"], 1012);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_database_that_lags_is_asked_again_but_not_without_pause() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.listener(&ann()).await;
        flood(&node);
        node.post(&bob(), "missed");
        node.database.state().unseen = 2;
        settle().await;
        node.post(&bob(), "live");
        pass(secs(1)).await;
        let asked = node.database.calls(Call::ChangedSince);
        assert!((3..20).contains(&asked), "{asked}");
        node.database.state().unseen = 0;
        pass(secs(1)).await;
        let mut view = View::empty(ann().id);
        view.apply_all(&anns.hears());
        assert_eq!(view, View::of(&node.database, ROOM, ann().id));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_cannot_catch_up_is_sent_away_to_resume() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.listener(&ann()).await;
        node.database.break_down(Call::ChangedSince, 1);
        flood(&node);
        pass(secs(1)).await;
        assert_eq!(anns.hears()[0]["code"], 1013);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_many_rooms_missed_is_read_one_by_one_as_the_client_reads() {
    on_a_worker(async {
        let node = Node::with_limit(realtime::QueueLimit {
            frames: 20,
            bytes: 1_000_000,
        });
        let rooms: Vec<_> = (1..=5).map(domain::RoomId::restored).collect();
        let anns = node.connect(&ann());
        for room in &rooms {
            node.database.seat(*room, &ann());
            anns.subscribe(*room).await.unwrap();
            anns.hears_soon().await;
        }
        for room in &rooms {
            for _ in 0..30 {
                node.database.post(*room, &bob(), "missed");
            }
        }
        let before = node.database.calls(Call::ChangedSince);
        flood(&node);
        settle().await;
        // One replay waits; the others are not even read.
        assert_eq!(node.database.calls(Call::ChangedSince) - before, 1);
        let mut heard = Vec::new();
        for _ in &rooms {
            heard.extend(anns.hears_soon().await);
        }
        assert_eq!(of_type(&heard, "new_message").len(), 150);
        assert!(!anns.socket.is_closing());
    })
    .await;
}
