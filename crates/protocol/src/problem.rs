//! Problems: what a refusal is called, on REST (RFC 9457) and in `error` frames.

use serde::Serialize;
use utoipa::ToSchema;

use crate::FieldError;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal, $title:literal, $detail:literal;)*) => {
        /// Every refusal that the server knows; its text is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// All of them, for documents and tests.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable name, for programs.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// A short name, for people.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// One plain sentence, for people: what is wrong and what to do.
            pub const fn detail(self) -> &'static str {
                match self { $(Self::$name => $detail,)* }
            }
        }
    };
}

// The original's browser client shows `detail` as it is, looks for the words "Already a member", "creator"
// and "Not a member", and repeats a request whose text holds "timeout" or "server error": so no
// detail bears a number, an id or one of those words without meaning it.
codes! {
    /// A form or frame is malformed.
    InvalidRequest = "invalid_request", 422, "Invalid request", "Some fields are not valid; see the list of errors.";
    /// A cursor was not made by this list.
    MalformedCursor = "malformed_cursor", 400, "Malformed cursor", "The cursor is not valid; start again without one.";
    /// The request makes no sense before any field of it is read.
    BadRequest = "bad_request", 400, "Bad request", "The request is malformed.";
    /// No or no valid access token.
    NotAuthenticated = "not_authenticated", 401, "Not authenticated", "Please sign in.";
    /// Name and password don't match.
    InvalidCredentials = "invalid_credentials", 401, "Invalid credentials", "Incorrect username or password.";
    /// Somebody has the username.
    UsernameTaken = "username_taken", 400, "Username taken", "Username already registered; choose another one.";
    /// Somebody has the e-mail address.
    EmailTaken = "email_taken", 400, "E-mail address taken", "Email already registered; sign in or use another one.";
    /// A room has the name.
    RoomNameTaken = "room_name_taken", 400, "Room name taken", "A room of this name already exists; choose another name.";
    /// No such room for the caller.
    RoomNotFound = "room_not_found", 404, "Room not found", "Room not found.";
    /// No such message for the caller.
    MessageNotFound = "message_not_found", 404, "Message not found", "Message not found.";
    /// The message to answer is not in the room.
    ReplyNotFound = "reply_not_found", 404, "Message to reply to not found", "The message to reply to is not in this room.";
    /// No such person.
    UserNotFound = "user_not_found", 404, "User not found", "User not found.";
    /// The caller has no such session.
    SessionNotFound = "session_not_found", 404, "Session not found", "This device is not signed in any more.";
    /// The current password is another one.
    WrongPassword = "wrong_password", 403, "Wrong password", "The current password is not correct.";
    /// The person is not in the room.
    MemberNotFound = "member_not_found", 404, "Member not found", "This person is not a member of the room.";
    /// No such address.
    NotFound = "not_found", 404, "Not found", "There is nothing at this address.";
    /// The address does not know the method.
    MethodNotAllowed = "method_not_allowed", 405, "Method not allowed", "This address does not offer that method.";
    /// The caller has no seat in the room.
    NotAMember = "not_a_member", 403, "Not a member", "Not a member of this room; join it first.";
    /// The caller wants to leave where they are not.
    NotInRoom = "not_in_room", 400, "Not a member", "Not a member of this room.";
    /// Only who runs the place may.
    NotAnAdministrator = "not_an_administrator", 403, "Not an administrator", "Only an administrator can do this.";
    /// Nobody would be left to run the place.
    LastAdministrator = "last_administrator", 409, "Last administrator", "This is the last administrator; make somebody else one first.";
    /// Only the room's creator may.
    NotTheCreator = "not_the_creator", 403, "Not the creator", "Only the room creator can do this.";
    /// Only the message's author may.
    NotTheAuthor = "not_the_author", 403, "Not the author", "Only the author can edit this message.";
    /// Only the author or the room's creator may.
    NotAllowedToDelete = "not_allowed_to_delete", 403, "Not allowed to delete", "Only the author or the room creator can delete this message.";
    /// The creator deletes the room instead of leaving.
    CreatorCannotLeave = "creator_cannot_leave", 403, "Creator cannot leave", "The room creator cannot leave the room; delete it instead.";
    /// A public room is joined by oneself.
    RoomIsPublic = "room_is_public", 403, "Room is public", "Everybody joins a public room on their own.";
    /// The person is in the room.
    AlreadyAMember = "already_a_member", 409, "Already a member", "Already a member of this room.";
    /// The message is gone.
    MessageDeleted = "message_deleted", 409, "Message deleted", "The message has been deleted.";
    /// The message says that already.
    NothingChanged = "nothing_changed", 409, "Nothing changed", "The message already says this.";
    /// The message bears all the kinds it can.
    TooManyReactions = "too_many_reactions", 409, "Too many reactions", "The message already has as many different reactions as it can hold.";
    /// Too much too fast.
    RateLimited = "rate_limited", 429, "Too many requests", "Too many requests; wait a moment and try again.";
    /// The address holds as many sockets as it may.
    TooManyConnections = "too_many_connections", 429, "Too many connections", "Too many connections from this address; close some of them first.";
    /// The body did not arrive in time.
    RequestTimeout = "request_timeout", 408, "Request timeout", "The request took too long to arrive.";
    /// Too many wrong passwords for one account.
    TooManyAttempts = "too_many_attempts", 429, "Too many attempts", "Too many failed sign-ins; wait a moment and try again.";
    /// The socket's address was asked for a page.
    UpgradeRequired = "upgrade_required", 426, "Upgrade required", "This address speaks WebSocket only.";
    /// A browser of a foreign site opens a socket.
    OriginNotAllowed = "origin_not_allowed", 403, "Origin not allowed", "Pages of this site may not connect; ask the operator to allow it.";
    /// The body is too long.
    PayloadTooLarge = "payload_too_large", 413, "Payload too large", "The request is too large.";
    /// The body is no JSON.
    UnsupportedMediaType = "unsupported_media_type", 415, "Unsupported media type", "Send the body as application/json.";
    /// Something broke; the log knows what.
    Internal = "internal", 500, "Internal error", "Something went wrong on our side; please try again.";
    /// Not ready, or shutting down.
    Unavailable = "unavailable", 503, "Unavailable", "Not available at the moment; please try again.";
    /// More is asked at once than can be done.
    Busy = "busy", 503, "Busy", "Too many passwords are being checked at the moment; please try again in a few seconds.";
    /// A frame is no JSON object.
    InvalidJson = "invalid_json", 422, "Invalid JSON", "The frame is not a JSON object.";
    /// A frame asks for what the server does not know.
    UnknownAction = "unknown_action", 422, "Unknown action", "The action is not known.";
    /// Typing is told to rooms one is subscribed to.
    NotSubscribed = "not_subscribed", 403, "Not subscribed", "Not subscribed to this room; subscribe first.";
    /// One socket holds a limited number of rooms.
    TooManySubscriptions = "too_many_subscriptions", 409, "Too many subscriptions", "This connection already listens to as many rooms as it can.";
}

/// The body of a refused request (RFC 9457).
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Problem {
    /// A stable URI reference that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short name, for people.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The stable name, for programs.
    pub code: &'static str,
    /// One plain sentence, for people.
    pub detail: String,
    /// What is wrong with which field; only with status 422.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// What to quote to the operator; only with server errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self {
            kind: format!("/problems/{}", code.as_str()),
            title: code.title(),
            status: code.status(),
            code: code.as_str(),
            detail: code.detail().to_owned(),
            errors: Vec::new(),
            request_id: None,
        }
    }
}
