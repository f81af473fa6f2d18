//! For tests only: a manual clock, recorded events, disposable servers, and the contracts that
//! every adapter of a port must keep.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets what it did not expect has failed"
)]

mod clock;
mod events;
mod postgres;
mod watchdog;

mod chat;
pub mod contract;

pub use chat::{Chat, Store, name};
pub use clock::ManualClock;
pub use events::RecordingEvents;
pub use postgres::fresh_postgres;
pub use watchdog::{Script, Watchdog};
