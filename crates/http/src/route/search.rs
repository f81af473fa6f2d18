//! Finding messages.

use actix_web::web::Data;
use application::{SearchEverywhere, SearchRoom};
use domain::SearchQuery;
use protocol::{FieldErrors, Fields, IdCursor, MessagePage, Problem, SeqCursor};

use crate::Services;
use crate::answer::{Answer, ok};
use crate::extract::{By, InRoom, Query};
use crate::route::reading::{malformed_cursor, shown};

/// Find messages in one room.
#[utoipa::path(
    get, path = "/api/rooms/{room_id}/messages/search", operation_id = "search_room", tag = "search",
    params(
        ("room_id" = i64, Path, minimum = 1),
        ("q" = String, Query, min_length = 1, max_length = 200, description = "Plain words."),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50, description = "20 unless given."),
        ("cursor" = Option<String>, Query, description = "The next_cursor of the page before."),
    ),
    responses(
        (status = 200, body = MessagePage, description = "Newest first."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn in_room(
    services: Data<Services>,
    By(caller, (InRoom(room), query)): By<(InRoom, Query)>,
) -> Answer {
    let (words, limit) = wanted(&query)?;
    let Ok(before) = query.cursor(|text| SeqCursor::decode(text, room)) else {
        return Err(malformed_cursor(&services, &caller, room).await);
    };
    let search = SearchRoom {
        room,
        query: words,
        before,
        limit,
    };
    let page = services.conversation.search(&caller, search).await?;
    ok(&shown(&page, caller.user()))
}

/// Find messages in all rooms of the caller.
#[utoipa::path(
    get, path = "/api/search", operation_id = "search_everywhere", tag = "search",
    params(
        ("q" = String, Query, min_length = 1, max_length = 200, description = "Plain words."),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50, description = "20 unless given."),
        ("cursor" = Option<String>, Query, description = "The next_cursor of the page before."),
    ),
    responses(
        (status = 200, body = MessagePage, description = "Newest first."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn everywhere(services: Data<Services>, By(caller, query): By<Query>) -> Answer {
    let (words, limit) = wanted(&query)?;
    let before = query.cursor(|text| IdCursor::decode(text)?.message())?;
    let search = SearchEverywhere {
        query: words,
        before,
        limit,
    };
    let page = services
        .conversation
        .search_everywhere(&caller, search)
        .await?;
    let last = page.messages.last().filter(|_| page.more);
    ok(&MessagePage {
        next_cursor: last.map(|message| IdCursor::from(message.id).encode()),
        ..shown(&page, caller.user())
    })
}

fn wanted(query: &Query) -> Result<(SearchQuery, u32), FieldErrors> {
    let mut fields = Fields::new();
    let words = fields.required("q", &query.given("q"), |raw| SearchQuery::parse(raw));
    let limit = query.number(&mut fields, "limit", 1..=50).unwrap_or(20);
    fields.finish(words.map(|words| (words, limit)))
}
