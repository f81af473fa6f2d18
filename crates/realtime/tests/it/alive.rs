//! Pings, and an end for those who are silent.

use serde_json::json;

use crate::support::{Node, ROOM, ann, bob, ms, of_type, on_a_worker, pass, secs, types};

#[tokio::test(start_paused = true)]
async fn every_socket_is_pinged_every_25_seconds() {
    on_a_worker(async {
        let node = Node::start();
        let devices: Vec<_> = (0..150).map(|_| node.connect(&ann())).collect();
        pass(secs(1)).await;
        for device in &devices {
            device.hears_pings_too();
        }
        for _ in 0..4 {
            pass(secs(25)).await;
            for device in &devices {
                device.socket.heard();
                assert_eq!(types(&device.hears_pings_too()), ["ping"]);
            }
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_socket_that_is_silent_for_60_seconds_is_closed() {
    on_a_worker(async {
        let node = Node::start();
        let bobs = node.listener(&bob()).await;
        let anns = node.listener(&ann()).await;
        bobs.hears();
        for _ in 0..11 {
            pass(ms(5_400)).await;
            bobs.socket.heard();
        }
        assert!(!anns.socket.is_closing());
        pass(ms(6_000)).await;
        let heard = anns.hears();
        let close = json!({"type": "close", "code": 1001});
        assert_eq!(heard.last(), Some(&close));
        // The peer may have vanished without a word, so nobody waits for the connection to break.
        pass(ms(2_500)).await;
        let heard = bobs.hears();
        assert_eq!(of_type(&heard, "user_left").len(), 1);
        assert!(!anns.socket.listens_to(ROOM));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_socket_that_says_something_stays() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        for _ in 0..10 {
            pass(secs(55)).await;
            anns.socket.heard();
        }
        assert!(!anns.socket.is_closing());
    })
    .await;
}
