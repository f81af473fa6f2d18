//! How much one may ask for.

use std::num::NonZeroU32;
use std::time::Duration;

use domain::{Limited, Limiter, Quota, RoomId, Verdict};
use realtime::{LocalLimiter, NoLimits, SubscribeRefused};

use crate::support::{Node, ann, bob, on_a_worker};

fn thirty() -> LocalLimiter {
    let (limiter, _forgetting) = LocalLimiter::new(NonZeroU32::new(30).unwrap());
    limiter
}

#[tokio::test(start_paused = true)]
async fn a_socket_listens_to_at_most_50_rooms() {
    on_a_worker(async {
        let node = Node::start();
        let rooms: Vec<_> = (101..=151).map(RoomId::restored).collect();
        for room in &rooms {
            node.database.seat(*room, &ann());
        }
        let (last, first) = rooms.split_last().unwrap();
        let anns = node.connect(&ann());
        for room in first {
            anns.subscribe(*room).await.unwrap();
        }
        let refused = anns.subscribe(*last).await;
        assert!(matches!(refused, Err(SubscribeRefused::TooMany)));
        anns.subscribe(first[0]).await.unwrap();
        anns.unsubscribe(first[1]).await;
        anns.subscribe(*last).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_31st_send_in_a_minute_is_refused_and_told_when_to_try_again() {
    let limiter = thirty();
    for left in (0..30).rev() {
        let taken = limiter.take(Limited::Sends(ann().id)).await.unwrap();
        let Verdict::Allowed(Some(Quota {
            limit, remaining, ..
        })) = taken
        else {
            panic!("refused too early: {taken:?}");
        };
        assert_eq!((limit, remaining), (30, left));
    }
    let refused = limiter.take(Limited::Sends(ann().id)).await.unwrap();
    let Verdict::Refused { quota, retry_after } = refused else {
        panic!("allowed too much: {refused:?}");
    };
    assert_eq!((quota.limit, quota.remaining), (30, 0));
    assert_eq!(quota.reset_in, Duration::from_secs(60));
    // One send comes back every two seconds.
    assert!(retry_after > Duration::ZERO && retry_after <= Duration::from_secs(2));
}

#[tokio::test]
async fn one_sender_does_not_use_up_the_sends_of_another() {
    let limiter = thirty();
    for _ in 0..31 {
        limiter.take(Limited::Sends(ann().id)).await.unwrap();
    }
    let bobs = limiter.take(Limited::Sends(bob().id)).await.unwrap();
    assert!(matches!(bobs, Verdict::Allowed(Some(quota)) if quota.remaining == 29));
}

#[tokio::test]
async fn without_limits_everything_is_allowed() {
    for _ in 0..100 {
        let taken = NoLimits.take(Limited::Sends(ann().id)).await.unwrap();
        assert_eq!(taken, Verdict::Allowed(None));
    }
}
