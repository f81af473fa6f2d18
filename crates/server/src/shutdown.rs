//! Stopping: tell the sockets, finish what has begun, write what is queued, all within the grace
//! time.

use std::future::pending;
use std::io;
use std::process;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use rustix::process::Signal as Number;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::{Instant, interval, timeout, timeout_at};

use crate::failure::Failure;
use crate::wiring::Node;

/// How often to look whether the sockets are gone.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The signals that end a server, and one that must not.
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    /// A file that may not grow is an error to be told, not the end: heard, so that it does not end
    /// the process.
    _too_large: Signal,
}

impl Signals {
    /// From now on a signal does not end the process by itself.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            _too_large: signal(SignalKind::from_raw(Number::XFSZ.as_raw()))?,
        })
    }

    /// Waits for the first signal; the next one ends the process at once.
    pub(crate) async fn first(mut self) {
        self.next().await;
        actix_web::rt::spawn(async move {
            self.next().await;
            tracing::warn!("told to stop again: ending at once");
            process::exit(1);
        });
    }

    async fn next(&mut self) {
        tokio::select! {
            Some(()) = self.terminate.recv() => {}
            Some(()) = self.interrupt.recv() => {}
            else => pending().await,
        }
    }
}

/// How long requests that have begun may still take: a quarter of the grace time, in whole seconds
/// because the server counts those.
pub(crate) fn request_grace(grace: Duration) -> Duration {
    Duration::from_secs((grace.as_secs() / 4).max(1))
}

/// Ends the node in order: half of the grace time belongs to the sockets, a quarter to the
/// requests, the rest to what is still to be written.
pub(crate) async fn shut_down(
    node: Node,
    server: ServerHandle,
    grace: Duration,
) -> Result<(), Failure> {
    let deadline = Instant::now() + grace;
    let sockets = node.hub.sockets();
    tracing::info!(sockets, "told to stop");
    node.health.drain();
    node.hub.restart();
    if timeout(grace / 2, sockets_gone(&node)).await.is_err() {
        tracing::warn!(
            sockets = node.hub.sockets(),
            "some sockets did not close in time"
        );
    }
    let ended = timeout_at(deadline, async {
        server.stop(true).await;
        node.close().await;
    });
    ended.await.map_err(|_| Failure::Late)?;
    tracing::info!("stopped");
    Ok(())
}

async fn sockets_gone(node: &Node) {
    let mut looks = interval(LOOK_EVERY);
    while node.hub.sockets() > 0 {
        looks.tick().await;
    }
}
