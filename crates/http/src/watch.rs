//! One request as the operator sees it: its span, its line in the log, its figures.

use std::time::Instant;

use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use tracing::{Span, debug, field, info, info_span};

use crate::{Answered, Monitor};

const TRACE_PARENT: HeaderName = HeaderName::from_static("traceparent");

/// What every address that is no route is called.
const OTHER: &str = "other";

/// The pattern of a resource, which its requests carry; cheaper than to ask the router again.
#[derive(Clone, Copy)]
pub(crate) struct RoutePattern(pub(crate) &'static str);

/// A request that has begun.
pub(crate) struct Watched {
    method: &'static str,
    began: Instant,
    /// Everything that happens because of the request belongs into it.
    pub(crate) span: Span,
}

impl Watched {
    /// Begins to watch; `id` names the request.
    pub(crate) fn begin(request: &ServiceRequest, id: &HeaderValue, monitor: &dyn Monitor) -> Self {
        let span = info_span!(
            "request",
            request.id = id.to_str().unwrap_or_default(),
            user.id = field::Empty,
            operation = field::Empty,
            http.status = field::Empty,
        );
        monitor.begins(&span, trace_parent(request.headers()));
        Self {
            method: name(request.method()),
            began: Instant::now(),
            span,
        }
    }

    /// The request was answered with this.
    pub(crate) fn answered<B>(&self, response: &ServiceResponse<B>, monitor: &dyn Monitor) {
        let pattern = response.request().app_data::<RoutePattern>();
        let route = pattern.map_or(OTHER, |pattern| pattern.0);
        self.ended(route, response.status().as_u16(), monitor);
    }

    /// The request ended without passing by a route.
    pub(crate) fn failed(&self, status: u16, monitor: &dyn Monitor) {
        self.ended(OTHER, status, monitor);
    }

    fn ended(&self, route: &'static str, status: u16, monitor: &dyn Monitor) {
        let answered = Answered {
            method: self.method,
            route,
            status,
            took: self.began.elapsed(),
        };
        monitor.answered(&answered);
        if self.span.is_disabled() {
            return;
        }
        let operation = format!("{} {route}", self.method);
        self.span.record("operation", operation.as_str());
        self.span.record("http.status", status);
        let elapsed_ms = answered.took.as_secs_f64() * 1_000.0;
        // Machines that look after a server ask it all day long, and pages load many small files.
        let is_routine = matches!(route, "/health" | "/ready" | "/metrics" | OTHER);
        self.span.in_scope(|| {
            if is_routine {
                debug!(elapsed_ms, "answered");
            } else {
                info!(elapsed_ms, "answered");
            }
        });
    }
}

fn trace_parent(headers: &HeaderMap) -> Option<&str> {
    headers.get(&TRACE_PARENT)?.to_str().ok()
}

/// A client may make up a method; a figure must not bear it.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => OTHER,
    }
}
