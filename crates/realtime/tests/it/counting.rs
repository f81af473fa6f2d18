//! What an operator is told in figures.

use domain::{Measured, Resumed};
use realtime::QueueLimit;

use crate::support::{Node, ROOM, ann, bob, cem, on_a_worker, pass, secs, settle};

#[tokio::test(start_paused = true)]
async fn deliveries_are_counted_in_sums() {
    on_a_worker(async {
        let node = Node::start();
        let _listening = (node.listener(&ann()).await, node.listener(&bob()).await);
        node.meter.take();
        node.post(&cem(), "one");
        node.post(&cem(), "two");
        settle().await;
        assert_eq!(node.meter.take(), [Measured::Delivered(4)]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn how_a_client_comes_back_is_counted() {
    on_a_worker(async {
        let node = Node::start();
        node.post_untold(&bob(), "missed");
        let anns = node.connect(&ann());
        anns.subscribe(ROOM).await.unwrap();
        assert_eq!(node.meter.take(), []);
        anns.resume(ROOM, 0).await;
        assert_eq!(node.meter.take(), [Measured::Resumed(Resumed::Replayed)]);
        anns.resume_of(ROOM, 0, Some("e0")).await;
        assert_eq!(node.meter.take(), [Measured::Resumed(Resumed::Reset)]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_is_counted_once() {
    on_a_worker(async {
        let node = Node::with_limit(QueueLimit {
            frames: 10,
            bytes: 1_000_000,
        });
        let anns = node.listener(&ann()).await;
        node.meter.take();
        for _ in 0..12 {
            node.post(&bob(), "hello");
            settle().await;
        }
        pass(secs(30)).await;
        anns.breaks().await;
        let counted = node.meter.take();
        let slow = counted.iter().filter(|it| **it == Measured::ClosedAsSlow);
        assert_eq!(slow.count(), 1, "{counted:?}");
    })
    .await;
}
