//! What a client asks over a socket (docs/protocol.md).

use domain::{BodyLimit, ClientId, Epoch, RoomId, Seq, Version};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{Code, FieldErrors, Fields, Given, MessageForm, NewMessageFields, read_object};

/// A valid action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientAction {
    /// Hear a room from now on, or from where one was.
    Subscribe {
        /// Which.
        room: RoomId,
        /// From where.
        resume: Option<Resume>,
    },
    /// Hear it no more.
    Unsubscribe {
        /// Which.
        room: RoomId,
    },
    /// Post a message.
    Send(SendMessage),
    /// Tell the room that one is typing.
    Typing {
        /// Which.
        room: RoomId,
    },
    /// Hear of activity in all rooms one is a member of.
    Watch,
    /// Move the read marker.
    MarkRead {
        /// Where.
        room: RoomId,
        /// Up to where; everything unless given.
        seq: Option<Seq>,
    },
    /// See whether the server is there.
    Ping,
}

impl ClientAction {
    /// Its name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Subscribe { .. } => "subscribe",
            Self::Unsubscribe { .. } => "unsubscribe",
            Self::Send(_) => "send_message",
            Self::Typing { .. } => "user_typing",
            Self::Watch => "watch",
            Self::MarkRead { .. } => "mark_read",
            Self::Ping => "ping",
        }
    }
}

/// The order to post, as the REST body has it.
pub type SendMessage = NewMessageFields;

/// Where a client was when it last heard a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// The last version that it applied.
    pub since: Version,
    /// The database that the version is of; the present one unless given.
    pub epoch: Option<Epoch>,
}

/// A frame that was refused, with what the client needs to find out which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRefused {
    /// Why.
    pub code: Code,
    /// What is wrong with which field.
    pub errors: Option<FieldErrors>,
    /// The send that it was about.
    pub client_id: Option<ClientId>,
    /// The room that it was about.
    pub room: Option<RoomId>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ActionForm {
    action: Given<String>,
    room_id: Given<i64>,
    content: Given<String>,
    client_id: Given<String>,
    reply_to: Given<i64>,
    since: Given<i64>,
    epoch: Given<String>,
    seq: Given<i64>,
}

/// Parses one text frame.
pub fn parse_action(text: &str, limit: BodyLimit) -> Result<ClientAction, ActionRefused> {
    let form: ActionForm = read_object(text.as_bytes()).map_err(|errors| ActionRefused {
        code: Code::InvalidJson,
        errors: Some(errors),
        client_id: None,
        room: None,
    })?;
    let parsed = match &form.action {
        Given::Value(name) => form.parse_named(name, limit),
        Given::Missing | Given::Null => Some(Err(FieldErrors::one("action", "is required"))),
        Given::WrongType => Some(Err(FieldErrors::one("action", "must be a string"))),
    };
    match parsed {
        Some(Ok(action)) => Ok(action),
        Some(Err(errors)) => Err(form.refused(Code::InvalidRequest, Some(errors))),
        None => Err(form.refused(Code::UnknownAction, None)),
    }
}

impl ActionForm {
    /// `None` when no action has that name.
    fn parse_named(
        &self,
        name: &str,
        limit: BodyLimit,
    ) -> Option<Result<ClientAction, FieldErrors>> {
        match name {
            "subscribe" => Some(self.subscribe()),
            "unsubscribe" => Some(self.room().map(|room| ClientAction::Unsubscribe { room })),
            "send_message" => Some(self.send(limit)),
            "user_typing" => Some(self.room().map(|room| ClientAction::Typing { room })),
            "watch" => Some(Ok(ClientAction::Watch)),
            "mark_read" => Some(self.mark_read()),
            "ping" => Some(Ok(ClientAction::Ping)),
            _ => None,
        }
    }

    fn room(&self) -> Result<RoomId, FieldErrors> {
        let mut fields = Fields::new();
        let room = fields.required("room_id", &self.room_id, |raw| RoomId::parse(*raw));
        fields.finish(room)
    }

    fn subscribe(&self) -> Result<ClientAction, FieldErrors> {
        let mut fields = Fields::new();
        let room = fields.required("room_id", &self.room_id, |raw| RoomId::parse(*raw));
        let since = fields.optional("since", &self.since, |raw| Version::parse(*raw));
        let epoch = fields.optional("epoch", &self.epoch, |raw| match raw.len() {
            0..=64 => Ok(Epoch::new(raw.as_str())),
            _ => Err("is not an epoch"),
        });
        let resume = since.map(|since| Resume { since, epoch });
        fields.finish(room.map(|room| ClientAction::Subscribe { room, resume }))
    }

    fn send(&self, limit: BodyLimit) -> Result<ClientAction, FieldErrors> {
        let form = MessageForm {
            room_id: self.room_id.clone(),
            content: self.content.clone(),
            client_id: self.client_id.clone(),
            reply_to: self.reply_to.clone(),
        };
        form.parse(limit).map(ClientAction::Send)
    }

    fn mark_read(&self) -> Result<ClientAction, FieldErrors> {
        let mut fields = Fields::new();
        let room = fields.required("room_id", &self.room_id, |raw| RoomId::parse(*raw));
        let seq = fields.optional("seq", &self.seq, |raw| Seq::parse(*raw));
        fields.finish(room.map(|room| ClientAction::MarkRead { room, seq }))
    }

    fn refused(&self, code: Code, errors: Option<FieldErrors>) -> ActionRefused {
        let client_id = match &self.client_id {
            Given::Value(raw) => ClientId::parse(raw),
            Given::Missing | Given::Null | Given::WrongType => None,
        };
        let room = match self.room_id {
            Given::Value(raw) => RoomId::parse(raw).ok(),
            Given::Missing | Given::Null | Given::WrongType => None,
        };
        ActionRefused {
            code,
            errors,
            client_id,
            room,
        }
    }
}

/// The shape of a client's frame, for the OpenAPI document.
#[derive(ToSchema)]
#[schema(as = ClientAction)]
#[expect(
    dead_code,
    reason = "documents the wire; frames are read by parse_action"
)]
pub struct ClientActionSchema {
    /// What to do.
    action: ActionName,
    /// Which room; for all but `watch` and `ping`.
    room_id: Option<i64>,
    /// What to post; for `send_message`.
    content: Option<String>,
    /// The client's name for the message; for `send_message`.
    client_id: Option<uuid::Uuid>,
    /// The message to answer; for `send_message`.
    reply_to: Option<i64>,
    /// The last version that the client applied; for `subscribe`.
    since: Option<i64>,
    /// The database that `since` is of; for `subscribe`.
    epoch: Option<String>,
    /// Up to where; for `mark_read`.
    seq: Option<i64>,
}

/// The names of all actions.
#[derive(serde::Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(
    dead_code,
    reason = "documents the wire; names are read by parse_action"
)]
enum ActionName {
    Subscribe,
    Unsubscribe,
    SendMessage,
    UserTyping,
    Watch,
    MarkRead,
    Ping,
}
