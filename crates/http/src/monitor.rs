//! Somebody who watches the edge, for figures and traces. What they make of it is their own affair.

use std::time::Duration;

use domain::Fault;
use tracing::Span;

/// Hears of every request and of every action on a socket.
pub trait Monitor: Send + Sync {
    /// A request begins. `parent` is the trace that it claims to be part of: a W3C `traceparent`.
    fn begins(&self, span: &Span, parent: Option<&str>);

    /// A request was answered.
    fn answered(&self, request: &Answered);

    /// An action on a socket is done.
    fn acted(&self, action: &Acted);

    /// All figures, in the text format of Prometheus.
    fn figures(&self) -> Result<String, Fault>;
}

/// An answered request. There are few different ones: nothing in it is chosen by the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// `GET` and so on, or `other`.
    pub method: &'static str,
    /// The pattern of the route, such as `/api/rooms/{room_id}`, or `other`.
    pub route: &'static str,
    /// The status.
    pub status: u16,
    /// How long it took until the answer began.
    pub took: Duration,
}

/// An action on a socket that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acted {
    /// Its name, or `invalid`.
    pub action: &'static str,
    /// How long it took.
    pub took: Duration,
}

/// Nobody watches.
impl Monitor for () {
    fn begins(&self, _: &Span, _: Option<&str>) {}

    fn answered(&self, _: &Answered) {}

    fn acted(&self, _: &Acted) {}

    fn figures(&self) -> Result<String, Fault> {
        Ok(String::new())
    }
}
