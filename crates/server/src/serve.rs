//! Serving: from the settings to the last answer.

use std::io;
use std::net::SocketAddr;
use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_server::Server;
use actix_web::App;
use http::{configure_metrics, configure_socket};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::failure::Failure;
use crate::folder::DataFolder;
use crate::listen::Listener;
use crate::settings::{Database, Settings};
use crate::shutdown::{Signals, request_grace, shut_down};
use crate::wiring::Node;

/// Serves until told to stop.
pub(crate) async fn serve(settings: Settings) -> Result<(), Failure> {
    let signals = Signals::listen()?;
    raise_file_limit();
    let folder = DataFolder::take_for(&settings)?;
    let node = Node::open(&settings).await?;
    let doors = match Doors::open(&node, &settings) {
        Ok(doors) => doors,
        Err(failure) => {
            node.close().await;
            return Err(failure);
        }
    };
    let handle = doors.server.handle();
    let for_figures = doors.figures.as_ref().map(|(server, _)| server.handle());
    announce(&settings, &doors);
    let figures = doors
        .figures
        .map(|(server, _)| actix_web::rt::spawn(server));
    let serving = actix_web::rt::spawn(doors.server);
    signals.first().await;
    shut_down(node, handle, settings.grace).await?;
    if let Some(handle) = for_figures {
        handle.stop(false).await;
    }
    serving.await.map_err(io::Error::other)??;
    drop((figures, folder));
    Ok(())
}

/// Where the node is reached.
struct Doors {
    server: Server,
    address: SocketAddr,
    /// An address of their own for the figures.
    figures: Option<(Server, SocketAddr)>,
}

impl Doors {
    fn open(node: &Node, settings: &Settings) -> Result<Self, Failure> {
        let figures = settings.metrics_address;
        let figures = figures.map(|address| listen_for_figures(node, address));
        let figures = figures.transpose()?;
        let (server, address) = listen_to_people(node, settings)?;
        Ok(Self {
            server,
            address,
            figures,
        })
    }
}

fn listen_to_people(node: &Node, settings: &Settings) -> Result<(Server, SocketAddr), Failure> {
    let http = node.http.clone();
    let sockets = node.sockets.clone();
    let listener = Listener {
        address: settings.address,
        workers: available_parallelism().map_or(1, NonZero::get),
        grace: request_grace(settings.grace),
    };
    listener.serve(move || http.app().configure(configure_socket(sockets.clone())))
}

fn listen_for_figures(node: &Node, address: SocketAddr) -> Result<(Server, SocketAddr), Failure> {
    let metrics = Arc::clone(&node.metrics);
    let listener = Listener {
        address,
        workers: 1,
        grace: Duration::ZERO,
    };
    listener.serve(move || App::new().configure(configure_metrics(metrics.clone())))
}

fn announce(settings: &Settings, doors: &Doors) {
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
    if let Some((_, address)) = &doors.figures {
        let metrics_url = format!("http://{address}/metrics");
        tracing::info!(metrics_url, "figures are served at {metrics_url}");
    }
    let url = format!("http://{}", doors.address);
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
