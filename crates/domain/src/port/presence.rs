//! Who is in which room now.

use async_trait::async_trait;

use crate::{Fault, Online, Person, RoomId, UserId};

/// Who is connected where: people, not sockets.
///
/// Announces through [`Events`](crate::Events) when a person's first subscription to a room begins
/// and when the last one ends. Concurrent calls about one person in one room count each once, in some
/// order; who calls `arrive` must call `depart` or `lose` once for it.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Presence: Send + Sync {
    /// A subscription of `person` to `room` begins; the first one is announced.
    async fn arrive(&self, room: RoomId, person: Person) -> Result<(), Fault>;

    /// A subscription ends because its owner said so; the last one is announced at once.
    async fn depart(&self, room: RoomId, user: UserId) -> Result<(), Fault>;

    /// A subscription ends because its socket broke; the last one is announced unless the person is
    /// back within two seconds.
    async fn lose(&self, room: RoomId, user: UserId) -> Result<(), Fault>;

    /// Who of the room is online: at most `limit` people, `viewer` among them when online.
    async fn online(&self, room: RoomId, viewer: UserId, limit: usize) -> Result<Online, Fault>;

    /// Which of `users` are online in the room, in any order; as of the moment of the call.
    async fn online_among(&self, room: RoomId, users: &[UserId]) -> Result<Vec<UserId>, Fault>;
}
