//! Pages of other origins: only the configured ones may use the service.

use actix_cors::Cors;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};

use crate::Origin;

const METHODS: [&str; 5] = ["GET", "POST", "PATCH", "DELETE", "PUT"];

/// What a page may read of an answer beside its body.
const EXPOSED: [&str; 6] = [
    "x-request-id",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-next-cursor",
    "retry-after",
];

const TEN_MINUTES: usize = 600;

/// Lets pages of these origins in. No cookies are used, so none are allowed.
pub(crate) fn cors(origins: &[Origin]) -> Cors {
    let cors = Cors::default()
        .allowed_methods(METHODS)
        .allowed_headers([AUTHORIZATION, CONTENT_TYPE])
        .allowed_header("x-request-id")
        .allowed_header("traceparent")
        .expose_headers(EXPOSED)
        .max_age(TEN_MINUTES);
    let admit = |cors: Cors, origin: &Origin| cors.allowed_origin(origin.as_str());
    origins.iter().fold(cors, admit)
}
