//! What administrators see and do.

use thiserror::Error;

use crate::{PasswordHash, Room, RoomId, Timestamp, Username};

/// What an administrator does to an account.
#[derive(Debug, Clone)]
pub enum Administer {
    /// It lets nobody in from now on, and all its sessions end.
    Disable {
        /// When.
        at: Timestamp,
    },
    /// It lets its owner in again.
    Enable,
    /// Its owner becomes an administrator.
    Promote,
    /// Its owner is an administrator no more.
    Demote,
    /// It gets another password, and all its sessions end.
    ResetPassword(PasswordHash),
}

/// An account is left as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AdministerRefused {
    /// Nobody has this id.
    #[error("no such user")]
    NoSuchUser,
    /// Nobody would be left to run the place.
    #[error("the last administrator")]
    LastAdministrator,
}

/// Which rooms an administrator wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomsQuery {
    /// Only rooms with a greater id.
    pub after: Option<RoomId>,
    /// At most this many.
    pub limit: u32,
}

/// A room as an administrator sees it: its messages stay its members'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomEntry {
    /// The room; `last_seq` tells how many messages were posted.
    pub room: Room,
    /// Who created it.
    pub creator: Username,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holdings {
    /// Accounts, disabled ones included.
    pub accounts: i64,
    /// Rooms of every kind.
    pub rooms: i64,
    /// Messages posted to rooms that exist.
    pub messages: i64,
    /// Devices that are signed in.
    pub sessions: i64,
    /// How much room the database takes.
    pub database_bytes: i64,
}

/// What happened on one day, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// When the day began.
    pub day: Timestamp,
    /// Messages posted.
    pub messages: i64,
    /// Accounts opened.
    pub accounts: i64,
}
