//! Sockets of a session that ended.

use domain::{Connections, Ended, Event, RoomId, SessionId};
use serde_json::json;
use uuid::Uuid;

use crate::support::{
    Device, Node, ROOM, ann, bob, of_type, on_a_worker, pass, secs, session, settle, types,
};

fn signed_out(ended: Ended) -> Event {
    Event::SignedOut {
        user: ann().id,
        ended,
    }
}

const PHONE: SessionId = SessionId::new(Uuid::from_u128(71));
const LAPTOP: SessionId = SessionId::new(Uuid::from_u128(72));

fn is_closed(device: &Device) -> bool {
    let heard = device.hears();
    heard.last() == Some(&json!({"type": "close", "code": 1008}))
}

#[tokio::test(start_paused = true)]
async fn only_the_sockets_of_an_ended_session_close_on_every_worker() {
    on_a_worker(async {
        let node = Node::start();
        let other = node.worker();
        let phones = [
            node.connect_by(&node.local, &ann(), PHONE),
            node.connect_by(&other, &ann(), PHONE),
        ];
        let laptop = node.connect_by(&node.local, &ann(), LAPTOP);
        let bobs = node.connect_by(&node.local, &bob(), PHONE);
        node.publish([signed_out(Ended::One(PHONE))]);
        settle().await;
        assert!(phones.iter().all(is_closed));
        assert!(!is_closed(&laptop) && !is_closed(&bobs));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn all_but_one_and_all_mean_what_they_say() {
    on_a_worker(async {
        let node = Node::start();
        let phone = node.connect_by(&node.local, &ann(), PHONE);
        let laptop = node.connect_by(&node.local, &ann(), LAPTOP);
        node.publish([signed_out(Ended::AllBut(LAPTOP))]);
        settle().await;
        assert!(is_closed(&phone) && !is_closed(&laptop));
        node.publish([signed_out(Ended::All)]);
        settle().await;
        assert!(is_closed(&laptop));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_is_signed_out_hears_nothing_that_still_waits_and_is_gone_from_the_room() {
    on_a_worker(async {
        let node = Node::start();
        let (anns, bobs) = (node.listener(&ann()).await, node.listener(&bob()).await);
        bobs.hears();
        node.post(&bob(), "waits to be written");
        node.publish([signed_out(Ended::All)]);
        node.post(&bob(), "comes too late");
        settle().await;
        assert_eq!(types(&anns.hears()), ["close"]);
        assert!(!anns.socket.listens_to(ROOM));
        pass(secs(3)).await;
        assert_eq!(of_type(&bobs.hears(), "user_left").len(), 1);
    })
    .await;
}

/// More notices than may wait for a worker.
#[tokio::test(start_paused = true)]
async fn a_worker_that_fell_behind_closes_them_all_the_same() {
    on_a_worker(async {
        let node = Node::start();
        let anns = node.connect(&ann());
        let unheard = Event::RoomDeleted(RoomId::restored(77));
        for _ in 0..70_000 {
            node.publish([unheard.clone()]);
        }
        node.publish([signed_out(Ended::One(session(&ann())))]);
        settle().await;
        assert!(is_closed(&anns));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_person_is_connected_while_any_device_is() {
    on_a_worker(async {
        let node = Node::start();
        let people = [ann().id, bob().id];
        let (first, second) = (node.connect(&ann()), node.connect(&ann()));
        assert_eq!(node.hub.among(&people).await.unwrap(), [ann().id]);
        first.breaks().await;
        assert_eq!(node.hub.among(&people).await.unwrap(), [ann().id]);
        second.breaks().await;
        second.breaks().await;
        assert_eq!(node.hub.among(&people).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_sessions_of_all_sockets_are_known_each_once() {
    on_a_worker(async {
        let node = Node::start();
        let other = node.worker();
        let phone = node.connect_by(&node.local, &ann(), PHONE);
        let again = node.connect_by(&other, &ann(), PHONE);
        let _laptop = node.connect_by(&other, &bob(), LAPTOP);
        let mut both = vec![(ann().id, PHONE), (bob().id, LAPTOP)];
        both.sort_unstable();
        assert_eq!(node.hub.sessions().await.unwrap(), both);
        phone.breaks().await;
        assert_eq!(node.hub.sessions().await.unwrap(), both);
        again.breaks().await;
        assert_eq!(node.hub.sessions().await.unwrap(), [(bob().id, LAPTOP)]);
    })
    .await;
}
