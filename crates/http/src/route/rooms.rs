//! Rooms and the caller's seat in them.

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Data;
use application::OpenRoom;
use domain::{DiscoverQuery, NameKey, SearchQuery};
use protocol::{
    DiscoveredRoom, Fields, Given, IdCursor, Problem, ReadForm, ReadState, Room, RoomEditForm,
    RoomForm, Status,
};

use crate::Services;
use crate::answer::{Answer, created, nothing, ok};
use crate::extract::{By, Form, InRoom, Query};

const NEXT_CURSOR: HeaderName = HeaderName::from_static("x-next-cursor");

/// List the rooms that the caller is a member of.
#[utoipa::path(
    get, path = "/api/rooms", operation_id = "list_rooms", tag = "rooms",
    params(("include_unread" = Option<bool>, Query, description = "Whether to count unread messages.")),
    responses(
        (status = 200, body = Vec<Room>, description = "By id."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn list(services: Data<Services>, By(caller, query): By<Query>) -> Answer {
    let mut fields = Fields::new();
    let include_unread = query.flag(&mut fields, "include_unread");
    fields.finish(Some(()))?;
    let seats = services.lobby.seats(&caller).await?;
    let shown = if include_unread {
        Room::with_unread
    } else {
        Room::from
    };
    ok(&seats.iter().map(shown).collect::<Vec<_>>())
}

/// List public rooms, joined or not.
#[utoipa::path(
    get, path = "/api/rooms/discover", operation_id = "discover_rooms", tag = "rooms",
    params(
        ("q" = Option<String>, Query, description = "Part of the name."),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 500, description = "200 unless given."),
        ("cursor" = Option<String>, Query, description = "From the X-Next-Cursor header of the page before."),
    ),
    responses(
        (status = 200, body = Vec<DiscoveredRoom>, description = "By id.",
            headers(("x-next-cursor" = String, description = "Where the next page starts; absent at the end."))),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn discover(services: Data<Services>, By(caller, query): By<Query>) -> Answer {
    let mut fields = Fields::new();
    let limit = query.number(&mut fields, "limit", 1..=500);
    let words = match query.given("q") {
        Given::Value(q) if q.trim().is_empty() => Given::Missing,
        given => given,
    };
    let words = fields.optional("q", &words, |raw| SearchQuery::parse(raw));
    fields.finish(Some(()))?;
    let after = query.cursor(|text| IdCursor::decode(text)?.room())?;
    let wanted = DiscoverQuery {
        name_contains: words.map(|words| NameKey::of(words.as_str())),
        after,
        limit: limit.unwrap_or(200),
    };
    let page = services.lobby.discover(&caller, wanted).await?;
    let rooms: Vec<_> = page.rooms.iter().map(DiscoveredRoom::from).collect();
    let mut response = ok(&rooms)?;
    let next = page.next.map(|room| IdCursor::from(room).encode());
    if let Some(next) = next.and_then(|next| HeaderValue::try_from(next).ok()) {
        response.headers_mut().insert(NEXT_CURSOR, next);
    }
    Ok(response)
}

/// Create a room; the caller is its first member.
#[utoipa::path(
    post, path = "/api/rooms", operation_id = "create_room", tag = "rooms", request_body = RoomForm,
    responses(
        (status = 201, body = Room, description = "The room."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn open(services: Data<Services>, By(caller, form): By<Form<RoomForm>>) -> Answer {
    let fields = form.0.parse()?;
    let order = OpenRoom {
        name: fields.name,
        description: fields.description,
        kind: fields.kind,
    };
    let seat = services.lobby.open(&caller, order).await?;
    created(&Room::from(&seat))
}

/// Show a room that the caller is a member of.
#[utoipa::path(
    get, path = "/api/rooms/{room_id}", operation_id = "show_room", tag = "rooms",
    params(("room_id" = i64, Path, minimum = 1)),
    responses(
        (status = 200, body = Room, description = "The room, with the unread count."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn show(services: Data<Services>, By(caller, InRoom(room)): By<InRoom>) -> Answer {
    let seat = services.lobby.seat(&caller, room).await?;
    ok(&Room::with_unread(&seat))
}

/// Rename or describe a room; its creator only.
#[utoipa::path(
    patch, path = "/api/rooms/{room_id}", operation_id = "edit_room", tag = "rooms",
    params(("room_id" = i64, Path, minimum = 1)), request_body = RoomEditForm,
    responses(
        (status = 200, body = Room, description = "The room as it is now."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn edit(
    services: Data<Services>,
    By(caller, (InRoom(room), form)): By<(InRoom, Form<RoomEditForm>)>,
) -> Answer {
    let seat = services.lobby.edit(&caller, room, form.0.parse()?).await?;
    ok(&Room::from(&seat))
}

/// Delete a room with everything in it; its creator only.
#[utoipa::path(
    delete, path = "/api/rooms/{room_id}", operation_id = "delete_room", tag = "rooms",
    params(("room_id" = i64, Path, minimum = 1)),
    responses(
        (status = 204, description = "Gone."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn close(
    services: Data<Services>,
    By(caller, InRoom(room)): By<InRoom>,
) -> Answer {
    services.lobby.close(&caller, room).await?;
    nothing()
}

/// Join a public room.
#[utoipa::path(
    post, path = "/api/rooms/{room_id}/join", operation_id = "join_room", tag = "rooms",
    params(("room_id" = i64, Path, minimum = 1)),
    responses(
        (status = 200, body = Room, description = "The room."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn join(services: Data<Services>, By(caller, InRoom(room)): By<InRoom>) -> Answer {
    let seat = services.lobby.join(&caller, room).await?;
    ok(&Room::from(&seat))
}

/// Leave a room; its creator can't.
#[utoipa::path(
    post, path = "/api/rooms/{room_id}/leave", operation_id = "leave_room", tag = "rooms",
    params(("room_id" = i64, Path, minimum = 1)),
    responses(
        (status = 200, body = Status, description = "Left."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn leave(
    services: Data<Services>,
    By(caller, InRoom(room)): By<InRoom>,
) -> Answer {
    services.lobby.leave(&caller, room).await?;
    ok(&Status::OK)
}

/// Mark a room as read, up to a message or altogether.
#[utoipa::path(
    patch, path = "/api/rooms/{room_id}/read", operation_id = "mark_read", tag = "rooms",
    params(("room_id" = i64, Path, minimum = 1)), request_body = Option<ReadForm>,
    responses(
        (status = 200, body = ReadState, description = "Where the marker stands."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn mark_read(
    services: Data<Services>,
    By(caller, (InRoom(room), form)): By<(InRoom, Form<ReadForm>)>,
) -> Answer {
    let up_to = form.0.parse()?;
    let marker = services
        .conversation
        .mark_read(&caller, room, up_to)
        .await?;
    ok(&ReadState {
        status: "ok",
        room_id: room.get(),
        last_read_at: marker.at.into(),
    })
}
