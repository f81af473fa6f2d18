//! One node's sockets in process, with a broker that can be told to misbehave and paused time.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed step fails the test"
)]

mod support;

mod order;
mod short_way;
mod portions;
mod holes;
mod subscribing;
mod resuming;
mod personal;
mod ending;
mod signing_out;
mod presence;
mod crowd;
mod typing;
mod watching;
mod rewatching;
mod slowness;
mod coming_back;
mod counting;
mod falling_behind;
mod alive;
mod restart;
mod limits;
mod guessing;
