//! What every store must promise: one suite of plain functions for each port, named as sentences.
//!
//! An adapter runs them all with [`contract!`](crate::contract), given how to make a fresh
//! [`Chat`](crate::Chat).

pub mod accounts;
pub mod changing;
pub mod history;
pub mod posting;
pub mod reading;
pub mod resume;
pub mod rooms;
pub mod search;
pub mod seating;
