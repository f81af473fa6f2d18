//! Figures for Prometheus: what the rest of the node tells plainly is counted here, and what it can
//! be asked is asked when somebody reads.
//!
//! No label is chosen by a client, so the program alone decides how many series there are. The
//! names are a promise: dashboards and alerts are built on them.

mod counters;
mod gauges;
mod process;
mod text;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use domain::{Fault, Measured, Meter, Timestamp};
use http::{Acted, Answered, Monitor};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use realtime::Hub;
use sql::Database;
use tracing::Span;

use crate::telemetry;
use counters::Counters;
use gauges::Gauges;
use process::Process;

/// All figures of this process.
pub(crate) struct Metrics {
    counters: Counters,
    gauges: Gauges,
    process: Process,
    registry: Mutex<Registry>,
    node: OnceLock<Asked>,
}

/// Who is asked when the figures are read.
struct Asked {
    hub: Arc<Hub>,
    database: Arc<Database>,
}

impl Metrics {
    /// Figures that start at zero, of a process that started at `started`.
    pub(crate) fn new(started: Timestamp) -> Arc<Self> {
        let mut registry = Registry::default();
        Arc::new(Self {
            counters: Counters::within(&mut registry),
            gauges: Gauges::within(&mut registry),
            process: Process::within(&mut registry, started),
            registry: Mutex::new(registry),
            node: OnceLock::new(),
        })
    }

    /// From now on these are asked when the figures are read.
    pub(crate) fn ask(&self, hub: Arc<Hub>, database: Arc<Database>) {
        // There is one node in a process, so nobody was named before.
        let _ = self.node.set(Asked { hub, database });
    }
}

impl Meter for Metrics {
    fn note(&self, measured: Measured) {
        self.counters.note(measured);
    }
}

impl Monitor for Metrics {
    fn begins(&self, span: &Span, parent: Option<&str>) {
        if let Some(parent) = parent {
            telemetry::adopt(span, parent);
        }
    }

    fn answered(&self, request: &Answered) {
        self.counters.answered(request);
    }

    fn acted(&self, action: &Acted) {
        self.counters.acted(action);
    }

    fn figures(&self) -> Result<String, Fault> {
        if let Some(node) = self.node.get() {
            self.gauges.ask(&node.hub, &node.database);
        }
        self.process.look();
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        let mut open_metrics = String::new();
        encode(&mut open_metrics, &registry)
            .map_err(|error| Fault::new("write the figures", error))?;
        Ok(text::plain(&open_metrics))
    }
}
