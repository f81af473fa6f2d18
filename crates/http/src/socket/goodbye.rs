//! The end of a socket's connection: both sides say goodbye, then the server hangs up.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::rt::task::JoinHandle;
use actix_web::rt::time::{Sleep, sleep};

use crate::line::LineEnd;

/// How long a client may take to say goodbye once it was told goodbye. A server that stops waits for
/// clients that vanished no longer than this, because the others come back soon.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);

/// What is left to do after the close frame.
pub(super) struct Goodbye {
    /// Ends when the client said goodbye or broke off.
    reading: Option<JoinHandle<()>>,
    patience: Option<Pin<Box<Sleep>>>,
    /// Not there without a line of ours, as in tests of routes; then actix ends the connection.
    line: Option<LineEnd>,
}

impl Goodbye {
    /// The goodbye of the connection that `request` came over, from which `reading` reads.
    pub(super) fn new(request: &HttpRequest, reading: JoinHandle<()>) -> Self {
        Self {
            reading: Some(reading),
            patience: None,
            line: request.conn_data().cloned(),
        }
    }

    /// To be polled once the close frame is written: ready when the client said goodbye too or waited
    /// too long with it, and the line is hung up.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let patience = self
            .patience
            .get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
        let is_read = match &mut self.reading {
            Some(reading) => Pin::new(reading).poll(cx).is_ready(),
            None => true,
        };
        if !is_read && patience.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        self.reading = None;
        if let Some(line) = &self.line {
            line.hang_up();
        }
        Poll::Ready(())
    }
}
