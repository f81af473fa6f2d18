//! The short way to a socket's peer.

/// A connection, as whoever fills a socket's queue sees it.
///
/// Bytes go to a peer by two ways: through the reader of the queue, which is a task of its own, and
/// straight to the connection, which spares a busy worker to wake a thousand tasks. Whoever implements
/// this keeps them in order.
pub trait Wire {
    /// Sends as much of `bytes` as the connection takes at once, and answers how much that is.
    ///
    /// 0 when it takes nothing now, when something that the reader was given is not through yet, or
    /// when the connection is broken, which the reader will find out. Never waits.
    fn send(&self, bytes: &[u8]) -> usize;
}
