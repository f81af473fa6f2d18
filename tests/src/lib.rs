//! Rostra seen from outside: starts the real binary and speaks HTTP and WebSocket to it.
//!
//! Nothing here knows how the server works; what is checked is what a client can see.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets what it did not expect has failed"
)]

mod binary;
mod server;
mod proxy;
mod answer;
mod person;
mod session;
mod socket;
mod view;

pub use answer::Answer;
pub use binary::binary;
pub use person::{Person, anonymous, client, uuid};
pub use proxy::Proxy;
pub use server::{Server, Setup};
pub use socket::Socket;
pub use view::View;
