//! What is true of every answer: its id, its security headers, its form when it is a refusal.
//!
//! One middleware rather than one for each: it runs for every request.

use std::sync::Arc;

use actix_cors::CorsError;
use actix_web::Error;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use domain::Fault;
use protocol::{Code, Problem};
use tracing::{Instrument, error};

use crate::answer::JSON;
use crate::failed::{Failed, PROBLEM_JSON, write};
use crate::request_id::{X_REQUEST_ID, request_id};
use crate::watch::Watched;
use crate::{Monitor, TrustedProxies};

/// The web client needs nothing but its own files and its own socket.
const CLIENT_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
     font-src 'self'; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; \
     worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// Who looks at JSON as at a page loads nothing at all.
const DATA_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

const ON_EVERY_ANSWER: [(HeaderName, HeaderValue); 3] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
];

const TWO_YEARS_OF_TLS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Names the request, serves it, and finishes the answer.
pub(crate) async fn edge<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
    proxies: Arc<TrustedProxies>,
    monitor: Arc<dyn Monitor>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let id = request_id(request.headers());
    let by_tls = proxies.came_by_tls(request.head());
    let watched = Watched::begin(&request, &id, &*monitor);
    request.headers_mut().insert(X_REQUEST_ID, id.clone());
    match next.call(request).instrument(watched.span.clone()).await {
        Ok(response) => {
            let mut response = finish(response, &id);
            watched.answered(&response, &*monitor);
            protect(response.headers_mut(), id, by_tls);
            Ok(response)
        }
        Err(mut error) => {
            let status = error.as_response_error().status_code();
            watched.failed(status.as_u16(), &*monitor);
            error.add_response_mapper(move |mut response| {
                protect(response.headers_mut(), id.clone(), by_tls);
                response
            });
            Err(error)
        }
    }
}

fn protect(headers: &mut HeaderMap, id: HeaderValue, by_tls: bool) {
    headers.insert(X_REQUEST_ID, id);
    for (name, value) in ON_EVERY_ANSWER {
        headers.insert(name, value);
    }
    let is_data = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|it| *it == JSON || *it == PROBLEM_JSON);
    let policy = if is_data { DATA_POLICY } else { CLIENT_POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    if by_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TWO_YEARS_OF_TLS);
    }
}

/// Gives every refusal the form of a problem, and a server error its id and its line in the log.
fn finish<B: MessageBody>(
    response: ServiceResponse<B>,
    id: &HeaderValue,
) -> ServiceResponse<EitherBody<B>> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response.map_into_left_body();
    }
    let failed = response
        .response()
        .error()
        .and_then(|error| error.as_error::<Failed>());
    let is_problem = failed.is_some() || is_problem(response.headers());
    if is_problem && !status.is_server_error() {
        return response.map_into_left_body();
    }
    let mut problem = failed.map_or_else(|| foreign(&response), Failed::problem);
    if status.is_server_error() {
        let text = id.to_str().unwrap_or_default();
        problem.request_id = Some(text.to_owned());
        if let Some(fault) = failed.and_then(Failed::fault) {
            log(&response, text, fault);
        }
    }
    let status = StatusCode::from_u16(problem.status).unwrap_or(status);
    let mut response = response.map_body(|head, _| {
        head.status = status;
        EitherBody::right(BoxBody::new(write(&problem)))
    });
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, PROBLEM_JSON);
    response
}

fn is_problem(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE) == Some(&PROBLEM_JSON)
}

/// What the framework refused on its own, in our words.
fn foreign<B>(response: &ServiceResponse<B>) -> Problem {
    let refused_by_cors = response
        .response()
        .error()
        .and_then(|error| error.as_error());
    let code = match (refused_by_cors, response.status()) {
        (Some(CorsError::OriginNotAllowed), _) => Code::OriginNotAllowed,
        (_, StatusCode::NOT_FOUND) => Code::NotFound,
        (_, StatusCode::METHOD_NOT_ALLOWED) => Code::MethodNotAllowed,
        (_, StatusCode::PAYLOAD_TOO_LARGE) => Code::PayloadTooLarge,
        (_, StatusCode::UNSUPPORTED_MEDIA_TYPE) => Code::UnsupportedMediaType,
        (_, StatusCode::UPGRADE_REQUIRED) => Code::UpgradeRequired,
        (_, status) if status.is_server_error() => Code::Internal,
        (_, _) => Code::BadRequest,
    };
    Problem::from(code)
}

fn log<B>(response: &ServiceResponse<B>, id: &str, fault: &Fault) {
    let request = response.request();
    error!(
        request.id = id,
        http.method = %request.method(),
        http.route = request.match_pattern().unwrap_or_default(),
        error = %fault.with_causes(),
        "a request failed",
    );
}
