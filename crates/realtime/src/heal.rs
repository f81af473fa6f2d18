//! Fills holes in the order of a room's events from the database.

use std::sync::{Arc, Weak};
use std::time::Duration;

use domain::{Event, Healing, RoomId, Version};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::Hub;
use crate::notice::Notice;
use crate::replay;

/// What is only late arrives by itself within this time; a hole is to be closed within 100 ms.
const PATIENCE: Duration = Duration::from_millis(20);
/// The database broke down or lags behind the broker, as a replica does.
const RETRY: Duration = Duration::from_millis(250);
/// Who missed more than this reads anew for themselves.
const MOST_HEALED: u32 = 2_000;
/// So many rooms are read at once, so that healing leaves the database to those who chat.
const READERS: usize = 8;

/// What the database had for a hole.
pub(crate) struct Filling {
    pub(crate) notice: Notice,
    /// Up to where it reaches.
    pub(crate) version: Version,
}

/// Runs until the hub is gone. Rooms are healed side by side: one that can't be healed yet must not
/// hold up the others.
pub(crate) async fn run(hub: Weak<Hub>, mut holes: mpsc::UnboundedReceiver<RoomId>) {
    let readers = Arc::new(Semaphore::new(READERS));
    let mut healing = JoinSet::new();
    loop {
        tokio::select! {
            found = holes.recv() => match found {
                Some(room) => {
                    healing.spawn(heal(Weak::clone(&hub), room, Arc::clone(&readers)));
                }
                None => return,
            },
            Some(_) = healing.join_next() => {}
        }
    }
}

/// Fills the holes of one room, until nothing is missing.
async fn heal(hub: Weak<Hub>, room: RoomId, readers: Arc<Semaphore>) {
    let mut missed = None;
    while let Some(hub) = hub.upgrade() {
        let Some(since) = hub.missing_since(room) else {
            return;
        };
        if missed.replace(since) != Some(since) {
            // As long as something comes, what is missing may come too.
            pause(hub, PATIENCE).await;
            continue;
        }
        let reader = readers.acquire().await;
        let found = hub.messages.heal(room, since, MOST_HEALED).await;
        drop(reader);
        match found {
            Ok(Some(healing)) if healing.head.version > since => {
                hub.fill(room, since, filling(room, since, &healing));
            }
            Ok(Some(_)) => pause(hub, RETRY).await,
            Ok(None) => return hub.receive(vec![Event::RoomDeleted(room)]),
            Err(fault) => {
                tracing::error!(error = %fault.with_causes(), room.id = %room, "could not fill a hole in a room");
                pause(hub, RETRY).await;
            }
        }
    }
}

/// Waits without keeping the hub alive.
async fn pause(hub: Arc<Hub>, time: Duration) {
    drop(hub);
    sleep(time).await;
}

fn filling(room: RoomId, since: Version, healing: &Healing) -> Filling {
    let is_all = u32::try_from(healing.changes.len()).is_ok_and(|found| found < MOST_HEALED);
    let notice = if is_all {
        Notice::Change(Arc::new(replay::delivery(room, since, healing)))
    } else {
        let last_seq = healing.head.last_seq;
        Notice::Overtaken { room, last_seq }
    };
    Filling {
        notice,
        version: healing.head.version,
    }
}
