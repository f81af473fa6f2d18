//! What only some people may see: an author's client id, and who reacted themselves.

use domain::{ClientId, Event};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Node, ROOM, ann, bob, cem, ms, of_type, on_a_worker, pass};

const CLIENT_ID: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);

fn post_of_ann(node: &Node) -> Event {
    let client_id = ClientId::restored(CLIENT_ID);
    let database = &node.database;
    database.post_as(ROOM, &ann(), "hello", Some(client_id))
}

fn client_id(heard: &[Value]) -> Option<&str> {
    heard[0]["message"].get("client_id").and_then(Value::as_str)
}

#[tokio::test(start_paused = true)]
async fn the_sender_alone_is_told_the_client_id_on_every_device() {
    on_a_worker(async {
        let node = Node::start();
        let (phone, laptop) = (node.listener(&ann()).await, node.listener(&ann()).await);
        let bobs = node.listener(&bob()).await;
        phone.hears();
        laptop.hears();
        node.publish([post_of_ann(&node)]);
        let told = CLIENT_ID.to_string();
        assert_eq!(client_id(&phone.hears_soon().await), Some(told.as_str()));
        assert_eq!(client_id(&laptop.hears_soon().await), Some(told.as_str()));
        assert_eq!(client_id(&bobs.hears_soon().await), None);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_sender_alone_is_told_the_client_id_of_a_message_that_was_lost() {
    on_a_worker(async {
        let node = Node::start();
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        anns.hears();
        post_of_ann(&node);
        node.post(&cem(), "told");
        pass(ms(100)).await;
        let told = CLIENT_ID.to_string();
        assert_eq!(client_id(&anns.hears()), Some(told.as_str()));
        assert_eq!(client_id(&bobs.hears()), None);
        let resumed = node.connect(&bob()).resume(ROOM, 0).await;
        assert_eq!(client_id(&resumed), None);
        let resumed = node.connect(&ann()).resume(ROOM, 0).await;
        assert_eq!(client_id(&resumed), Some(told.as_str()));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn reactions_that_were_lost_are_told_to_each_as_their_own_or_not() {
    on_a_worker(async {
        let node = Node::start();
        let message = node.post_untold(&ann(), "hello");
        let people = [ann(), bob(), cem()];
        let mut devices = Vec::new();
        for person in &people {
            devices.push(node.listener(person).await);
        }
        for device in &devices {
            device.hears();
        }
        node.database.react(ROOM, message, ann().id, "👍");
        node.database.react(ROOM, message, bob().id, "👍");
        node.database.react(ROOM, message, bob().id, "🎉");
        node.post(&cem(), "told");
        pass(ms(100)).await;
        let own = [(true, false), (true, true), (false, false)];
        for (device, (thumb, party)) in devices.iter().zip(own) {
            let heard = device.hears();
            let changed = of_type(&heard, "reactions_changed");
            let expected = json!([
                {"emoji": "👍", "count": 2, "reacted_by_me": thumb},
                {"emoji": "🎉", "count": 1, "reacted_by_me": party},
            ]);
            assert_eq!(changed[0]["reactions"], expected);
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_waits_together_goes_out_as_one_block_but_for_its_author() {
    on_a_worker(async {
        let node = Node::start();
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        anns.hears();
        bobs.hears();
        node.publish([post_of_ann(&node)]);
        node.post(&cem(), "two");
        node.post(&cem(), "three");
        pass(ms(1)).await;
        assert_eq!(bobs.hears_in_blocks(), [3]);
        assert_eq!(anns.hears_in_blocks(), [1, 1, 1]);
    })
    .await;
}
