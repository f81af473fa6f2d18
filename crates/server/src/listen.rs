//! Listening: from an address to connections that cost a bounded amount.

use std::fmt;
use std::future::ready;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, Protocol, Request, Response};
use actix_server::Server;
use actix_service::{
    IntoServiceFactory, ServiceFactory, ServiceFactoryExt, fn_service, map_config,
};
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::AppConfig;
use actix_web::rt::net::TcpStream;
use http::Line;
use socket2::{Domain, SockRef, Socket, Type};

use crate::failure::Failure;

/// Connections that wait to be accepted; the machine may allow fewer (`net.core.somaxconn`).
const BACKLOG: i32 = 4_096;
/// Connections that one worker serves at most.
const CONNECTIONS: usize = 100_000;
/// How long an idle connection stays open for another request: longer than most proxies wait.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// How long the head of a request may take to arrive: who sends it drop by drop is cut off.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// How long a client may go on sending what was refused, so that it can read why.
const GOODBYE_WITHIN: Duration = Duration::from_secs(3);
/// So many bytes that the peer has no room for wait in the kernel; the rest waits in a queue that is
/// bounded itself. What is on its way does not count: long and fast lines stay so.
#[cfg(target_os = "linux")]
const UNSENT: u32 = 128 * 1024;
/// A peer that took nothing for so long is gone, though it may still answer the kernel's probes; the
/// time is that of silence (docs/protocol.md).
#[cfg(target_os = "linux")]
const UNREAD_FOR: Duration = Duration::from_secs(60);

/// Where to listen, and with how much.
pub(crate) struct Listener {
    pub(crate) address: SocketAddr,
    /// Threads that serve.
    pub(crate) workers: usize,
    /// How long requests that have begun may still take when the server stops, in whole seconds.
    pub(crate) grace: Duration,
}

impl Listener {
    /// Serves an application of each worker's own; answers where it is reached, which is news when
    /// any port would do.
    ///
    /// What actix-web's own server would do, but over a [`Line`].
    pub(crate) fn serve<A, I, S, B>(self, app: A) -> Result<(Server, SocketAddr), Failure>
    where
        A: Fn() -> I + Send + Clone + 'static,
        I: IntoServiceFactory<S, Request>,
        S: ServiceFactory<Request, Config = AppConfig> + 'static,
        S::Error: Into<Error>,
        S::InitError: fmt::Debug,
        S::Response: Into<Response<B>>,
        B: MessageBody + 'static,
    {
        let address = self.address;
        let failed = |source| Failure::Listen { address, source };
        let socket = bind(address).map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        let server = Server::build()
            .workers(self.workers)
            .max_concurrent_connections(CONNECTIONS)
            .disable_signals()
            .shutdown_timeout(self.grace.as_secs());
        let stop = server.graceful_shutdown_signal();
        let connections = move || {
            let stop = stop.clone();
            let app = app().into_factory();
            let app = app.map_err(|error| error.into().error_response());
            let http = HttpService::build()
                .graceful_shutdown_signal(move || {
                    let stop = stop.clone();
                    async move { stop.notified().await }
                })
                .keep_alive(KEEP_ALIVE)
                .client_request_timeout(HEAD_WITHIN)
                .client_disconnect_timeout(GOODBYE_WITHIN)
                .local_addr(address)
                .on_connect_ext(|line: &Line, data| {
                    data.insert(line.end());
                })
                .finish(map_config(app, |()| AppConfig::default()));
            fn_service(|stream| ready(Ok::<_, DispatchError>(connected(stream)))).and_then(http)
        };
        let server = server.listen("http", socket, connections).map_err(failed)?;
        Ok((server.run(), address))
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    // A server that starts again finds its port although old connections to it still fade away.
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

fn connected(stream: TcpStream) -> (Line, Protocol, Option<SocketAddr>) {
    if let Err(error) = prepare(&SockRef::from(&stream)) {
        tracing::warn!(%error, "a connection could not be prepared");
    }
    let peer = stream.peer_addr().ok();
    (Line::over(stream), Protocol::Http1, peer)
}

/// Small frames go out at once, and a peer that does not read costs little, and not for ever. The
/// kernel would keep megabytes for it as long as it answers probes, and nothing above the kernel can
/// tell it from a patient one.
fn prepare(socket: &SockRef<'_>) -> io::Result<()> {
    socket.set_tcp_nodelay(true)?;
    // Other systems have other words for these, or none; there the kernel's own bounds hold.
    #[cfg(target_os = "linux")]
    {
        socket.set_tcp_notsent_lowat(UNSENT)?;
        socket.set_tcp_user_timeout(Some(UNREAD_FOR))?;
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn s23_a_peer_that_does_not_read_costs_little_and_not_for_ever() {
        let listener = bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap());
        let stream = stream.await.unwrap();
        let socket = SockRef::from(&stream);
        prepare(&socket).unwrap();
        assert_eq!(socket.tcp_notsent_lowat().unwrap(), UNSENT);
        assert_eq!(socket.tcp_user_timeout().unwrap(), Some(UNREAD_FOR));
    }
}
