//! The broker of a single node: what is published here is heard here.

use std::sync::Arc;

use domain::{Event, Events};

use crate::Hub;

/// Hands every event straight to this node's hub.
///
/// A broker for several nodes does the same with what other nodes publish; the hub's ordering makes
/// up for whatever such a broker loses, doubles or reorders.
pub struct LocalBroker {
    hub: Arc<Hub>,
}

impl LocalBroker {
    /// A broker for this node alone.
    pub fn new(hub: Arc<Hub>) -> Self {
        Self { hub }
    }
}

impl Events for LocalBroker {
    fn publish(&self, events: Vec<Event>) {
        self.hub.receive(events);
    }
}
