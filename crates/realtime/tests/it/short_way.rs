//! What a connection takes at once goes to it at once; the rest waits, and nothing overtakes anything.

use std::task::{Context, Poll, Waker};

use domain::{Event, RoomName};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{Device, Node, ROOM, ann, bob, cem, on_a_worker, settle, types};

/// As much as any connection takes.
const ALL: usize = usize::MAX;

#[tokio::test(start_paused = true)]
async fn a_message_is_sent_without_waking_the_reader() {
    on_a_worker(async {
        let node = Node::start();
        let anns = listener_over(&node, ALL).await;
        node.post(&bob(), "hello");
        node.post(&bob(), "again");
        settle().await;
        assert!(is_drained(&anns));
        assert_eq!(types(&anns.hears()), ["new_message", "new_message"]);
    })
    .await;
}

/// It may be long, and the buffers that it would go through otherwise stay as large as it was.
#[tokio::test(start_paused = true)]
async fn a_subscription_begins_by_the_short_way() {
    on_a_worker(async {
        let node = Node::start();
        for text in ["missed", "this too"] {
            node.post_untold(&bob(), text);
        }
        let anns = node.connect_over(&ann(), ALL);
        assert!(is_drained(&anns));
        anns.subscribe(ROOM).await.unwrap();
        assert!(is_drained(&anns));
        assert_eq!(types(&anns.hears()), ["subscribed"]);
        let replayed = anns.resume(ROOM, 0).await;
        assert_eq!(
            types(&replayed),
            ["new_message", "new_message", "subscribed"]
        );
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn an_author_hears_their_own_message_the_same_way() {
    on_a_worker(async {
        let node = Node::start();
        let anns = listener_over(&node, ALL).await;
        node.post(&ann(), "mine");
        settle().await;
        assert!(is_drained(&anns));
        assert_eq!(types(&anns.hears()), ["new_message"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_does_not_fit_is_left_to_the_reader() {
    on_a_worker(async {
        let node = Node::start();
        let anns = listener_over(&node, 10).await;
        node.post(&bob(), "hello");
        settle().await;
        assert_eq!(anns.pipe.holds(), 10);
        assert_eq!(types(&anns.hears()), ["new_message"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_is_about_to_come_is_not_overtaken() {
    on_a_worker(async {
        let node = Node::start();
        let anns = listener_over(&node, ALL).await;
        node.publish([renamed(&node, 1)]);
        node.post(&bob(), "hello");
        settle().await;
        assert_eq!(anns.pipe.holds(), 0);
        assert_eq!(types(&anns.hears()), ["room_updated", "new_message"]);
    })
    .await;
}

/// What happens in the room, and how the connection fares.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Told by the short way, if there is room.
    Post,
    /// Told through the reader.
    Rename,
    Read,
    Appetite(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let appetite = prop_oneof![Just(0), 1_usize..400, Just(ALL)];
    let step = prop_oneof![
        4 => Just(Step::Post),
        1 => Just(Step::Rename),
        1 => Just(Step::Read),
        2 => appetite.prop_map(Step::Appetite),
    ];
    vec(step, 1..60)
}

proptest! {
    #[test]
    fn whatever_the_connection_takes_everything_arrives_once_and_in_order(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let (told, heard) = runtime.unwrap().block_on(on_a_worker(play(steps)));
        prop_assert_eq!(told, heard);
    }
}

/// What was told, and what was heard of it.
async fn play(steps: Vec<Step>) -> (Vec<String>, Vec<String>) {
    let node = Node::start();
    let anns = listener_over(&node, ALL).await;
    let (mut told, mut heard) = (Vec::new(), Vec::new());
    for (number, step) in steps.into_iter().enumerate() {
        match step {
            Step::Post => {
                // Some authors are the listener, who gets frames of their own.
                let author = if number % 3 == 0 { ann() } else { cem() };
                node.post(&author, &number.to_string());
                told.push(number.to_string());
            }
            Step::Rename => {
                node.publish([renamed(&node, number)]);
                told.push(format!("room {number}"));
            }
            Step::Read => heard.extend(anns.hears().iter().map(gist)),
            Step::Appetite(bytes) => anns.pipe.takes(bytes),
        }
        if number % 2 == 0 {
            settle().await;
        }
    }
    heard.extend(anns.hears_soon().await.iter().map(gist));
    (told, heard)
}

fn gist(frame: &Value) -> String {
    let text = match frame["type"].as_str() {
        Some("new_message") => &frame["message"]["content"],
        _ => &frame["room"]["name"],
    };
    text.as_str().unwrap().to_owned()
}

fn renamed(node: &Node, number: usize) -> Event {
    let mut room = node.database.described(ROOM);
    room.name = RoomName::restored(format!("room {number}"));
    Event::RoomUpdated(room)
}

async fn listener_over(node: &Node, appetite: usize) -> Device {
    let device = node.connect_over(&ann(), appetite);
    device.subscribe(ROOM).await.unwrap();
    settle().await;
    device.hears();
    device
}

/// Whether nothing waits for the reader.
fn is_drained(device: &Device) -> bool {
    let mut cx = Context::from_waker(Waker::noop());
    device.socket.poll_frame(&mut cx) == Poll::Pending
}
