//! A server that stops says so.

use serde_json::Value;

use crate::support::{Device, Node, ann, bob, on_a_worker, settle, types};

async fn is_told(device: &Device) -> u64 {
    let heard = device.hears_soon().await;
    assert_eq!(types(&heard), ["server_restarting", "close"]);
    assert_eq!(heard[1]["code"], 1012);
    heard[0]["reconnect_in_ms"].as_u64().unwrap()
}

#[tokio::test(start_paused = true)]
async fn every_socket_is_told_when_to_come_back_and_closed() {
    on_a_worker(async {
        let node = Node::start();
        let second = node.worker();
        let devices = [
            node.listener(&ann()).await,
            node.connect(&bob()),
            node.connect_to(&second, &bob()),
        ];
        node.hub.restart();
        let mut waits = Vec::new();
        for device in &devices {
            waits.push(is_told(device).await);
        }
        waits.dedup();
        assert_eq!(waits.len(), 3, "not all come back at once");
        node.post(&bob(), "too late");
        for device in &devices {
            let heard: Vec<Value> = device.hears_soon().await;
            assert!(heard.is_empty());
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_connects_while_the_server_stops_is_told_too() {
    on_a_worker(async {
        let node = Node::start();
        node.hub.restart();
        // Before and after the worker has heard of it, and on a worker that starts late.
        let early = node.connect(&ann());
        is_told(&early).await;
        settle().await;
        let late = node.connect(&ann());
        is_told(&late).await;
        let last = node.connect_to(&node.worker(), &ann());
        is_told(&last).await;
        assert_eq!(node.hub.sockets(), 3);
    })
    .await;
}
