//! What administrators see and ask, as it crosses the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{FieldErrors, FieldType, Fields, Given, RoomKind, Time};

/// Makes somebody an administrator, or no longer one.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RoleForm {
    /// Whether they run the place.
    #[serde(default)]
    #[schema(value_type = bool, required = true)]
    pub is_admin: Given<bool>,
}

impl RoleForm {
    /// Whether they run the place.
    pub fn parse(&self) -> Result<bool, FieldErrors> {
        let mut fields = Fields::new();
        let is_admin = fields.required("is_admin", &self.is_admin, |raw| {
            Ok::<_, std::convert::Infallible>(*raw)
        });
        fields.finish(is_admin)
    }
}

impl FieldType for bool {
    const EXPECTED: &'static str = "must be true or false";

    fn from_boolean(value: bool) -> Option<Self> {
        Some(value)
    }
}

/// An account as administrators see it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AdminAccount<'a> {
    /// Identity.
    pub id: i64,
    /// Shown beside messages.
    pub username: &'a str,
    /// Where its owner gets mail.
    pub email: &'a str,
    /// Whether its owner runs the place.
    pub is_admin: bool,
    /// Since when it lets nobody in.
    #[schema(required = true)]
    pub disabled_at: Option<Time>,
    /// When it was opened.
    pub created_at: Time,
}

impl<'a> From<&'a domain::Account> for AdminAccount<'a> {
    fn from(account: &'a domain::Account) -> Self {
        Self {
            id: account.id.get(),
            username: account.username.as_str(),
            email: account.email.as_str(),
            is_admin: account.is_admin,
            disabled_at: account.disabled_at.map(Time::from),
            created_at: account.created_at.into(),
        }
    }
}

/// A page of accounts by name.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AdminAccountPage<'a> {
    /// By name.
    pub users: Vec<AdminAccount<'a>>,
    /// Where to read on; null at the end.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}

/// A new password, shown this once.
#[derive(Serialize, ToSchema)]
pub struct NewPassword<'a> {
    /// What its owner signs in with from now on.
    pub password: &'a str,
}

/// A room as administrators see it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AdminRoom<'a> {
    /// Identity.
    pub id: i64,
    /// Unique, whatever its case.
    pub name: &'a str,
    /// Who may find it.
    pub kind: RoomKind,
    /// Who created it.
    pub creator: &'a str,
    /// When.
    pub created_at: Time,
    /// How many members it has.
    pub member_count: i64,
    /// How many messages were posted to it.
    pub message_count: i64,
}

impl<'a> From<&'a domain::RoomEntry> for AdminRoom<'a> {
    fn from(entry: &'a domain::RoomEntry) -> Self {
        let room = &entry.room;
        Self {
            id: room.id.get(),
            name: room.name.as_str(),
            kind: room.kind.into(),
            creator: entry.creator.as_str(),
            created_at: room.created_at.into(),
            member_count: room.member_count,
            message_count: room.last_seq.get(),
        }
    }
}

/// A page of all rooms.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AdminRoomPage<'a> {
    /// By id.
    pub rooms: Vec<AdminRoom<'a>>,
    /// Where to read on; null at the end.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}

/// How much there is.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Storage {
    /// Accounts, disabled ones included.
    pub users: i64,
    /// Rooms of every kind.
    pub rooms: i64,
    /// Messages posted to rooms that exist.
    pub messages: i64,
    /// Devices that are signed in.
    pub sessions: i64,
    /// How much room the database takes.
    pub database_bytes: i64,
}

impl From<domain::Holdings> for Storage {
    fn from(holdings: domain::Holdings) -> Self {
        Self {
            users: holdings.accounts,
            rooms: holdings.rooms,
            messages: holdings.messages,
            sessions: holdings.sessions,
            database_bytes: holdings.database_bytes,
        }
    }
}

/// What happened on one day.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Day {
    /// When it began, in UTC.
    pub day: Time,
    /// Messages posted.
    pub messages: i64,
    /// Accounts opened.
    pub users: i64,
}

/// What happened day by day.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Activity {
    /// Oldest first; days on which nothing happened are left out.
    pub days: Vec<Day>,
}

impl From<&domain::DayCount> for Day {
    fn from(count: &domain::DayCount) -> Self {
        Self {
            day: count.day.into(),
            messages: count.messages,
            users: count.accounts,
        }
    }
}
