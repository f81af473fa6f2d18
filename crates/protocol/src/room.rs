//! Rooms and people on the wire.

use domain::{Discovered, Membership, Person, Seat};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Time;

/// Who may find a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoomKind {
    /// Everybody.
    Public,
    /// Its members only.
    Private,
}

impl From<domain::RoomKind> for RoomKind {
    fn from(kind: domain::RoomKind) -> Self {
        match kind {
            domain::RoomKind::Public => Self::Public,
            domain::RoomKind::Private => Self::Private,
        }
    }
}

/// A room.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Room<'a> {
    /// Identity.
    pub id: i64,
    /// Unique, whatever its case.
    pub name: &'a str,
    /// What it is for.
    #[schema(required = true)]
    pub description: Option<&'a str>,
    /// Who may find it.
    pub kind: RoomKind,
    /// Who created it.
    pub created_by: i64,
    /// When.
    pub created_at: Time,
    /// How many members it has.
    pub member_count: i64,
    /// When the receiver last read it; null for who is no member.
    #[schema(required = true)]
    pub last_read_at: Option<Time>,
    /// How many messages the receiver has not read; only where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread_count: Option<i64>,
    /// The newest message.
    pub last_seq: i64,
    /// The newest durable change of its messages.
    pub version: i64,
}

impl<'a> Room<'a> {
    /// The room as the holder of `membership` sees it.
    pub fn new(room: &'a domain::Room, membership: Option<&Membership>) -> Self {
        Self {
            id: room.id.get(),
            name: room.name.as_str(),
            description: room
                .description
                .as_ref()
                .map(domain::RoomDescription::as_str),
            kind: room.kind.into(),
            created_by: room.created_by.get(),
            created_at: room.created_at.into(),
            member_count: room.member_count,
            last_read_at: membership.map(|right| right.read().at.into()),
            unread_count: None,
            last_seq: room.last_seq.get(),
            version: room.version.get(),
        }
    }

    /// The room with the member's unread count.
    pub fn with_unread(seat: &'a Seat) -> Self {
        Self {
            unread_count: Some(seat.unread()),
            ..Self::from(seat)
        }
    }
}

impl<'a> From<&'a Seat> for Room<'a> {
    fn from(seat: &'a Seat) -> Self {
        Self::new(&seat.room, Some(&seat.membership))
    }
}

/// A public room as anybody finds it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DiscoveredRoom<'a> {
    /// The room.
    #[serde(flatten)]
    pub room: Room<'a>,
    /// Whether the finder is in it.
    pub is_member: bool,
}

impl<'a> From<&'a Discovered> for DiscoveredRoom<'a> {
    fn from(found: &'a Discovered) -> Self {
        Self {
            room: Room::new(&found.room, found.membership.as_ref()),
            is_member: found.membership.is_some(),
        }
    }
}

/// Somebody, as others see them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct User<'a> {
    /// Identity.
    pub id: i64,
    /// Their name.
    pub username: &'a str,
}

impl<'a> From<&'a Person> for User<'a> {
    fn from(person: &'a Person) -> Self {
        Self {
            id: person.id.get(),
            username: person.username.as_str(),
        }
    }
}
