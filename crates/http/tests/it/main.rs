//! The edge in process: real use cases over mocks of the ports.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod bodies;
mod cors;
mod documents;
mod given;
mod headers;
mod limits;
mod order;
mod refusals;
mod routes;
mod site;
mod watched;
