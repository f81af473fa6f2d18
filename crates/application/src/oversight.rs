//! What administrators see and do beyond accounts.

use std::sync::Arc;
use std::time::Duration;

use domain::{
    Clock, CloseRefused, DayCount, Event, Events, Fault, Holdings, Oversight, RoomEntry, RoomId,
    Rooms, RoomsQuery,
};
use tracing::{info, instrument};

use crate::page::cut;
use crate::{Administrator, Failure};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What [`Overview`] needs from the world.
#[derive(Clone)]
pub struct OverviewPorts {
    /// Seeing everything.
    pub oversight: Arc<dyn Oversight>,
    /// Deleting rooms.
    pub rooms: Arc<dyn Rooms>,
    /// Telling who sits in them.
    pub events: Arc<dyn Events>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

/// The place as a whole, for those who run it.
#[derive(Clone)]
pub struct Overview {
    ports: OverviewPorts,
}

/// A page of all rooms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomsPage {
    /// By id.
    pub rooms: Vec<RoomEntry>,
    /// Where the next page starts, `None` at the end.
    pub next: Option<RoomId>,
}

impl Overview {
    /// A service over these ports.
    pub const fn new(ports: OverviewPorts) -> Self {
        Self { ports }
    }

    /// All rooms, private ones too; what is said in them stays their members'.
    #[instrument(level = "debug", name = "overview.rooms", skip_all)]
    pub async fn rooms(&self, _by: &Administrator, query: RoomsQuery) -> Result<RoomsPage, Fault> {
        let limit = query.limit;
        let one_more = RoomsQuery {
            limit: limit.saturating_add(1),
            ..query
        };
        let mut rooms = self.ports.oversight.rooms(one_more).await?;
        let is_more = cut(&mut rooms, limit);
        let next = rooms.last().filter(|_| is_more).map(|it| it.room.id);
        Ok(RoomsPage { rooms, next })
    }

    /// Deletes any room and tells its members.
    #[instrument(level = "debug", name = "overview.demolish", skip_all, fields(room.id = %room))]
    pub async fn demolish(
        &self,
        by: &Administrator,
        room: RoomId,
    ) -> Result<(), Failure<CloseRefused>> {
        self.ports.rooms.demolish(room).await?;
        self.ports.events.publish(vec![Event::RoomDeleted(room)]);
        info!(user.id = %by.user(), "a room was deleted by an administrator");
        Ok(())
    }

    /// How much there is.
    #[instrument(level = "debug", name = "overview.holdings", skip_all)]
    pub async fn holdings(&self, _by: &Administrator) -> Result<Holdings, Fault> {
        let now = self.ports.clock.now();
        self.ports.oversight.holdings(now).await
    }

    /// What happened on each of the last `days`, today included.
    #[instrument(level = "debug", name = "overview.days", skip_all)]
    pub async fn days(&self, _by: &Administrator, days: u32) -> Result<Vec<DayCount>, Fault> {
        let now = self.ports.clock.now();
        let since_1970 = Duration::from_micros(u64::try_from(now.micros()).unwrap_or(0));
        let today = now.minus(Duration::from_secs(since_1970.as_secs() % DAY.as_secs()));
        let from = today.minus(DAY.saturating_mul(days.saturating_sub(1)));
        self.ports.oversight.days(from).await
    }
}
