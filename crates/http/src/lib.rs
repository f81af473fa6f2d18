//! REST routes, the socket endpoint, OpenAPI, and the embedded web client, on actix.
//!
//! Thin on purpose: a handler parses, calls one use case, and writes its answer.

mod problem;
mod socket;

pub use problem::HttpProblem;
pub use socket::{SocketParts, configure as configure_socket};
