//! The generator's own clients: as cheap as they can be, for they share the machine with what they measure.

mod answer;
mod api;
mod line;
mod poller;
mod socket;

pub(crate) use self::{
    answer::first_answer,
    api::{Api, request},
    line::{Line, send},
    poller::{Poller, Reader},
    socket::{Ears, Listener, open_sockets},
};
