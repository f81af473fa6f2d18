//! Where a connecting client shows its access token or ticket.

use actix_web::HttpRequest;
use actix_web::http::header;
use serde::Deserialize;

use super::PROTOCOL;

/// What a client shows.
pub(super) enum Shown {
    /// An access token.
    Token(String),
    /// A one-use ticket.
    Ticket(String),
}

#[derive(Deserialize)]
struct Parameters {
    token: Option<String>,
    ticket: Option<String>,
}

/// `?token=`, `?ticket=`, or the sub-protocol that follows `rostra`.
pub(super) fn shown(request: &HttpRequest) -> Option<Shown> {
    let query = actix_web::web::Query::<Parameters>::from_query(request.query_string());
    let query = query.map(actix_web::web::Query::into_inner).ok();
    let (token, ticket) = query.map_or((None, None), |query| (query.token, query.ticket));
    let in_query = token.map(Shown::Token).or(ticket.map(Shown::Ticket));
    in_query.or_else(|| in_protocol(request).map(Shown::Token))
}

fn in_protocol(request: &HttpRequest) -> Option<String> {
    let offered = request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL);
    let mut offered = offered
        .filter_map(|value| value.to_str().ok())
        .flat_map(|it| it.split(','));
    offered.find(|name| name.trim() == PROTOCOL)?;
    offered.next().map(|token| token.trim().to_owned())
}
