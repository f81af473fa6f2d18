//! The `rostra` binary: settings, logs, wiring, command line and shutdown.
//!
//! Everything here is about running the server; what it does lies in the other crates.

mod settings;
mod command;
mod telemetry;
mod clock;

fn main() {}
