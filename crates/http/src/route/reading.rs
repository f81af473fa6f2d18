//! Reading a room's history, and how much of it is unread.

use actix_web::web::Data;
use application::{Caller, LookAround, ReadNewer, ReadPage};
use domain::{Message, RoomId, Seq, UserId};
use protocol::{
    Code, ContextPage, Fields, MessagePage, Problem, ReactorList, ReactorsOfEmoji, SeqCursor,
    Unread,
};

use crate::Services;
use crate::answer::{Answer, ok};
use crate::extract::{By, InRoom, OnMessageInRoom, Query};
use crate::failed::Failed;

/// Read a room's history, newest first.
#[utoipa::path(
    get, path = "/api/rooms/{room_id}/messages", operation_id = "read_history", tag = "history",
    params(
        ("room_id" = i64, Path, minimum = 1),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "50 unless given."),
        ("cursor" = Option<String>, Query, description = "The next_cursor of the page before."),
    ),
    responses(
        (status = 200, body = MessagePage, description = "Newest first."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn page(
    services: Data<Services>,
    By(caller, (InRoom(room), query)): By<(InRoom, Query)>,
) -> Answer {
    let mut fields = Fields::new();
    let limit = query.number(&mut fields, "limit", 1..=100).unwrap_or(50);
    fields.finish(Some(()))?;
    let Ok(before) = query.cursor(|text| SeqCursor::decode(text, room)) else {
        return Err(malformed_cursor(&services, &caller, room).await);
    };
    let wanted = ReadPage {
        room,
        before,
        limit,
    };
    let page = services.conversation.page(&caller, wanted).await?;
    ok(&shown(&page, caller.user()))
}

/// Read on from a place in a room's history, oldest first.
#[utoipa::path(
    get, path = "/api/rooms/{room_id}/messages/newer", operation_id = "read_newer", tag = "history",
    params(
        ("room_id" = i64, Path, minimum = 1),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "50 unless given."),
        ("cursor" = Option<String>, Query, description = "Where to read on; from the first message unless given."),
    ),
    responses(
        (status = 200, body = MessagePage, description = "Oldest first."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn newer(
    services: Data<Services>,
    By(caller, (InRoom(room), query)): By<(InRoom, Query)>,
) -> Answer {
    let mut fields = Fields::new();
    let limit = query.number(&mut fields, "limit", 1..=100).unwrap_or(50);
    fields.finish(Some(()))?;
    let Ok(after) = query.cursor(|text| SeqCursor::decode(text, room)) else {
        return Err(malformed_cursor(&services, &caller, room).await);
    };
    let after = after.unwrap_or(Seq::ZERO);
    let wanted = ReadNewer { room, after, limit };
    let page = services.conversation.newer(&caller, wanted).await?;
    ok(&shown(&page, caller.user()))
}

/// Show a message amid its neighbors.
#[utoipa::path(
    get, path = "/api/rooms/{room_id}/messages/{message_id}/context", operation_id = "read_context", tag = "history",
    params(
        ("room_id" = i64, Path, minimum = 1),
        ("message_id" = i64, Path, minimum = 1),
        ("before" = Option<u32>, Query, maximum = 100, description = "25 unless given."),
        ("after" = Option<u32>, Query, maximum = 100, description = "25 unless given."),
    ),
    responses(
        (status = 200, body = ContextPage, description = "Oldest first."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn context(
    services: Data<Services>,
    By(caller, (OnMessageInRoom(room, target), query)): By<(OnMessageInRoom, Query)>,
) -> Answer {
    let mut fields = Fields::new();
    let before = query.number(&mut fields, "before", 0..=100).unwrap_or(25);
    let after = query.number(&mut fields, "after", 0..=100).unwrap_or(25);
    fields.finish(Some(()))?;
    let wanted = LookAround {
        room,
        target,
        before,
        after,
    };
    let context = services.conversation.around(&caller, wanted).await?;
    ok(&ContextPage::new(&context, target, caller.user()))
}

/// Tell who reacted to a message.
#[utoipa::path(
    get, path = "/api/rooms/{room_id}/messages/{message_id}/reactions", operation_id = "read_reactors", tag = "history",
    params(
        ("room_id" = i64, Path, minimum = 1),
        ("message_id" = i64, Path, minimum = 1),
    ),
    responses(
        (status = 200, body = ReactorList, description = "Each emoji in the order of first use, with the people behind it."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn reactors(
    services: Data<Services>,
    By(caller, OnMessageInRoom(room, message)): By<OnMessageInRoom>,
) -> Answer {
    let reactors = services
        .conversation
        .reactors(&caller, room, message)
        .await?;
    let reactions = reactors.iter().map(ReactorsOfEmoji::from).collect();
    ok(&ReactorList { reactions })
}

/// Count what the caller has not read.
#[utoipa::path(
    get, path = "/api/unread", operation_id = "count_unread", tag = "history",
    responses(
        (status = 200, body = Unread, description = "In all rooms, and by room."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn unread(services: Data<Services>, By(caller, ()): By) -> Answer {
    let seats = services.lobby.seats(&caller).await?;
    let counts = seats.iter().map(|seat| (seat.room.id.get(), seat.unread()));
    let rooms = counts.filter(|(_, count)| *count > 0).collect();
    let total = seats.iter().map(domain::Seat::unread).sum();
    ok(&Unread { total, rooms })
}

/// A page as its reader sees it.
pub(crate) fn shown(page: &domain::MessagePage, reader: UserId) -> MessagePage<'_> {
    let last = page.messages.last().filter(|_| page.more);
    let see = |message| protocol::Message::seen_by(message, Some(reader));
    MessagePage {
        messages: page.messages.iter().map(see).collect(),
        next_cursor: last.map(cursor_at),
    }
}

/// Who may not read the room is told so first.
pub(crate) async fn malformed_cursor(services: &Services, caller: &Caller, room: RoomId) -> Failed {
    match services.conversation.membership(caller, room).await {
        Ok(_) => Code::MalformedCursor.into(),
        Err(failure) => failure.into(),
    }
}

fn cursor_at(message: &Message) -> String {
    let (room, seq) = (message.room, message.seq);
    SeqCursor { room, seq }.encode()
}
