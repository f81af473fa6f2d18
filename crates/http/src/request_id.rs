//! What a request is called in answers and in the log.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// The header that carries it, in both directions.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const MAX_LENGTH: usize = 64;

/// Tells this process from every other one.
static PROCESS: LazyLock<String> = LazyLock::new(|| {
    let mut id = Uuid::new_v4().simple().to_string();
    id.truncate(12);
    id
});

static COUNT: AtomicU64 = AtomicU64::new(1);

/// The client's own id when it is sane, else one of ours: a counter, because a random number for
/// each request costs more than the rest of the edge.
pub(crate) fn request_id(headers: &HeaderMap) -> HeaderValue {
    match headers.get(&X_REQUEST_ID) {
        Some(given) if is_sane(given.as_bytes()) => given.clone(),
        Some(_) | None => generated(),
    }
}

fn is_sane(id: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    (1..=MAX_LENGTH).contains(&id.len()) && id.iter().all(is_plain)
}

fn generated() -> HeaderValue {
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let id = format!("{}-{count:x}", *PROCESS);
    HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static("-"))
}
