//! Who reads too slowly is sent away, and costs others nothing.

use realtime::QueueLimit;
use serde_json::json;

use crate::support::{
    Node, ROOM, View, ann, bob, cem, of_type, on_a_worker, pass, secs, settle, types,
};

const FEW: QueueLimit = QueueLimit {
    frames: 10,
    bytes: 1_000_000,
};

#[tokio::test(start_paused = true)]
async fn who_reads_too_slowly_is_closed_and_others_hear_everything() {
    on_a_worker(async {
        let node = Node::with_limit(FEW);
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        anns.hears();
        let mut heard = Vec::new();
        for _ in 0..11 {
            node.post(&cem(), "hello");
            heard.extend(bobs.hears_soon().await);
        }
        assert_eq!(heard.len(), 11);
        assert!(anns.socket.is_closing());
        assert!(!bobs.socket.is_closing());
        // What waited is thrown away: it would be read too late, and is resumed anyway.
        let close = json!({"type": "close", "code": 1013});
        assert_eq!(anns.hears_soon().await, [close]);
        node.post(&cem(), "hello");
        assert!(anns.hears_soon().await.is_empty());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_bytes_that_wait_are_bounded_too() {
    on_a_worker(async {
        let limit = QueueLimit {
            frames: 1_000,
            bytes: 10_000,
        };
        let node = Node::with_limit(limit);
        let anns = node.listener(&ann()).await;
        for _ in 0..12 {
            node.post(&bob(), &"x".repeat(1_000));
            settle().await;
        }
        let heard = anns.hears_soon().await;
        assert_eq!(heard, [json!({"type": "close", "code": 1013})]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_was_closed_is_gone_after_the_grace_even_if_the_peer_never_notices() {
    on_a_worker(async {
        let node = Node::with_limit(FEW);
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        anns.hears();
        for _ in 0..11 {
            node.post(&cem(), "hello");
            bobs.hears_soon().await;
        }
        assert!(anns.socket.is_closing());
        pass(secs(8)).await;
        assert_eq!(types(&bobs.hears()), ["user_left"]);
        assert!(!anns.socket.listens_to(ROOM));
        assert!(anns.vanishes().await.upgrade().is_none());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_replay_longer_than_the_queue_is_not_slowness() {
    on_a_worker(async {
        let node = Node::with_limit(FEW);
        for _ in 0..400 {
            node.post_untold(&bob(), "missed");
        }
        let anns = node.connect(&ann());
        let mut view = View::empty(ann().id);
        let begun = anns.begins_to_subscribe(ROOM).await;
        begun.await.unwrap().unwrap();
        anns.hears();
        let heard = anns.resume(ROOM, 0).await;
        assert_eq!(of_type(&heard, "new_message").len(), 400);
        view.apply_all(&heard);
        // As many as fit beside the next replay, which nobody reads yet.
        let resumed = domain::Version::restored(0);
        let resume = protocol::Resume {
            since: resumed,
            epoch: None,
        };
        let again = anns.local.subscribe(&anns.socket, ROOM, Some(resume));
        again.await.unwrap();
        for _ in 0..9 {
            node.post(&bob(), "live");
        }
        settle().await;
        assert!(!anns.socket.is_closing());
        let heard = anns.hears();
        let mut view = View::empty(ann().id);
        view.apply_all(&heard);
        assert_eq!(view, View::of(&node.database, ROOM, ann().id));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn replays_are_not_piled_up_for_somebody_who_does_not_read() {
    on_a_worker(async {
        let node = Node::with_limit(FEW);
        for _ in 0..20 {
            node.post_untold(&bob(), "missed");
        }
        let anns = node.connect(&ann());
        let asking = anns.clone();
        let asking = tokio::task::spawn_local(async move {
            for _ in 0..50 {
                let resume = protocol::Resume {
                    since: domain::Version::ZERO,
                    epoch: None,
                };
                let begun = asking.local.subscribe(&asking.socket, ROOM, Some(resume));
                begun.await.unwrap();
            }
        });
        pass(secs(1)).await;
        assert_eq!(anns.hears().len(), 21);
        while !asking.is_finished() {
            assert_eq!(anns.hears_soon().await.len(), 21);
        }
        asking.await.unwrap();
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_room_and_goes_is_freed() {
    on_a_worker(async {
        let node = Node::with_limit(FEW);
        for _ in 0..20 {
            node.post_untold(&bob(), "missed");
        }
        let anns = node.connect(&ann());
        let resume = protocol::Resume {
            since: domain::Version::ZERO,
            epoch: None,
        };
        let first = anns.local.subscribe(&anns.socket, ROOM, Some(resume));
        first.await.unwrap();
        let waiting = anns.begins_to_subscribe(ROOM).await;
        assert!(!waiting.is_finished());
        let gone = anns.vanishes().await;
        assert!(waiting.await.unwrap().is_err());
        settle().await;
        assert!(gone.upgrade().is_none());
    })
    .await;
}
