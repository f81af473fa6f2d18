//! This node's sockets: who hears which room, in which order, and from where on.
//!
//! A [`Broker`](LocalBroker) hands events to the [`Hub`], which puts each room's durable events in
//! version order and hands them, encoded once, to every worker thread. A worker's [`LocalHub`]
//! knows its own sockets only, so a delivery costs no lock. Nothing here knows HTTP or a database.

mod hub;
mod attendance;
mod order;
mod notice;
mod delivery;
mod broker;
mod heal;
mod local;
mod membership;
mod serve;
mod gathering;
mod pass_on;
mod run;
mod subscribe;
mod subscription;
mod catch_up;
mod replay;
mod watch;
mod watches;
mod wire;
mod crowd;
mod heartbeat;
mod socket;
mod queue;
mod presence;
mod limiter;
mod attempts;

pub use attempts::{LocalAttempts, NoAttempts};
pub use broker::LocalBroker;
pub use hub::{Hub, HubParts};
pub use limiter::{LocalLimiter, NoLimits};
pub use local::{LocalHub, LocalParts};
pub use presence::LocalPresence;
pub use queue::QueueLimit;
pub use socket::{CloseCode, ConnectedDevice, Socket};
pub use subscribe::SubscribeRefused;
pub use wire::Wire;
