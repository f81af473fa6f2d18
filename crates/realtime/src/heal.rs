//! Fills holes in the order of a room's events from the database.

use std::sync::{Arc, Weak};
use std::time::Duration;

use domain::RoomId;
use tokio::sync::mpsc;
use tokio::time::sleep;

use crate::Hub;

/// What is only late arrives by itself within this time; the promise is 100 ms (design, section 3).
const PATIENCE: Duration = Duration::from_millis(20);
const RETRY: Duration = Duration::from_millis(250);
const AT_ONCE: u32 = 500;

/// Runs until the hub is gone.
pub(crate) async fn run(hub: Weak<Hub>, mut holes: mpsc::UnboundedReceiver<RoomId>) {
    let mut found = Vec::new();
    while holes.recv_many(&mut found, 64).await > 0 {
        sleep(PATIENCE).await;
        for room in found.drain(..) {
            let Some(hub) = hub.upgrade() else { return };
            fill(&hub, room).await;
        }
    }
}

/// Fills the hole of one room, however many changes that takes.
async fn fill(hub: &Arc<Hub>, room: RoomId) {
    while let Some(since) = hub.missing_since(room) {
        match hub.messages.heal(room, since, AT_ONCE).await {
            Ok(Some(healing)) => {
                let is_all = healing.changes.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
                hub.heal(room, since, &healing, is_all);
                if healing.head.version <= since {
                    // The database is behind the broker: what was announced is not committed there
                    // yet, as on a replica. It will be.
                    sleep(RETRY).await;
                }
            }
            Ok(None) => hub.forget(room),
            Err(fault) => {
                tracing::error!(error = ?fault, room.id = %room, "could not fill a hole in a room");
                sleep(RETRY).await;
            }
        }
    }
}
