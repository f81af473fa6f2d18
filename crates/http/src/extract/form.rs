//! What was given in the body.

use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{FromRequest, HttpRequest};
use bytes::BytesMut;
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use protocol::{Code, read_object};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::failed::Failed;

/// No form is longer, not even one with the longest message in the longest spelling of JSON.
const MAX_BYTES: usize = 64 * 1024;

/// A body of this size takes no longer on any line that a chat is usable on.
const ARRIVES_WITHIN: Duration = Duration::from_secs(30);

/// A JSON object, read leniently; its fields are checked by its own `parse`. An empty body is an
/// empty object.
pub(crate) struct Form<T>(pub(crate) T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for Form<T> {
    type Error = Failed;
    type Future = LocalBoxFuture<'static, Result<Self, Failed>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let reading = timeout(ARRIVES_WITHIN, read(request.headers(), payload));
            let body = reading.await.map_err(|_| Code::RequestTimeout)??;
            if body.is_empty() {
                return Ok(Self(T::default()));
            }
            if !is_plain_json(request.headers()) {
                return Err(Code::UnsupportedMediaType.into());
            }
            Ok(Self(read_object(&body)?))
        })
    }
}

async fn read(headers: &HeaderMap, mut payload: Payload) -> Result<BytesMut, Failed> {
    let announced = announced_length(headers).unwrap_or(0);
    if announced > MAX_BYTES {
        return Err(Code::PayloadTooLarge.into());
    }
    let mut body = BytesMut::with_capacity(announced);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Code::BadRequest)?;
        if body.len().saturating_add(chunk.len()) > MAX_BYTES {
            return Err(Code::PayloadTooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn announced_length(headers: &HeaderMap) -> Option<usize> {
    let length = headers.get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

/// `application/json` in UTF-8, not compressed.
fn is_plain_json(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    let encoding = text(header::CONTENT_ENCODING).unwrap_or("identity");
    let content_type = text(header::CONTENT_TYPE).unwrap_or_default();
    let mut parts = content_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| strip_prefix_ignoring_case(part, "charset="));
    let is_utf8 = charset.is_none_or(|it| it.trim_matches('"').eq_ignore_ascii_case("utf-8"));
    let is_json = essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"));
    is_json && is_utf8 && encoding.eq_ignore_ascii_case("identity")
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}
