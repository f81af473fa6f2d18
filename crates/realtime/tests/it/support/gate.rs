//! Holds calls back until told to let them pass.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::Mutex;

use tokio::sync::Notify;

pub(crate) struct Gate<C> {
    shut: Mutex<HashSet<C>>,
    opened: Notify,
}

impl<C> Default for Gate<C> {
    fn default() -> Self {
        Self {
            shut: Mutex::default(),
            opened: Notify::new(),
        }
    }
}

impl<C: Hash + Eq> Gate<C> {
    pub(crate) fn shut(&self, call: C) {
        self.shut.lock().unwrap().insert(call);
    }

    pub(crate) fn open(&self, call: &C) {
        self.shut.lock().unwrap().remove(call);
        self.opened.notify_waiters();
    }

    pub(crate) async fn pass(&self, call: &C) {
        loop {
            let opened = self.opened.notified();
            if !self.shut.lock().unwrap().contains(call) {
                return;
            }
            opened.await;
        }
    }
}
