//! Bodies of REST requests: lenient forms that parse into the domain's values.

use domain::{
    BodyLimit, ClientId, EmailAddress, Emoji, MessageBody, MessageId, Password, RoomDescription,
    RoomEdit, RoomId, RoomKind, RoomName, Seq, UserId, Username,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::account::anything;
use crate::{FieldErrors, Fields, Given};

/// Opens an account.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RegisterForm {
    /// 3 to 50 characters.
    #[serde(default)]
    #[schema(value_type = String, min_length = 3, max_length = 50, required = true)]
    pub username: Given<String>,
    /// `name@host`.
    #[serde(default)]
    #[schema(value_type = String, format = Email, required = true)]
    pub email: Given<String>,
    /// 8 characters to 71 bytes.
    #[serde(default)]
    #[schema(value_type = String, format = Password, min_length = 8, required = true)]
    pub password: Given<String>,
}

/// What a valid [`RegisterForm`] says.
#[derive(Debug)]
pub struct RegisterFields {
    /// The name to be known by.
    pub username: Username,
    /// Where to get mail.
    pub email: EmailAddress,
    /// The secret.
    pub password: Password,
}

impl RegisterForm {
    /// Checks all fields.
    pub fn parse(&self) -> Result<RegisterFields, FieldErrors> {
        let mut fields = Fields::new();
        let username = fields.required("username", &self.username, |raw| Username::parse(raw));
        let email = fields.required("email", &self.email, |raw| EmailAddress::parse(raw));
        let password = fields.required("password", &self.password, |raw| Password::parse(raw));
        let parsed = username.zip(email).zip(password);
        fields.finish(parsed.map(|((username, email), password)| RegisterFields {
            username,
            email,
            password,
        }))
    }
}

/// Signs in.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct LoginForm {
    /// Compared without regard to case.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    pub username: Given<String>,
    /// As given at registration.
    #[serde(default)]
    #[schema(value_type = String, format = Password, required = true)]
    pub password: Given<String>,
}

impl LoginForm {
    /// Name and password. Any string will do: what could never match is a mismatch, not a mistake.
    pub fn parse(&self) -> Result<(String, String), FieldErrors> {
        let mut fields = Fields::new();
        let username = fields.required("username", &self.username, anything);
        let password = fields.required("password", &self.password, anything);
        fields.finish(username.zip(password))
    }
}

/// Creates a room.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RoomForm {
    /// 3 to 50 characters.
    #[serde(default)]
    #[schema(value_type = String, min_length = 3, max_length = 50, required = true)]
    pub name: Given<String>,
    /// At most 255 characters in one line.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 255)]
    pub description: Given<String>,
    /// `public` unless given.
    #[serde(default)]
    #[schema(value_type = Option<crate::RoomKind>)]
    pub kind: Given<String>,
}

/// What a valid [`RoomForm`] says.
#[derive(Debug)]
pub struct RoomFields {
    /// Its name.
    pub name: RoomName,
    /// What it is for.
    pub description: Option<RoomDescription>,
    /// Who may find it.
    pub kind: RoomKind,
}

impl RoomForm {
    /// Checks all fields.
    pub fn parse(&self) -> Result<RoomFields, FieldErrors> {
        let mut fields = Fields::new();
        let name = fields.required("name", &self.name, |raw| RoomName::parse(raw));
        let description = fields.optional("description", &self.description, |raw| {
            RoomDescription::parse(raw)
        });
        let kind = fields.optional("kind", &self.kind, |raw| match raw.as_str() {
            "public" => Ok(RoomKind::Public),
            "private" => Ok(RoomKind::Private),
            _ => Err("must be public or private"),
        });
        fields.finish(name.map(|name| RoomFields {
            name,
            description: description.flatten(),
            kind: kind.unwrap_or(RoomKind::Public),
        }))
    }
}

/// Changes a room; a missing field stays as it is.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RoomEditForm {
    /// 3 to 50 characters.
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 3, max_length = 50)]
    pub name: Given<String>,
    /// At most 255 characters in one line; null or empty removes it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 255)]
    pub description: Given<String>,
}

impl RoomEditForm {
    /// Checks all fields; at least one must be there.
    pub fn parse(&self) -> Result<RoomEdit, FieldErrors> {
        let mut fields = Fields::new();
        let name = fields.optional("name", &self.name, |raw| RoomName::parse(raw));
        let described = fields.optional("description", &self.description, |raw| {
            RoomDescription::parse(raw)
        });
        let description = match self.description {
            Given::Null => Some(None),
            Given::Missing | Given::WrongType | Given::Value(_) => described,
        };
        if self.name == Given::Null {
            fields.refuse::<()>("name", "must be a string");
        }
        if self.name == Given::Missing && self.description == Given::Missing {
            fields.refuse::<()>("name", "is required unless a description is given");
        }
        fields.finish(Some(RoomEdit { name, description }))
    }
}

/// Marks a room read.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ReadForm {
    /// Up to where; everything unless given.
    #[serde(default)]
    #[schema(value_type = Option<i64>, minimum = 0)]
    pub seq: Given<i64>,
}

impl ReadForm {
    /// Up to where.
    pub fn parse(&self) -> Result<Option<Seq>, FieldErrors> {
        let mut fields = Fields::new();
        let seq = fields.optional("seq", &self.seq, |raw| Seq::parse(*raw));
        fields.finish(Some(seq))
    }
}

/// Adds somebody to a private room.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct MemberForm {
    /// Who.
    #[serde(default)]
    #[schema(value_type = i64, minimum = 1, required = true)]
    pub user_id: Given<i64>,
}

impl MemberForm {
    /// Who.
    pub fn parse(&self) -> Result<UserId, FieldErrors> {
        let mut fields = Fields::new();
        let user = fields.required("user_id", &self.user_id, |raw| UserId::parse(*raw));
        fields.finish(user)
    }
}

/// Posts a message.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct MessageForm {
    /// Where.
    #[serde(default)]
    #[schema(value_type = i64, minimum = 1, required = true)]
    pub room_id: Given<i64>,
    /// 1 to 1000 characters, or as configured.
    #[serde(default)]
    #[schema(value_type = String, min_length = 1, required = true)]
    pub content: Given<String>,
    /// A repeated send with the same one posts nothing and answers the first message.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub client_id: Given<String>,
    /// The message it answers, of the same room.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub reply_to: Given<i64>,
}

/// What a valid [`MessageForm`] says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessageFields {
    /// Where.
    pub room: RoomId,
    /// What.
    pub body: MessageBody,
    /// The client's name for it.
    pub client_id: Option<ClientId>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
}

impl MessageForm {
    /// Checks all fields.
    pub fn parse(&self, limit: BodyLimit) -> Result<NewMessageFields, FieldErrors> {
        let mut fields = Fields::new();
        let room = fields.required("room_id", &self.room_id, |raw| RoomId::parse(*raw));
        let body = fields.required("content", &self.content, |raw| {
            MessageBody::parse(raw, limit)
        });
        let client_id = fields.optional("client_id", &self.client_id, |raw| {
            ClientId::parse(raw).ok_or("must be a UUID")
        });
        let reply_to = fields.optional("reply_to", &self.reply_to, |raw| MessageId::parse(*raw));
        fields.finish(room.zip(body).map(|(room, body)| NewMessageFields {
            room,
            body,
            client_id,
            reply_to,
        }))
    }
}

/// Changes what a message says.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ContentForm {
    /// 1 to 1000 characters, or as configured.
    #[serde(default)]
    #[schema(value_type = String, min_length = 1, required = true)]
    pub content: Given<String>,
}

impl ContentForm {
    /// The new text.
    pub fn parse(&self, limit: BodyLimit) -> Result<MessageBody, FieldErrors> {
        let mut fields = Fields::new();
        let body = fields.required("content", &self.content, |raw| {
            MessageBody::parse(raw, limit)
        });
        fields.finish(body)
    }
}

/// Reacts to a message.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ReactionForm {
    /// Any single emoji.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    pub emoji: Given<String>,
}

impl ReactionForm {
    /// The emoji.
    pub fn parse(&self) -> Result<Emoji, FieldErrors> {
        let mut fields = Fields::new();
        let emoji = fields.required("emoji", &self.emoji, |raw| Emoji::parse(raw));
        fields.finish(emoji)
    }
}
