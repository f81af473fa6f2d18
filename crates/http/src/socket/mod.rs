//! The socket endpoint `/ws/connect` (docs/protocol.md).
//!
//! actix-ws does the handshake. Frames are read by [`Incoming`], and what is written comes ready-made
//! from the [`Socket`](realtime::Socket)'s queue, so that a frame is encoded once for all who get it.

mod answer;
mod body;
mod frames;
mod gate;
mod goodbye;
mod incoming;
mod origin;
mod session;
mod token;

use std::net::Ipv4Addr;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::http::header;
use actix_web::web::{Payload, ServiceConfig, get, resource};
use actix_web::{FromRequest, HttpRequest, HttpResponse, dev};
use application::{Caller, Conversation, Failure, NotSignedIn, People};
use protocol::Code;
use realtime::{CloseCode, ConnectedDevice, LocalHub, LocalParts, Wire};
use tracing::Span;

use crate::failed::Failed;
use crate::limit::Client;
use crate::line::LineEnd;
use crate::request_id::X_REQUEST_ID;
use crate::watch::RoutePattern;
use crate::{Monitor, TrustedProxies};
use body::{OneFrame, SocketBody};
use goodbye::Goodbye;
use incoming::Incoming;
use session::Session;
use token::Shown;

pub use gate::{Gate, SocketLimits};

const PATH: &str = "/ws/connect";

/// The sub-protocol that a token may follow in `Sec-WebSocket-Protocol`.
const PROTOCOL: &str = "rostra";

/// What the socket endpoint is made of.
#[derive(Clone)]
pub struct SocketParts {
    /// This node's sockets.
    pub local: LocalParts,
    /// Who connects.
    pub people: People,
    /// What they say.
    pub conversation: Conversation,
    /// Foreign sites whose pages may connect, as browsers write their origin.
    pub allowed_origins: Vec<String>,
    /// Who watches.
    pub monitor: Arc<dyn Monitor>,
    /// Whose `X-Forwarded-For` counts.
    pub trusted_proxies: TrustedProxies,
    /// How many sockets a client may hold.
    pub gate: Gate,
}

/// One worker's endpoint.
struct Endpoint {
    parts: SocketParts,
    local: Rc<LocalHub>,
}

/// Adds the endpoint to a worker's routes and starts the worker's hub; to be called on its thread.
pub fn configure(parts: SocketParts) -> impl FnOnce(&mut ServiceConfig) {
    move |routes| {
        let (local, serving) = LocalHub::new(parts.local.clone());
        actix_web::rt::spawn(serving);
        let endpoint = Rc::new(Endpoint { parts, local });
        routes.service(
            resource(PATH)
                .app_data(endpoint)
                .app_data(RoutePattern(PATH))
                .route(get().to(connect)),
        );
    }
}

async fn connect(request: HttpRequest, payload: Payload) -> Result<HttpResponse, Failed> {
    let endpoint = request.app_data::<Rc<Endpoint>>().map(Rc::clone);
    let endpoint = endpoint.ok_or_else(|| Failed::from(Code::Unavailable))?;
    if !origin::is_allowed(&request, &endpoint.parts.allowed_origins) {
        return Err(Code::OriginNotAllowed.into());
    }
    let address = endpoint.parts.trusted_proxies.client(request.head());
    let address = Client::from(address.unwrap_or(Ipv4Addr::UNSPECIFIED.into()));
    let gate = &endpoint.parts.gate;
    let Some(address_place) = gate.admit_address(address) else {
        return Err(Failed::too_many_sockets());
    };
    let caller = sign_in(&endpoint.parts.people, &request).await;
    let response = shake_hands(&request).await?;
    let caller = match caller {
        Ok(caller) => caller,
        // The handshake completes all the same: browsers tell scripts the code of a close only.
        Err(Failure::Refused(_)) => {
            return Ok(turned_away(&request, response, payload, CloseCode::Policy));
        }
        Err(Failure::Fault(fault)) => return Err(Failed::from(fault)),
    };
    let Some(user_place) = gate.admit_user(caller.user()) else {
        return Ok(turned_away(&request, response, payload, CloseCode::TooMany));
    };
    let device = ConnectedDevice {
        person: caller.person().clone(),
        session: caller.session(),
    };
    // Not there without a line of ours, as in tests of routes.
    let wire = request.conn_data::<LineEnd>().cloned();
    let wire = wire.map(|end| -> Box<dyn Wire> { Box::new(end) });
    let socket = endpoint.local.connect(device, wire);
    let incoming = Incoming::new(payload.into_inner(), Some(Rc::clone(&socket)));
    Span::current().record("user.id", caller.user().get());
    let request_id = request.headers().get(X_REQUEST_ID).cloned();
    let session = Session::new(&endpoint, caller.clone(), Rc::clone(&socket), request_id);
    let reading = actix_web::rt::spawn(session.listen(incoming));
    let goodbye = Goodbye::new(&request, reading);
    // From here on the socket is gone with its body, even if the connection breaks before it is sent.
    let body = SocketBody::new(Rc::clone(&socket), goodbye, (address_place, user_place));
    // The session may have ended after it was looked at and before its socket could be told so.
    match endpoint.parts.people.recheck(&caller).await {
        Ok(()) => {}
        Err(Failure::Refused(NotSignedIn)) => socket.close(CloseCode::Policy),
        Err(Failure::Fault(fault)) => {
            tracing::error!(error = %fault.with_causes(), "a session could not be looked at");
            socket.close(CloseCode::Restart);
        }
    }
    Ok(response.set_body(body.boxed()))
}

/// Closes a connection that was never let in.
fn turned_away(
    request: &HttpRequest,
    response: HttpResponse,
    payload: Payload,
    code: CloseCode,
) -> HttpResponse {
    let incoming = Incoming::new(payload.into_inner(), None);
    let goodbye = Goodbye::new(request, actix_web::rt::spawn(incoming.ignore()));
    response.set_body(OneFrame::new(code.frame(), goodbye).boxed())
}

async fn sign_in(people: &People, request: &HttpRequest) -> Result<Caller, Failure<NotSignedIn>> {
    match token::shown(request) {
        Some(Shown::Token(token)) => people.authenticate(&token).await,
        Some(Shown::Ticket(ticket)) => people.redeem(&ticket).await,
        None => Err(Failure::Refused(NotSignedIn)),
    }
}

/// The answer to the handshake. Frames are read and written by ourselves, so actix-ws gets no
/// payload to read and its body is replaced.
async fn shake_hands(request: &HttpRequest) -> Result<HttpResponse, Failed> {
    let nothing = Payload::from_request(request, &mut dev::Payload::None).await;
    let nothing = nothing.map_err(|_| Failed::from(Code::UpgradeRequired))?;
    let (response, _, _) = actix_ws::handle_with_protocols(request, nothing, &[PROTOCOL])
        .map_err(|_| Failed::from(Code::UpgradeRequired))?;
    Ok(without_buffering(response))
}

/// Tells proxies that what we write is for now.
fn without_buffering(mut response: HttpResponse) -> HttpResponse {
    let name = header::HeaderName::from_static("x-accel-buffering");
    response
        .headers_mut()
        .insert(name, header::HeaderValue::from_static("no"));
    response
}
