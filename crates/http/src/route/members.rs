//! Who sits in a room.

use actix_web::web::Data;
use application::{ReadMembers, Seated};
use protocol::{Fields, MemberForm, MemberPage, NameCursor, Problem, RoomMember};

use crate::Services;
use crate::answer::{Answer, created, nothing, ok};
use crate::extract::{By, Form, InRoom, OfMember, Query};
use crate::route::reading::malformed_cursor;

/// List the members of a room and who of them is connected.
#[utoipa::path(
    get, path = "/api/rooms/{room_id}/members", operation_id = "list_members", tag = "members",
    params(
        ("room_id" = i64, Path, minimum = 1),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "50 unless given."),
        ("cursor" = Option<String>, Query, description = "The next_cursor of the page before."),
    ),
    responses(
        (status = 200, body = MemberPage, description = "By name."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn list(
    services: Data<Services>,
    By(caller, (InRoom(room), query)): By<(InRoom, Query)>,
) -> Answer {
    let mut fields = Fields::new();
    let limit = query.number(&mut fields, "limit", 1..=100).unwrap_or(50);
    fields.finish(Some(()))?;
    let Ok(after) = query.cursor(NameCursor::decode) else {
        return Err(malformed_cursor(&services, &caller, room).await);
    };
    let after = after.map(|cursor| cursor.0);
    let wanted = ReadMembers { room, after, limit };
    let page = services.lobby.members(&caller, wanted).await?;
    ok(&MemberPage {
        members: page.members.iter().map(shown).collect(),
        next_cursor: page.next.map(|key| NameCursor(key).encode()),
    })
}

/// Add somebody to a private room.
#[utoipa::path(
    post, path = "/api/rooms/{room_id}/members", operation_id = "add_member", tag = "members",
    params(("room_id" = i64, Path, minimum = 1)), request_body = MemberForm,
    responses(
        (status = 201, body = RoomMember, description = "The new member."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn add(
    services: Data<Services>,
    By(caller, (InRoom(room), form)): By<(InRoom, Form<MemberForm>)>,
) -> Answer {
    let user = form.0.parse()?;
    let added = services.lobby.add_member(&caller, room, user).await?;
    created(&shown(&added))
}

/// Remove a member; the room's creator only.
#[utoipa::path(
    delete, path = "/api/rooms/{room_id}/members/{user_id}", operation_id = "remove_member", tag = "members",
    params(("room_id" = i64, Path, minimum = 1), ("user_id" = i64, Path, minimum = 1)),
    responses(
        (status = 204, description = "Removed."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn remove(
    services: Data<Services>,
    By(caller, OfMember(room, user)): By<OfMember>,
) -> Answer {
    services.lobby.remove_member(&caller, room, user).await?;
    nothing()
}

fn shown(seated: &Seated) -> RoomMember<'_> {
    let member = &seated.member;
    RoomMember {
        id: member.person.id.get(),
        username: member.person.username.as_str(),
        joined_at: member.joined_at.into(),
        online: seated.online,
    }
}
