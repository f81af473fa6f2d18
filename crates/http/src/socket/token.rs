//! Where a connecting client shows its access token.

use actix_web::HttpRequest;
use actix_web::http::header;
use serde::Deserialize;

use super::PROTOCOL;

#[derive(Deserialize)]
struct Shown {
    token: Option<String>,
}

/// `?token=`, or the sub-protocol that follows `rostra`.
pub(super) fn shown(request: &HttpRequest) -> Option<String> {
    let query = actix_web::web::Query::<Shown>::from_query(request.query_string());
    let in_query = query.ok().and_then(|query| query.into_inner().token);
    in_query.or_else(|| in_protocol(request))
}

fn in_protocol(request: &HttpRequest) -> Option<String> {
    let offered = request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL);
    let mut offered = offered
        .filter_map(|value| value.to_str().ok())
        .flat_map(|it| it.split(','));
    offered.find(|name| name.trim() == PROTOCOL)?;
    offered.next().map(|token| token.trim().to_owned())
}
