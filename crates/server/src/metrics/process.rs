//! What the machine knows of the process, under the names that every Prometheus client uses. On
//! systems without `/proc` only the start is known.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::Timestamp;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use rustix::param::{clock_ticks_per_second, page_size};

/// Where `/proc/self/stat` tells the time spent as user and as system, counted after the name.
const USER_TICKS: usize = 11;
const SYSTEM_TICKS: usize = 12;
/// Where it tells the pages in memory.
const PAGES: usize = 21;

#[derive(Default)]
pub(super) struct Process {
    memory: Gauge,
    files: Gauge,
    cpu: Counter<f64, AtomicU64>,
}

impl Process {
    pub(super) fn within(registry: &mut Registry, started: Timestamp) -> Self {
        let process = Self::default();
        let start: Gauge = Gauge::default();
        start.set(started.micros() / 1_000_000);
        registry.register(
            "process_start_time_seconds",
            "When the process started, since 1970",
            start,
        );
        registry.register(
            "process_resident_memory_bytes",
            "Memory in use",
            process.memory.clone(),
        );
        registry.register(
            "process_open_fds",
            "Open files and sockets",
            process.files.clone(),
        );
        registry.register(
            "process_cpu_seconds",
            "Processor time spent",
            process.cpu.clone(),
        );
        process
    }

    pub(super) fn look(&self) {
        if let Ok(files) = fs::read_dir("/proc/self/fd") {
            // One of them is the folder itself, open for this very look.
            let open = files.count().saturating_sub(1);
            self.files.set(i64::try_from(open).unwrap_or(i64::MAX));
        }
        let Ok(stat) = fs::read_to_string("/proc/self/stat") else {
            return;
        };
        let Some((_, after_name)) = stat.rsplit_once(')') else {
            return;
        };
        let fields: Vec<u32> = after_name
            .split_whitespace()
            .map(|field| field.parse().unwrap_or_default())
            .collect();
        let field = |at: usize| fields.get(at).copied().unwrap_or_default();
        let page = i64::try_from(page_size()).unwrap_or(4_096);
        self.memory.set(i64::from(field(PAGES)) * page);
        let ticks = f64::from(field(USER_TICKS)) + f64::from(field(SYSTEM_TICKS));
        let per_second = u32::try_from(clock_ticks_per_second()).unwrap_or(100);
        let seconds = ticks / f64::from(per_second.max(1));
        self.cpu.inner().store(seconds.to_bits(), Ordering::Relaxed);
    }
}
