//! The socket endpoint `/ws/connect` (contract, section 7).
//!
//! actix-ws does the handshake and reads frames; what is written comes ready-made from the
//! [`Socket`](realtime::Socket)'s queue, so that a frame is encoded once for all who get it.

mod answer;
mod body;
mod origin;
mod session;
mod token;

use std::rc::Rc;

use actix_web::body::MessageBody;
use actix_web::http::header;
use actix_web::web::{Payload, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};
use application::{Conversation, Failure, People};
use domain::BodyLimit;
use protocol::Code;
use realtime::{CloseCode, LocalHub, LocalParts};

use crate::failed::Failed;
use body::{SocketBody, only};
use session::Session;

/// Frames are at most this long; longer ones close the socket with 1009.
const MAX_FRAME_BYTES: usize = 64 * 1024;
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
    /// How long a message may be.
    pub body_limit: BodyLimit,
    /// Foreign sites whose pages may connect, as browsers write their origin.
    pub allowed_origins: Vec<String>,
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
            resource("/ws/connect")
                .app_data(endpoint)
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
    let caller = match token::shown(&request) {
        Some(token) => endpoint.parts.people.authenticate(&token).await,
        None => Err(Failure::Refused(application::NotSignedIn)),
    };
    let (response, _, incoming) = actix_ws::handle_with_protocols(&request, payload, &[PROTOCOL])
        .map_err(|_| Failed::from(Code::UpgradeRequired))?;
    let response = without_buffering(response);
    let caller = match caller {
        Ok(caller) => caller,
        // The handshake completes all the same: browsers tell scripts the code of a close only.
        Err(Failure::Refused(_)) => {
            return Ok(response.map_body(|_, inner| only(CloseCode::Policy.frame(), inner)));
        }
        Err(Failure::Fault(fault)) => return Err(Failed::from(fault)),
    };
    let socket = endpoint.local.connect(caller.person().clone());
    let incoming = incoming
        .max_frame_size(MAX_FRAME_BYTES)
        .aggregate_continuations()
        .max_continuation_size(MAX_FRAME_BYTES);
    let session = Session::new(&endpoint, caller, Rc::clone(&socket));
    actix_web::rt::spawn(session.listen(incoming));
    Ok(response.map_body(|_, inner| SocketBody::new(inner, socket).boxed()))
}

/// Tells proxies that what we write is for now.
fn without_buffering(mut response: HttpResponse) -> HttpResponse {
    let name = header::HeaderName::from_static("x-accel-buffering");
    response
        .headers_mut()
        .insert(name, header::HeaderValue::from_static("no"));
    response
}
