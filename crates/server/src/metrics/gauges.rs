//! What is asked when somebody reads the figures.

use std::sync::atomic::Ordering;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use realtime::Hub;
use sql::Database;

use crate::telemetry::lost_lines;

#[derive(Default)]
pub(super) struct Gauges {
    sockets: Gauge,
    commit_queue: Gauge,
    worker_backlog: Gauge,
    connections: Gauge,
    connections_used: Gauge,
    lost_lines: Counter,
}

impl Gauges {
    pub(super) fn within(registry: &mut Registry) -> Self {
        let gauges = Self::default();
        let all = [
            (
                "rostra_sockets",
                "Sockets that are connected",
                &gauges.sockets,
            ),
            (
                "rostra_commit_queue",
                "Orders that wait for the message log",
                &gauges.commit_queue,
            ),
            (
                "rostra_worker_backlog",
                "Batches of news that wait for the worker threads",
                &gauges.worker_backlog,
            ),
            (
                "rostra_database_connections",
                "Connections to the database at most",
                &gauges.connections,
            ),
            (
                "rostra_database_connections_used",
                "Connections to the database that are busy",
                &gauges.connections_used,
            ),
        ];
        for (name, help, gauge) in all {
            registry.register(name, help, gauge.clone());
        }
        registry.register(
            "rostra_log_lines_lost",
            "Lines of the log that were not written, because too many waited",
            gauges.lost_lines.clone(),
        );
        gauges
    }

    pub(super) fn ask(&self, hub: &Hub, database: &Database) {
        let pool = database.pool_figures();
        set(&self.sockets, hub.sockets());
        set(&self.commit_queue, database.orders_waiting());
        set(&self.worker_backlog, hub.backlog());
        let lost = u64::try_from(lost_lines()).unwrap_or(u64::MAX);
        self.lost_lines.inner().store(lost, Ordering::Relaxed);
        self.connections.set(pool.pool_size.into());
        self.connections_used.set(pool.checked_out.into());
    }
}

fn set(gauge: &Gauge, value: usize) {
    gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
}
