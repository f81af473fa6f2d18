//! Serving: from the settings to the last answer.

use std::io;
use std::net::SocketAddr;
use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::Server;
use http::configure_socket;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::failure::Failure;
use crate::folder::DataFolder;
use crate::settings::{Database, Settings};
use crate::shutdown::{Signals, request_grace, shut_down};
use crate::wiring::Node;

/// Connections that wait to be accepted; the machine may allow fewer (`net.core.somaxconn`).
const BACKLOG: u32 = 4_096;
/// Connections that one worker serves at most.
const CONNECTIONS: usize = 100_000;
/// How long an idle connection stays open for another request: longer than most proxies wait.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// Serves until told to stop.
pub(crate) async fn serve(settings: Settings) -> Result<(), Failure> {
    raise_file_limit();
    let folder = DataFolder::take_for(&settings)?;
    let node = Node::open(&settings).await?;
    let signals = Signals::listen()?;
    let (server, address) = match listen(&node, &settings) {
        Ok(listening) => listening,
        Err(failure) => {
            node.database.close().await;
            return Err(failure);
        }
    };
    let handle = server.handle();
    let serving = actix_web::rt::spawn(server);
    announce(&settings, address);
    signals.first().await;
    shut_down(node, handle, settings.grace).await?;
    serving.await.map_err(io::Error::other)??;
    drop(folder);
    Ok(())
}

fn listen(node: &Node, settings: &Settings) -> Result<(Server, SocketAddr), Failure> {
    let http = node.http.clone();
    let sockets = node.sockets.clone();
    let cores = available_parallelism().map_or(1, NonZero::get);
    let server = HttpServer::new(move || http.app().configure(configure_socket(sockets.clone())))
        .workers(cores)
        .backlog(BACKLOG)
        .max_connections(CONNECTIONS)
        .keep_alive(KEEP_ALIVE)
        .tcp_nodelay(true)
        .disable_signals()
        .shutdown_timeout(request_grace(settings.grace).as_secs())
        .bind(settings.address)
        .map_err(|source| Failure::Listen {
            address: settings.address,
            source,
        })?;
    let address = server.addrs().first().copied().unwrap_or(settings.address);
    Ok((server.run(), address))
}

fn announce(settings: &Settings, address: SocketAddr) {
    let database = match settings.database {
        Database::Sqlite(_) => "SQLite",
        Database::Postgres(_) => "PostgreSQL",
    };
    for name in &settings.unknown_variables {
        tracing::warn!(name, "a variable looks like a setting but is none");
    }
    if !settings.rate_limits {
        tracing::warn!("rate limits are off: only for tests and benchmarks");
    }
    let url = format!("http://{address}");
    tracing::info!(url, database, "Rostra is listening at {url}");
}

/// A socket is an open file; the machine's usual limit of 1024 is soon reached.
fn raise_file_limit() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
}
