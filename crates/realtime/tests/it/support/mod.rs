//! A node, its people and their devices, and a database that answers when told to.

mod database;
mod device;
mod gate;
mod node;
mod pipe;
mod ports;
mod view;

use std::time::Duration;

use domain::{Person, RoomId, UserId, Username};
use tokio::task::{LocalSet, yield_now};
use tokio::time::sleep;

pub(crate) use database::{Call, Database};
pub(crate) use device::{Device, of_type, types};
pub(crate) use node::{Node, session};
pub(crate) use pipe::Pipe;
pub(crate) use view::View;

pub(crate) const ROOM: RoomId = RoomId::restored(1);
pub(crate) const OTHER_ROOM: RoomId = RoomId::restored(2);

pub(crate) fn ann() -> Person {
    person(7, "Ann")
}

pub(crate) fn bob() -> Person {
    person(8, "Bob")
}

pub(crate) fn cem() -> Person {
    person(9, "Cem")
}

pub(crate) fn person(id: i64, name: &str) -> Person {
    Person {
        id: UserId::restored(id),
        username: Username::restored(name),
    }
}

/// Runs a test as the worker threads of the server run: many tasks, one thread.
pub(crate) async fn on_a_worker<T>(test: impl Future<Output = T>) -> T {
    LocalSet::new().run_until(test).await
}

/// Lets every task do what it can do now.
pub(crate) async fn settle() {
    for _ in 0..100 {
        yield_now().await;
    }
}

/// Lets the paused clock run, timer by timer.
pub(crate) async fn pass(time: Duration) {
    sleep(time).await;
    settle().await;
}

pub(crate) const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub(crate) const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}
