//! A node, its people and their devices, and a database that answers when told to.

mod database;
mod device;
mod gate;
mod node;
mod ports;
mod view;

use std::time::Duration;

use domain::{Person, RoomId, UserId, Username};
use tokio::task::{LocalSet, yield_now};
use tokio::time::sleep;

pub use database::{Call, Database};
pub use device::{Device, of_type, types};
pub use node::{Node, RecordedPresence};
pub use view::View;

pub const ROOM: RoomId = RoomId::restored(1);
pub const OTHER_ROOM: RoomId = RoomId::restored(2);

pub fn ann() -> Person {
    person(7, "Ann")
}

pub fn bob() -> Person {
    person(8, "Bob")
}

pub fn cem() -> Person {
    person(9, "Cem")
}

pub fn person(id: i64, name: &str) -> Person {
    Person {
        id: UserId::restored(id),
        username: Username::restored(name),
    }
}

/// Runs a test as the worker threads of the server run: many tasks, one thread.
pub async fn on_a_worker<T>(test: impl Future<Output = T>) -> T {
    LocalSet::new().run_until(test).await
}

/// Lets every task do what it can do now.
pub async fn settle() {
    for _ in 0..100 {
        yield_now().await;
    }
}

/// Lets the paused clock run, timer by timer.
pub async fn pass(time: Duration) {
    sleep(time).await;
    settle().await;
}

pub const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}
