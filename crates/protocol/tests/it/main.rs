//! The wire, as clients see it.
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails here")]

mod actions;
mod cursors;
mod forms;
mod frames;
mod golden;
