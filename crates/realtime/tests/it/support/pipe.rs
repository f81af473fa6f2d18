//! A connection that takes as much at once as a test wants.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use realtime::Wire;

/// The short way to a device; what was sent by it comes before what waits in the queue.
#[derive(Clone, Default)]
pub(crate) struct Pipe(Rc<Inner>);

#[derive(Default)]
struct Inner {
    sent: RefCell<Vec<u8>>,
    appetite: Cell<usize>,
}

impl Pipe {
    /// From now on it takes so many bytes at once.
    pub(crate) fn takes(&self, appetite: usize) {
        self.0.appetite.set(appetite);
    }

    /// How many bytes were sent since they were last taken out.
    pub(crate) fn holds(&self) -> usize {
        self.0.sent.borrow().len()
    }

    /// What was sent since the last time.
    pub(crate) fn take(&self) -> Vec<u8> {
        self.0.sent.take()
    }
}

impl Wire for Pipe {
    fn send(&self, bytes: &[u8]) -> usize {
        let taken = bytes.len().min(self.0.appetite.get());
        self.0.sent.borrow_mut().extend_from_slice(&bytes[..taken]);
        taken
    }
}
