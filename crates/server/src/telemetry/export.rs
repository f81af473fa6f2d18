//! Traces for a collector: one span for each request and each action on a socket, and below it one
//! for each use case, sent over OTLP in the background.
//!
//! Only our own spans are sent. They bear ids and outcomes, never a text, a token or an address.

use std::collections::HashMap;
use std::env;
use std::fmt;
use std::time::Duration;

use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{Status, TracerProvider};
use opentelemetry::{KeyValue, Value};
use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use tracing::{Level, Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::Layer;
use tracing_subscriber::registry::LookupSpan;

use crate::failure::Failure;

const NAME: &str = "rostra";
/// How long the end of the process waits for the collector.
const PATIENCE: Duration = Duration::from_secs(2);
/// Whose spans are sent.
const OURS: [&str; 5] = ["application", "http", "realtime", "rostra", "sql"];

/// The way to the collector.
pub(super) struct Traces(SdkTracerProvider);

impl Traces {
    /// Sends to the collector at `endpoint`. Nothing is asked of it yet: one that is down costs the
    /// traces, not the start.
    pub(super) fn to(endpoint: &str) -> Result<Self, Failure> {
        let exporter = opentelemetry_otlp::SpanExporter::builder()
            .with_http()
            .with_endpoint(format!("{endpoint}/v1/traces"))
            .build()
            .map_err(|error| Failure::Traces(error.to_string()))?;
        let name = env::var("OTEL_SERVICE_NAME").unwrap_or_else(|_| NAME.to_owned());
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder()
            .with_service_name(name)
            .with_attribute(version);
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.build())
            .with_batch_exporter(Titled(exporter));
        Ok(Self(provider.build()))
    }

    pub(super) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        let ours = filter_fn(|meta| {
            let root = meta.target().split("::").next().unwrap_or_default();
            meta.is_span() && *meta.level() <= Level::DEBUG && OURS.contains(&root)
        });
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer(NAME))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_filter(ours)
    }

    pub(super) fn finish(self) {
        if let Err(error) = self.0.shutdown_with_timeout(PATIENCE) {
            tracing::warn!(%error, "the last traces could not be sent");
        }
    }
}

/// Makes `span` part of the trace that a client names: a W3C `traceparent`. Nonsense is ignored.
pub(crate) fn adopt(span: &Span, parent: &str) {
    let carrier = HashMap::from([("traceparent".to_owned(), parent.to_owned())]);
    let context = TraceContextPropagator::new().extract(&carrier);
    // An error only says that nothing is traced.
    let _ = span.set_parent(context);
}

/// Names a span after its operation, which is known only once it is routed, and marks what broke.
struct Titled<E>(E);

impl<E> fmt::Debug for Titled<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Titled")
    }
}

impl<E: SpanExporter> SpanExporter for Titled<E> {
    fn export(&self, mut batch: Vec<SpanData>) -> impl Future<Output = OTelSdkResult> + Send {
        batch.iter_mut().for_each(title);
        self.0.export(batch)
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.0.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.0.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0.set_resource(resource);
    }
}

fn title(span: &mut SpanData) {
    let attribute = |name: &str| {
        let found = span.attributes.iter().find(|it| it.key.as_str() == name);
        found.map(|it| it.value.clone())
    };
    let operation = attribute("operation");
    let is_broken = matches!(attribute("http.status"), Some(Value::I64(500..)));
    if let Some(Value::String(operation)) = operation {
        span.name = operation.to_string().into();
    }
    if is_broken {
        span.status = Status::error("");
    }
}
