//! Where a request goes: the ids in its path.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use domain::{Emoji, InvalidId, MessageId, RoomId, SessionId, UserId};
use protocol::{FieldErrors, Fields, Given};

use crate::failed::Failed;

/// `/rooms/{room_id}`
pub(crate) struct InRoom(pub(crate) RoomId);

/// `/rooms/{room_id}/members/{user_id}`
pub(crate) struct OfMember(pub(crate) RoomId, pub(crate) UserId);

/// `/users/{user_id}`
pub(crate) struct OfUser(pub(crate) UserId);

/// `/auth/sessions/{session_id}`
pub(crate) struct OfSession(pub(crate) SessionId);

/// `/rooms/{room_id}/messages/{message_id}`
pub(crate) struct OnMessageInRoom(pub(crate) RoomId, pub(crate) MessageId);

/// `/messages/{message_id}`
pub(crate) struct OnMessage(pub(crate) MessageId);

/// `/messages/{message_id}/reactions/{emoji}`
pub(crate) struct WithEmoji(pub(crate) MessageId, pub(crate) Emoji);

const ROOM: &str = "room_id";
const USER: &str = "user_id";
const MESSAGE: &str = "message_id";
const SESSION: &str = "session_id";

/// Parses the path's parts; all mistakes are told at once.
struct Parts<'a> {
    request: &'a HttpRequest,
    fields: Fields,
}

impl<'a> Parts<'a> {
    fn of(request: &'a HttpRequest) -> Self {
        Self {
            request,
            fields: Fields::new(),
        }
    }

    fn id<T>(&mut self, name: &str, parse: fn(i64) -> Result<T, InvalidId>) -> Option<T> {
        let raw = self.request.match_info().get(name).unwrap_or_default();
        // `+5` and `05` would be second spellings of one address.
        let number = raw.parse::<i64>().ok();
        let number = number.filter(|it| it.to_string() == raw);
        let given = Given::Value(number.unwrap_or(0));
        self.fields.required(name, &given, |raw| parse(*raw))
    }

    fn session(&mut self) -> Option<SessionId> {
        let raw = self.request.match_info().get(SESSION).unwrap_or_default();
        let given = Given::Value(raw.to_owned());
        self.fields.required(SESSION, &given, |raw| {
            SessionId::parse(raw).ok_or("must be a UUID")
        })
    }

    fn emoji(&mut self) -> Option<Emoji> {
        let path = web::Path::<(String, String)>::extract(self.request).into_inner();
        let text = path.map(|parts| parts.into_inner().1).unwrap_or_default();
        let given = Given::Value(text);
        self.fields
            .required("emoji", &given, |raw| Emoji::parse(raw))
    }

    fn finish<T>(self, parsed: Option<T>) -> Ready<Result<T, Failed>> {
        let finished: Result<T, FieldErrors> = self.fields.finish(parsed);
        ready(finished.map_err(Failed::from))
    }
}

impl FromRequest for InRoom {
    type Error = Failed;
    type Future = Ready<Result<Self, Failed>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut parts = Parts::of(request);
        let room = parts.id(ROOM, RoomId::parse);
        parts.finish(room.map(Self))
    }
}

impl FromRequest for OfMember {
    type Error = Failed;
    type Future = Ready<Result<Self, Failed>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut parts = Parts::of(request);
        let room = parts.id(ROOM, RoomId::parse);
        let user = parts.id(USER, UserId::parse);
        parts.finish(room.zip(user).map(|(room, user)| Self(room, user)))
    }
}

impl FromRequest for OfUser {
    type Error = Failed;
    type Future = Ready<Result<Self, Failed>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut parts = Parts::of(request);
        let user = parts.id(USER, UserId::parse);
        parts.finish(user.map(Self))
    }
}

impl FromRequest for OfSession {
    type Error = Failed;
    type Future = Ready<Result<Self, Failed>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut parts = Parts::of(request);
        let session = parts.session();
        parts.finish(session.map(Self))
    }
}

impl FromRequest for OnMessageInRoom {
    type Error = Failed;
    type Future = Ready<Result<Self, Failed>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut parts = Parts::of(request);
        let room = parts.id(ROOM, RoomId::parse);
        let message = parts.id(MESSAGE, MessageId::parse);
        parts.finish(room.zip(message).map(|(room, message)| Self(room, message)))
    }
}

impl FromRequest for OnMessage {
    type Error = Failed;
    type Future = Ready<Result<Self, Failed>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut parts = Parts::of(request);
        let message = parts.id(MESSAGE, MessageId::parse);
        parts.finish(message.map(Self))
    }
}

impl FromRequest for WithEmoji {
    type Error = Failed;
    type Future = Ready<Result<Self, Failed>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut parts = Parts::of(request);
        let message = parts.id(MESSAGE, MessageId::parse);
        let emoji = parts.emoji();
        parts.finish(
            message
                .zip(emoji)
                .map(|(message, emoji)| Self(message, emoji)),
        )
    }
}
