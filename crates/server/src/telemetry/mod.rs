//! Logs: lines for people on a terminal, one JSON object per line for programs.

mod json;

use std::io::{IsTerminal, stdout};
use std::panic;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::settings::{Log, LogFormat};
use json::JsonLines;

pub(crate) use json::chain;

/// Starts logging to the standard output; panics are logged too.
pub(crate) fn start(log: &Log) {
    let format = log.format.unwrap_or(if stdout().is_terminal() {
        LogFormat::Text
    } else {
        LogFormat::Json
    });
    let filter = EnvFilter::new(&log.filter);
    let registry = tracing_subscriber::registry().with(filter);
    // An error only says that logging has been started before.
    let _ = match format {
        LogFormat::Text => registry.with(fmt::layer()).try_init(),
        LogFormat::Json => {
            let lines = fmt::layer().fmt_fields(fmt::format::JsonFields::new());
            registry.with(lines.event_format(JsonLines)).try_init()
        }
    };
    panic::set_hook(Box::new(log_panic));
}

fn log_panic(panic: &panic::PanicHookInfo<'_>) {
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    let what = panic.payload_as_str().unwrap_or("unknown");
    tracing::error!(place, what, "a task panicked");
}
