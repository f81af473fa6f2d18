//! Rooms: finding, opening, joining and leaving them.

use std::collections::HashSet;
use std::sync::Arc;

use domain::{
    AddRefused, Clock, CloseRefused, Departure, DiscoverQuery, Discovered, Event, Events, Fault,
    JoinRefused, LeaveRefused, Member, NameKey, NameTaken, NewRoom, NoSeat, Presence,
    RemoveRefused, RoomDescription, RoomEdit, RoomEditRefused, RoomId, RoomKind, RoomName, Rooms,
    Seat, StoreError, UserId,
};
use tracing::{instrument, warn};

use crate::page::cut;
use crate::{Caller, Failure};

/// What [`Lobby`] needs from the world.
#[derive(Clone)]
pub struct LobbyPorts {
    /// Rooms and memberships.
    pub rooms: Arc<dyn Rooms>,
    /// Who is connected.
    pub presence: Arc<dyn Presence>,
    /// Telling what happened.
    pub events: Arc<dyn Events>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

/// Rooms and who sits in them.
#[derive(Clone)]
pub struct Lobby {
    ports: LobbyPorts,
}

/// The order to create a room.
#[derive(Debug, Clone)]
pub struct OpenRoom {
    /// Its wished name.
    pub name: RoomName,
    /// What it is for.
    pub description: Option<RoomDescription>,
    /// Who may find it.
    pub kind: RoomKind,
}

/// A page of public rooms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// By id.
    pub rooms: Vec<Discovered>,
    /// Where the next page starts, `None` at the end.
    pub next: Option<RoomId>,
}

/// Which members to list.
#[derive(Debug, Clone)]
pub struct ReadMembers {
    /// Of which room.
    pub room: RoomId,
    /// Only members whose name's key is greater.
    pub after: Option<NameKey>,
    /// At most this many.
    pub limit: u32,
}

/// A member and whether they are connected to the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seated {
    /// Who, and since when.
    pub member: Member,
    /// Whether a device of theirs listens to the room now.
    pub online: bool,
}

/// A page of members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPage {
    /// By the key of their name.
    pub members: Vec<Seated>,
    /// Where the next page starts, `None` at the end.
    pub next: Option<NameKey>,
}

impl Lobby {
    /// A service over these ports.
    pub const fn new(ports: LobbyPorts) -> Self {
        Self { ports }
    }

    /// Creates a room; the caller is its creator and first member.
    #[instrument(level = "debug", name = "lobby.open", skip_all)]
    pub async fn open(&self, caller: &Caller, order: OpenRoom) -> Result<Seat, Failure<NameTaken>> {
        let user = caller.user();
        let order = NewRoom {
            name: order.name,
            description: order.description,
            kind: order.kind,
            creator: user,
            created_at: self.ports.clock.now(),
        };
        let seat = self.ports.rooms.open(order).await?;
        // The creator's other devices learn of the room as of any other they are now a member of.
        let room = seat.room.id;
        self.tell(Event::MemberJoined { room, user });
        Ok(seat)
    }

    /// The rooms that the caller is a member of, by id.
    #[instrument(level = "debug", name = "lobby.seats", skip_all)]
    pub async fn seats(&self, caller: &Caller) -> Result<Vec<Seat>, Fault> {
        self.ports.rooms.seats(caller.user()).await
    }

    /// One room that the caller is a member of.
    #[instrument(level = "debug", name = "lobby.seat", skip_all, fields(room.id = %room))]
    pub async fn seat(&self, caller: &Caller, room: RoomId) -> Result<Seat, Failure<NoSeat>> {
        Ok(self.ports.rooms.seat(caller.user(), room).await?)
    }

    /// Public rooms, joined or not; `query.limit` of them at most.
    #[instrument(level = "debug", name = "lobby.discover", skip_all)]
    pub async fn discover(
        &self,
        caller: &Caller,
        query: DiscoverQuery,
    ) -> Result<Discovery, Fault> {
        let limit = query.limit;
        let one_more = DiscoverQuery {
            limit: limit.saturating_add(1),
            ..query
        };
        let mut rooms = self.ports.rooms.discover(caller.user(), one_more).await?;
        let more = cut(&mut rooms, limit);
        let next = rooms.last().filter(|_| more).map(|found| found.room.id);
        Ok(Discovery { rooms, next })
    }

    /// Renames or describes a room of the caller's and tells its members. What is told last is how the
    /// room is: who has told an edit looks whether a later one was told before it.
    #[instrument(level = "debug", name = "lobby.edit", skip_all, fields(room.id = %room))]
    pub async fn edit(
        &self,
        caller: &Caller,
        room: RoomId,
        edit: RoomEdit,
    ) -> Result<Seat, Failure<RoomEditRefused>> {
        let rooms = &self.ports.rooms;
        let mut told = rooms.edit(room, caller.user(), edit).await?;
        loop {
            self.tell(Event::RoomUpdated(told.clone()));
            let seat = match rooms.seat(caller.user(), room).await {
                Ok(seat) => seat,
                // A creator is always a member, unless the room was deleted a moment ago.
                Err(StoreError::Conflict(NoSeat::NoSuchRoom | NoSeat::NotAMember)) => {
                    return Err(Failure::Refused(RoomEditRefused::NoSuchRoom));
                }
                Err(StoreError::Fault(fault)) => return Err(Failure::Fault(fault)),
            };
            if (&seat.room.name, &seat.room.description) == (&told.name, &told.description) {
                return Ok(seat);
            }
            told = seat.room;
        }
    }

    /// Deletes a room of the caller's with everything in it and tells its members.
    #[instrument(level = "debug", name = "lobby.close", skip_all, fields(room.id = %room))]
    pub async fn close(&self, caller: &Caller, room: RoomId) -> Result<(), Failure<CloseRefused>> {
        self.ports.rooms.close(room, caller.user()).await?;
        self.tell(Event::RoomDeleted(room));
        Ok(())
    }

    /// Makes the caller a member of a public room.
    #[instrument(level = "debug", name = "lobby.join", skip_all, fields(room.id = %room))]
    pub async fn join(&self, caller: &Caller, room: RoomId) -> Result<Seat, Failure<JoinRefused>> {
        let user = caller.user();
        let now = self.ports.clock.now();
        let seat = self.ports.rooms.join(room, user, now).await?;
        self.tell(Event::MemberJoined { room, user });
        Ok(seat)
    }

    /// Ends the caller's membership; what they subscribed to ends with it.
    #[instrument(level = "debug", name = "lobby.leave", skip_all, fields(room.id = %room))]
    pub async fn leave(&self, caller: &Caller, room: RoomId) -> Result<(), Failure<LeaveRefused>> {
        let user = caller.user();
        self.ports.rooms.leave(room, user).await?;
        self.tell(Event::MemberLeft {
            room,
            user,
            departure: Departure::Left,
        });
        Ok(())
    }

    /// Makes `user` a member of a private room that the caller is a member of.
    #[instrument(level = "debug", name = "lobby.add_member", skip_all, fields(room.id = %room))]
    pub async fn add_member(
        &self,
        caller: &Caller,
        room: RoomId,
        user: UserId,
    ) -> Result<Seated, Failure<AddRefused>> {
        let now = self.ports.clock.now();
        let rooms = &self.ports.rooms;
        let member = rooms.add_member(room, caller.user(), user, now).await?;
        self.tell(Event::MemberJoined { room, user });
        // Who was no member a moment ago can't have been listening.
        Ok(Seated {
            member,
            online: false,
        })
    }

    /// Ends the membership of `user` in a room of the caller's.
    #[instrument(level = "debug", name = "lobby.remove_member", skip_all, fields(room.id = %room))]
    pub async fn remove_member(
        &self,
        caller: &Caller,
        room: RoomId,
        user: UserId,
    ) -> Result<(), Failure<RemoveRefused>> {
        let rooms = &self.ports.rooms;
        rooms.remove_member(room, caller.user(), user).await?;
        self.tell(Event::MemberLeft {
            room,
            user,
            departure: Departure::Removed,
        });
        Ok(())
    }

    /// Who is a member of a room that the caller is a member of, and who of them is connected.
    #[instrument(level = "debug", name = "lobby.members", skip_all, fields(room.id = %query.room))]
    pub async fn members(
        &self,
        caller: &Caller,
        query: ReadMembers,
    ) -> Result<MemberPage, Failure<NoSeat>> {
        let rooms = &self.ports.rooms;
        let right = rooms.membership(caller.user(), query.room).await?;
        let one_more = query.limit.saturating_add(1);
        let mut members = rooms.members(&right, query.after, one_more).await?;
        let more = cut(&mut members, query.limit);
        let last = members.last().filter(|_| more);
        let next = last.map(|member| member.person.username.key());
        let online = self.online_among(query.room, &members).await;
        let members = members.into_iter().map(|member| Seated {
            online: online.contains(&member.person.id),
            member,
        });
        Ok(MemberPage {
            members: members.collect(),
            next,
        })
    }

    /// Presence is a courtesy: without it everybody counts as offline and the list is still told.
    async fn online_among(&self, room: RoomId, members: &[Member]) -> HashSet<UserId> {
        let users: Vec<UserId> = members.iter().map(|member| member.person.id).collect();
        match self.ports.presence.online_among(room, &users).await {
            Ok(online) => online.into_iter().collect(),
            Err(fault) => {
                warn!(room.id = %room, error = %fault.with_causes(), "presence is not known");
                HashSet::new()
            }
        }
    }

    fn tell(&self, event: Event) {
        self.ports.events.publish(vec![event]);
    }
}
