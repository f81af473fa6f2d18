//! REST routes, the socket endpoint, OpenAPI, and the embedded web client, on actix.
//!
//! Thin on purpose: a route takes what it needs from the request, calls one use case, and writes
//! what came back. What a refusal is called is said in one place, exhaustively. Nothing here knows
//! a database.

mod app;
mod line;
mod route;
mod socket;
mod extract;
mod answer;
mod failed;
mod refusal;
mod edge;
mod watch;
mod whole;
mod monitor;
mod request_id;
mod address;
mod cors;
mod limit;
mod site;
mod documents;
mod openapi;
mod services;
mod settings;

pub use address::{InvalidNetwork, Network, TrustedProxies};
pub use app::Http;
pub use line::{Line, LineEnd};
pub use monitor::{Acted, Answered, Monitor};
pub use openapi::openapi_json;
pub use route::configure_metrics;
pub use services::{Health, PoolFigures, Services};
pub use settings::{Documents, HttpSettings, InvalidOrigin, MetricsPage, Origin, RateLimits};
pub use socket::{Gate, SocketLimits, SocketParts, configure as configure_socket};
