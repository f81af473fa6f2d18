//! Logs and traces. Logs are lines for people on a terminal, one JSON object per line for programs;
//! traces go to a collector, if one is configured.

#[cfg(feature = "otlp")]
mod export;
mod json;
mod paper;

use std::io::{IsTerminal, stdout};
use std::panic;
use std::sync::OnceLock;

use tracing::Subscriber;
use tracing_appender::non_blocking::{ErrorCounter, WorkerGuard};
use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::failure::Failure;
use crate::settings::{Log, LogFormat, Settings};
use json::JsonLines;
use paper::{Paper, paper};

#[cfg(feature = "otlp")]
pub(crate) use export::adopt;
pub(crate) use json::chain;

/// So many lines wait to be written at most: some megabytes, some seconds of a busy server.
const WAITING_LINES: usize = 8_192;

/// The HTTP library calls it an error when a client breaks its protocol. That is nobody's fault here, and
/// strangers would choose how much is written. A filter that names the library shows it.
const MISTAKES_OF_CLIENTS: &str = "actix_http=off";

/// How many lines were lost, because so many waited.
static LOST_LINES: OnceLock<ErrorCounter> = OnceLock::new();

/// Logging and tracing while the process lives.
pub(crate) struct Telemetry {
    #[cfg(feature = "otlp")]
    traces: Option<export::Traces>,
    writing: WorkerGuard,
}

impl Telemetry {
    /// Starts logging to the standard output, panics included, and tracing if a collector is
    /// configured.
    #[cfg(feature = "otlp")]
    pub(crate) fn start(settings: &Settings) -> Result<Self, Failure> {
        let collector = settings.trace_collector.as_deref();
        let traces = collector.map(export::Traces::to).transpose()?;
        let (writer, writing) = open_paper();
        let spans = traces.as_ref().map(export::Traces::layer);
        // An error only says that logging has been started before.
        let _ = tracing_subscriber::registry()
            .with(lines(&settings.log, writer))
            .with(spans)
            .try_init();
        panic::set_hook(Box::new(log_panic));
        Ok(Self { traces, writing })
    }

    /// Starts logging to the standard output, panics included.
    #[cfg(not(feature = "otlp"))]
    pub(crate) fn start(settings: &Settings) -> Result<Self, Failure> {
        let (writer, writing) = open_paper();
        // An error only says that logging has been started before.
        let _ = tracing_subscriber::registry()
            .with(lines(&settings.log, writer))
            .try_init();
        panic::set_hook(Box::new(log_panic));
        Ok(Self { writing })
    }

    /// Sends and writes what has not been yet; waits for the collector, and for whoever reads the
    /// log, no longer than a moment.
    pub(crate) fn finish(self) {
        #[cfg(feature = "otlp")]
        if let Some(traces) = self.traces {
            traces.finish();
        }
        drop(self.writing);
    }
}

fn open_paper() -> (BoxMakeWriter, WorkerGuard) {
    let Paper {
        writer,
        lost,
        writing,
    } = paper(stdout, WAITING_LINES);
    // An error only says that logging has been started before.
    let _ = LOST_LINES.set(lost);
    (writer, writing)
}

/// How many lines of the log were lost so far.
pub(crate) fn lost_lines() -> usize {
    LOST_LINES.get().map_or(0, ErrorCounter::dropped_lines)
}

/// Without traces there is nothing to be part of.
#[cfg(not(feature = "otlp"))]
pub(crate) fn adopt(_: &tracing::Span, _: &str) {}

/// What is written for each event that the filter lets through.
fn lines<S>(log: &Log, writer: BoxMakeWriter) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let format = log.format.unwrap_or(if stdout().is_terminal() {
        LogFormat::Text
    } else {
        LogFormat::Json
    });
    // Of two words about one target the later counts.
    let filter = EnvFilter::new(format!("{MISTAKES_OF_CLIENTS},{}", log.filter));
    match format {
        LogFormat::Text => fmt::layer().with_writer(writer).with_filter(filter).boxed(),
        LogFormat::Json => fmt::layer()
            .fmt_fields(fmt::format::JsonFields::new())
            .event_format(JsonLines)
            .with_writer(writer)
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
