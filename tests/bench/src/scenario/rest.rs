//! REST calls over keep-alive connections, one call at a time on each.

mod drive;
mod job;

use std::time::Duration;

use self::{
    drive::drive,
    job::{History, Job, Posts, RoomList, Search},
};
use super::{scan::Run, spread::Spread};
use crate::{
    fault::{Fault, Result},
    target::Stage,
};

const ROOMS: usize = 20;
const PAGE: u64 = 50;
/// Messages of the room that is paged through and searched; whole pages, so that each one must be full.
const LONG: u64 = 40 * PAGE;
/// Messages of the other rooms.
const SHORT: u64 = PAGE;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    pub(crate) clients: usize,
    pub(crate) threads: usize,
    pub(crate) duration: Duration,
}

/// What one sort of call came to.
#[derive(Debug)]
pub(crate) struct Throughput {
    pub(crate) per_second: f64,
    pub(crate) delays: Spread,
    /// All calls answered, outside the measured time too.
    pub(crate) calls: u64,
}

/// The sorts of calls that are measured, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    History,
    RoomList,
    SearchRoom,
    SearchAll,
    Posts,
}

impl Sort {
    pub(crate) const ALL: [Self; 5] = [
        Self::History,
        Self::RoomList,
        Self::SearchRoom,
        Self::SearchAll,
        Self::Posts,
    ];
}

/// A server with rooms full of messages; every client has an account and is in every room.
#[derive(Debug)]
pub(crate) struct Library<'a> {
    stage: &'a Stage,
    order: Order,
    rooms: Vec<u64>,
}

impl<'a> Library<'a> {
    pub(crate) fn fill(stage: &'a Stage, order: Order) -> Result<Self> {
        let everybody: Vec<_> = (0..stage.tokens.len()).collect();
        let rooms = (0..ROOMS)
            .map(|_| stage.room(&everybody))
            .collect::<Result<_>>()?;
        let library = Self {
            stage,
            order,
            rooms,
        };
        let run = Run::new();
        for (index, &room) in library.rooms.iter().enumerate() {
            let count = if index == 0 { LONG } else { SHORT };
            library.post(count, |client| library.posts(run, client, room))?;
        }
        Ok(library)
    }

    pub(crate) fn measure(&self, sort: Sort) -> Result<Throughput> {
        match sort {
            Sort::History => self.run(|client| self.history(client)),
            Sort::RoomList => self.run(|client| Box::new(RoomList::new(self.call(client), ROOMS))),
            Sort::SearchRoom => {
                let path = format!("/api/rooms/{}/messages/search", self.long_room());
                self.run(|client| Box::new(Search::new(self.call(client), &path, client)))
            }
            Sort::SearchAll => {
                self.run(|client| Box::new(Search::new(self.call(client), "/api/search", client)))
            }
            Sort::Posts => self.measure_posts(),
        }
    }

    /// Afterwards the rooms must hold exactly what was answered with 201.
    fn measure_posts(&self) -> Result<Throughput> {
        let run = Run::new();
        let before = self.held()?;
        let room = |client: usize| self.rooms[client % self.rooms.len()];
        let posts = self.run(|client| Box::new(self.posts(run, client, room(client))))?;
        let (held, calls) = (self.held()? - before, posts.calls);
        match held == calls {
            true => Ok(posts),
            false => Err(Fault::Delivery(format!(
                "{calls} posts were accepted, {held} are held"
            ))),
        }
    }

    fn held(&self) -> Result<u64> {
        self.rooms
            .iter()
            .map(|&room| self.stage.last_seq(room))
            .sum()
    }

    fn run(&self, job: impl Fn(usize) -> Box<dyn Job>) -> Result<Throughput> {
        let jobs = (0..self.order.clients).map(job).collect();
        drive(
            self.stage.address,
            jobs,
            self.order.threads,
            Some(self.order.duration),
        )
    }

    /// Fills a room with `count` messages of all clients in turns.
    fn post(&self, count: u64, posts: impl Fn(usize) -> Posts) -> Result<()> {
        let clients = self.order.clients as u64;
        let share = |client: u64| count / clients + u64::from(client < count % clients);
        let jobs = (0..self.order.clients).map(|client| {
            Box::new(posts(client).no_more_than(share(client as u64))) as Box<dyn Job>
        });
        drive(self.stage.address, jobs.collect(), self.order.threads, None).map(|_| ())
    }

    fn history(&self, client: usize) -> Box<dyn Job> {
        Box::new(History::new(
            self.call(client),
            self.long_room(),
            LONG,
            PAGE,
        ))
    }

    fn posts(&self, run: Run, client: usize, room: u64) -> Posts {
        Posts::new(self.call(client), run, room, client as u64)
    }

    fn call(&self, client: usize) -> job::Call {
        let token = self
            .stage
            .tokens
            .get(client % self.stage.tokens.len().max(1));
        job::Call {
            address: self.stage.address,
            token: token.cloned().unwrap_or_default(),
        }
    }

    fn long_room(&self) -> u64 {
        self.rooms.first().copied().unwrap_or_default()
    }
}
