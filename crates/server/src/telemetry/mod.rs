//! Logs and traces. Logs are lines for people on a terminal, one JSON object per line for programs;
//! traces go to a collector, if one is configured.

#[cfg(feature = "otlp")]
mod export;
mod json;

use std::io::{IsTerminal, stdout};
use std::panic;

use tracing::Subscriber;
use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::failure::Failure;
use crate::settings::{Log, LogFormat, Settings};
use json::JsonLines;

#[cfg(feature = "otlp")]
pub(crate) use export::adopt;
pub(crate) use json::chain;

/// Logging and tracing while the process lives.
pub(crate) struct Telemetry {
    #[cfg(feature = "otlp")]
    traces: Option<export::Traces>,
}

impl Telemetry {
    /// Starts logging to the standard output, panics included, and tracing if a collector is
    /// configured.
    #[cfg(feature = "otlp")]
    pub(crate) fn start(settings: &Settings) -> Result<Self, Failure> {
        let collector = settings.trace_collector.as_deref();
        let traces = collector.map(export::Traces::to).transpose()?;
        let spans = traces.as_ref().map(export::Traces::layer);
        // An error only says that logging has been started before.
        let _ = tracing_subscriber::registry()
            .with(lines(&settings.log))
            .with(spans)
            .try_init();
        panic::set_hook(Box::new(log_panic));
        Ok(Self { traces })
    }

    /// Starts logging to the standard output, panics included.
    #[cfg(not(feature = "otlp"))]
    pub(crate) fn start(settings: &Settings) -> Result<Self, Failure> {
        // An error only says that logging has been started before.
        let _ = tracing_subscriber::registry()
            .with(lines(&settings.log))
            .try_init();
        panic::set_hook(Box::new(log_panic));
        Ok(Self {})
    }

    /// Sends what has not been sent yet; waits for the collector no longer than a moment.
    pub(crate) fn finish(self) {
        #[cfg(feature = "otlp")]
        if let Some(traces) = self.traces {
            traces.finish();
        }
    }
}

/// Without traces there is nothing to be part of.
#[cfg(not(feature = "otlp"))]
pub(crate) fn adopt(_: &tracing::Span, _: &str) {}

/// What is written for each event that the filter lets through.
fn lines<S>(log: &Log) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let format = log.format.unwrap_or(if stdout().is_terminal() {
        LogFormat::Text
    } else {
        LogFormat::Json
    });
    let filter = EnvFilter::new(&log.filter);
    match format {
        LogFormat::Text => fmt::layer().with_filter(filter).boxed(),
        LogFormat::Json => fmt::layer()
            .fmt_fields(fmt::format::JsonFields::new())
            .event_format(JsonLines)
            .with_filter(filter)
            .boxed(),
    }
}

fn log_panic(panic: &panic::PanicHookInfo<'_>) {
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    let what = panic.payload_as_str().unwrap_or("unknown");
    tracing::error!(place, what, "a task panicked");
}
