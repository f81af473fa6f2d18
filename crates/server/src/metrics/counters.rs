//! What is counted as it happens.

use std::time::Duration;

use domain::{Measured, Resumed, Sent};
use http::{Acted, Answered};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

type Labels<const N: usize> = [(&'static str, &'static str); N];
type Timed<const N: usize> = Family<Labels<N>, Histogram, fn() -> Histogram>;

/// From 0.5 ms, a request that finds everything in memory, to 10 s, when everybody has given up.
const SECONDS: [f64; 13] = [
    0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];
/// The most orders that one transaction takes is 512.
const ORDERS: [f64; 10] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];

pub(super) struct Counters {
    sends: Family<Labels<1>, Counter>,
    deliveries: Counter,
    resumes: Family<Labels<1>, Counter>,
    slow_consumers: Counter,
    passwords_turned_away: Counter,
    commit_orders: Histogram,
    commit_seconds: Histogram,
    commit_failures: Counter,
    requests: Timed<3>,
    actions: Timed<1>,
}

impl Counters {
    pub(super) fn within(registry: &mut Registry) -> Self {
        let counters = Self {
            sends: Family::default(),
            deliveries: Counter::default(),
            resumes: Family::default(),
            slow_consumers: Counter::default(),
            passwords_turned_away: Counter::default(),
            commit_orders: Histogram::new(ORDERS),
            commit_seconds: seconds(),
            commit_failures: Counter::default(),
            requests: Family::new_with_constructor(seconds),
            actions: Family::new_with_constructor(seconds),
        };
        register_version(registry);
        counters.register_messages(registry);
        counters.register_commits(registry);
        counters.register_answers(registry);
        counters.begin_at_zero();
        counters
    }

    fn register_messages(&self, registry: &mut Registry) {
        registry.register(
            "rostra_sends",
            "Messages that people sent, by what became of them",
            self.sends.clone(),
        );
        registry.register(
            "rostra_deliveries",
            "Changes of rooms passed on, one for each listener",
            self.deliveries.clone(),
        );
        registry.register(
            "rostra_resumes",
            "Clients that came back to a room, by how",
            self.resumes.clone(),
        );
        registry.register(
            "rostra_slow_consumers",
            "Sockets closed because their clients read too slowly",
            self.slow_consumers.clone(),
        );
        registry.register(
            "rostra_passwords_turned_away",
            "Passwords not looked at, because too many waited",
            self.passwords_turned_away.clone(),
        );
    }

    fn register_commits(&self, registry: &mut Registry) {
        registry.register(
            "rostra_commit_orders",
            "Orders in one transaction of the message log",
            self.commit_orders.clone(),
        );
        registry.register(
            "rostra_commit_seconds",
            "How long a transaction of the message log took",
            self.commit_seconds.clone(),
        );
        registry.register(
            "rostra_commit_failures",
            "Orders that the message log could not write",
            self.commit_failures.clone(),
        );
    }

    fn register_answers(&self, registry: &mut Registry) {
        registry.register(
            "rostra_http_request_seconds",
            "How long requests took, by method, route and class of status",
            self.requests.clone(),
        );
        registry.register(
            "rostra_socket_action_seconds",
            "How long actions on sockets took, by name",
            self.actions.clone(),
        );
    }

    /// What has not happened yet is zero, rather than unknown.
    fn begin_at_zero(&self) {
        let all = [
            Sent::Stored,
            Sent::Repeated,
            Sent::Limited,
            Sent::Refused,
            Sent::Failed,
        ];
        for sent in all {
            drop(self.sends.get_or_create(&[("outcome", sent_name(sent))]));
        }
        for resumed in [Resumed::Replayed, Resumed::Reset] {
            drop(
                self.resumes
                    .get_or_create(&[("outcome", resumed_name(resumed))]),
            );
        }
    }

    pub(super) fn note(&self, measured: Measured) {
        match measured {
            Measured::Sent(sent) => {
                self.sends
                    .get_or_create(&[("outcome", sent_name(sent))])
                    .inc();
            }
            Measured::Committed { orders, took } => {
                self.commit_orders
                    .observe(f64::from(u32::try_from(orders).unwrap_or(u32::MAX)));
                self.commit_seconds.observe(took.as_secs_f64());
            }
            Measured::CommitFailed { orders } => add(&self.commit_failures, orders),
            Measured::Delivered(told) => add(&self.deliveries, told),
            Measured::Resumed(resumed) => {
                let label = [("outcome", resumed_name(resumed))];
                self.resumes.get_or_create(&label).inc();
            }
            Measured::ClosedAsSlow => add(&self.slow_consumers, 1),
            Measured::PasswordTurnedAway => add(&self.passwords_turned_away, 1),
        }
    }

    pub(super) fn answered(&self, request: &Answered) {
        let labels = [
            ("method", request.method),
            ("route", request.route),
            ("status", class(request.status)),
        ];
        observe(&self.requests, &labels, request.took);
    }

    pub(super) fn acted(&self, action: &Acted) {
        observe(&self.actions, &[("action", action.action)], action.took);
    }
}

fn register_version(registry: &mut Registry) {
    let version: Family<Labels<1>, Gauge> = Family::default();
    let label = [("version", env!("CARGO_PKG_VERSION"))];
    version.get_or_create(&label).set(1);
    registry.register("rostra_build_info", "Which version runs", version);
}

fn seconds() -> Histogram {
    Histogram::new(SECONDS)
}

fn observe<const N: usize>(timed: &Timed<N>, labels: &Labels<N>, took: Duration) {
    timed.get_or_create(labels).observe(took.as_secs_f64());
}

fn add(counter: &Counter, many: usize) {
    counter.inc_by(u64::try_from(many).unwrap_or(u64::MAX));
}

const fn class(status: u16) -> &'static str {
    match status {
        0..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        500.. => "5xx",
    }
}

const fn sent_name(sent: Sent) -> &'static str {
    match sent {
        Sent::Stored => "stored",
        Sent::Repeated => "repeated",
        Sent::Limited => "limited",
        Sent::Refused => "refused",
        Sent::Failed => "failed",
    }
}

const fn resumed_name(resumed: Resumed) -> &'static str {
    match resumed {
        Resumed::Replayed => "replayed",
        Resumed::Reset => "reset",
    }
}
