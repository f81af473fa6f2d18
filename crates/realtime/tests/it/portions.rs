//! A large room is told in portions, between which others have their turn.

use tokio::task::yield_now;

use crate::support::{Device, Node, ROOM, ann, bob, of_type, on_a_worker, settle, types};

/// More than two portions.
const MANY: usize = 150;

async fn crowd(node: &Node) -> Vec<Device> {
    let mut devices = Vec::new();
    for _ in 0..MANY {
        devices.push(node.listener(&ann()).await);
    }
    devices
}

#[tokio::test(start_paused = true)]
async fn everybody_hears_everything_once_and_in_order() {
    on_a_worker(async {
        let node = Node::start();
        let crowd = crowd(&node).await;
        for text in ["one", "two", "three"] {
            node.post(&bob(), text);
            yield_now().await;
        }
        settle().await;
        for device in &crowd {
            let heard = device.hears();
            let texts = of_type(&heard, "new_message");
            let texts: Vec<_> = texts.iter().map(|it| &it["message"]["content"]).collect();
            assert_eq!(texts, ["one", "two", "three"]);
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn whoever_leaves_between_two_portions_hears_nothing_more() {
    for turns in 0..8 {
        on_a_worker(async {
            let node = Node::start();
            let crowd = crowd(&node).await;
            let last = crowd.last().unwrap();
            node.post(&bob(), "hello");
            for _ in 0..turns {
                yield_now().await;
            }
            last.unsubscribe(ROOM).await;
            last.hears();
            assert!(last.hears_soon().await.is_empty());
            let first = crowd.first().unwrap();
            assert_eq!(types(&first.hears()), ["new_message"]);
        })
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_comes_between_two_portions_misses_nothing_and_hears_nothing_twice() {
    for turns in 0..8 {
        on_a_worker(async {
            let node = Node::start();
            let _crowd = crowd(&node).await;
            let newcomer = node.connect(&ann());
            node.post(&bob(), "hello");
            for _ in 0..turns {
                yield_now().await;
            }
            newcomer.subscribe(ROOM).await.unwrap();
            let heard = newcomer.hears_soon().await;
            // The message is told before: whoever subscribes finds it in the history.
            assert_eq!(types(&heard), ["subscribed"]);
            assert_eq!(heard[0]["version"], 1);
            node.post(&bob(), "again");
            assert_eq!(types(&newcomer.hears_soon().await), ["new_message"]);
        })
        .await;
    }
}
