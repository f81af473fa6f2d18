//! After a commit that nobody knows the end of: what may have been stored must be told all the same.

use std::{
    sync::{Arc, LazyLock, Weak},
    time::Duration,
};

use domain::{Event, Events, RoomHead, RoomId, Seq, Version};
use sqlx::Error;
use tokio::time::sleep;

use crate::engine::{Arg, Sql, Store};

/// When to look, after the connection broke: PostgreSQL may be at the commit still.
const LOOKS: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(30),
];
/// How long to wait for a database that can't be asked.
const RETRY: Duration = Duration::from_secs(1);

static HEAD: LazyLock<Sql> =
    LazyLock::new(|| Sql::new(|_| "SELECT version, last_seq FROM rooms WHERE id = $1".to_owned()));

/// Tells where these rooms stand, so that who listens finds what it was not told; until the database is
/// closed.
pub(super) async fn tell_heads(store: Weak<Store>, events: Arc<dyn Events>, rooms: Vec<RoomId>) {
    for wait in LOOKS {
        sleep(wait).await;
        for room in &rooms {
            let head = loop {
                let Some(store) = store.upgrade() else { return };
                match head_of(&store, *room).await {
                    Ok(head) => break head,
                    Err(Error::PoolClosed) => return,
                    Err(_) => {
                        drop(store);
                        sleep(RETRY).await;
                    }
                }
            };
            let told = head.map(|head| Event::StandsAt { room: *room, head });
            events.publish(told.into_iter().collect());
        }
    }
}

/// `None` of a room that was deleted.
async fn head_of(store: &Store, room: RoomId) -> Result<Option<RoomHead>, Error> {
    let rows = store.read(&HEAD, &[Arg::Int(room.get())]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(Some(RoomHead {
        version: Version::restored(row.get(0)?),
        last_seq: Seq::restored(row.get(1)?),
    }))
}
