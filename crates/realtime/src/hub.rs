//! The node's hub: puts each room's events in order and hands them to the workers.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{Epoch, Event, MessageEvent, Messages, Meter, RoomHead, RoomId, Version};
use tokio::sync::mpsc;

use crate::attendance::Attendance;
use crate::delivery::Delivery;
use crate::heal::{self, Filling};
use crate::notice::{Notice, Owed};
use crate::order::RoomOrder;

/// So many notices may wait for a worker; one that is further behind reads from the database.
const WORKER_BACKLOG: usize = 65_536;

/// What a hub is made of.
pub struct HubParts {
    /// Where holes are filled from.
    pub messages: Arc<dyn Messages>,
    /// The identity of the database.
    pub epoch: Epoch,
    /// Counts what is delivered and how clients fare.
    pub meter: Arc<dyn Meter>,
}

/// The sockets of this node, as the rest of the node sees them: something that hears events.
pub struct Hub {
    pub(crate) messages: Arc<dyn Messages>,
    pub(crate) epoch: Epoch,
    pub(crate) meter: Arc<dyn Meter>,
    state: Mutex<State>,
    holes: mpsc::UnboundedSender<RoomId>,
    watchers: AtomicUsize,
    sockets: AtomicUsize,
    pub(crate) attendance: Attendance,
    next_socket: AtomicU64,
    is_stopping: AtomicBool,
}

#[derive(Default)]
struct State {
    /// Rooms that a socket of this node listens to.
    rooms: HashMap<RoomId, Room>,
    workers: Vec<Worker>,
}

#[derive(Default)]
struct Room {
    order: RoomOrder,
    listening_workers: usize,
    is_healing: bool,
}

struct Worker {
    notices: mpsc::Sender<Arc<[Notice]>>,
    has_missed: Arc<AtomicBool>,
    owed: Owed,
}

/// A worker's end of the line.
pub(crate) struct Line {
    pub(crate) notices: mpsc::Receiver<Arc<[Notice]>>,
    /// Set when notices did not fit; everything the worker tells must then be read anew.
    pub(crate) has_missed: Arc<AtomicBool>,
    /// What did not fit and must be passed on all the same.
    pub(crate) owed: Owed,
}

impl Hub {
    /// A hub, and the task that fills its holes, to be spawned once.
    pub fn new(parts: HubParts) -> (Arc<Self>, impl Future<Output = ()> + Send + 'static) {
        let (holes, found) = mpsc::unbounded_channel();
        let hub = Arc::new(Self {
            messages: parts.messages,
            epoch: parts.epoch,
            meter: parts.meter,
            state: Mutex::default(),
            holes,
            watchers: AtomicUsize::new(0),
            sockets: AtomicUsize::new(0),
            attendance: Attendance::default(),
            next_socket: AtomicU64::new(1),
            is_stopping: AtomicBool::new(false),
        });
        let healing = heal::run(Arc::downgrade(&hub), found);
        (hub, healing)
    }

    /// How many sockets are connected.
    pub fn sockets(&self) -> usize {
        self.sockets.load(Ordering::Relaxed)
    }

    /// How many notices wait for the workers, all told.
    pub fn backlog(&self) -> usize {
        let state = self.state();
        let waiting = |worker: &Worker| WORKER_BACKLOG.saturating_sub(worker.notices.capacity());
        state.workers.iter().map(waiting).sum()
    }

    /// Tells every socket that the server stops, and closes it with 1012; those that connect from
    /// now on as well.
    pub fn restart(&self) {
        self.is_stopping.store(true, Ordering::Release);
        self.state().tell([Notice::Restart].into());
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Acquire)
    }

    /// Takes events from the broker.
    pub(crate) fn receive(&self, events: Vec<Event>) {
        let is_watched = self.watchers.load(Ordering::Relaxed) > 0;
        let mut state = self.state();
        let mut notices = Vec::with_capacity(events.len());
        for event in events {
            match event {
                Event::Message(event) => {
                    let room = event.room;
                    state.order(event, is_watched, &mut notices);
                    self.heal_if_broken(&mut state, room);
                }
                Event::StandsAt { room, head } => {
                    notices.extend(state.stands_at(room, head, is_watched));
                    self.heal_if_broken(&mut state, room);
                }
                other => notices.extend(Notice::of(&other)),
            }
        }
        if !notices.is_empty() {
            state.tell(notices.into());
        }
    }

    /// Takes note that the database has `version` of `room`. What was told of it is late or lost,
    /// and read from the database unless it comes by itself.
    ///
    /// For whoever has read where the room stands: a subscriber, or a broker that may lose the last
    /// event before a silence, which no later event betrays.
    pub fn stands_at(&self, room: RoomId, version: Version) {
        let mut state = self.state();
        if let Some(known) = state.rooms.get_mut(&room) {
            known.order.stands_at(version);
            self.heal_if_broken(&mut state, room);
        }
    }

    fn heal_if_broken(&self, state: &mut State, room: RoomId) {
        let Some(known) = state.rooms.get_mut(&room) else {
            return;
        };
        if known.order.missing_since().is_some() && !known.is_healing {
            known.is_healing = true;
            // The receiver lives as long as the node does; without it nothing is healed anyway.
            let _ = self.holes.send(room);
        }
    }

    /// From where `room` misses something; `None` ends its healing.
    pub(crate) fn missing_since(&self, room: RoomId) -> Option<Version> {
        let mut state = self.state();
        let room = state.rooms.get_mut(&room)?;
        let since = room.order.missing_since();
        room.is_healing = since.is_some();
        since
    }

    /// Hands on what the database had for the hole that begins at `since`, unless what was missing
    /// has come by itself meanwhile.
    pub(crate) fn fill(&self, room: RoomId, since: Version, filling: Filling) {
        let mut state = self.state();
        let Some(known) = state.rooms.get_mut(&room) else {
            return;
        };
        if known.order.missing_since() != Some(since) {
            return;
        }
        let follows = known.order.filled_to(filling.version);
        let follows = follows.into_iter().map(Notice::live);
        let notices: Vec<Notice> = std::iter::once(filling.notice).chain(follows).collect();
        state.tell(notices.into());
    }

    pub(crate) fn attach(&self) -> Line {
        let (sender, notices) = mpsc::channel(WORKER_BACKLOG);
        let has_missed = Arc::new(AtomicBool::new(false));
        let owed = Owed::default();
        let worker = Worker {
            notices: sender,
            has_missed: Arc::clone(&has_missed),
            owed: owed.clone(),
        };
        self.state().workers.push(worker);
        Line {
            notices,
            has_missed,
            owed,
        }
    }

    /// A worker has its first subscription to `room`.
    pub(crate) fn listen(&self, room: RoomId) {
        self.state()
            .rooms
            .entry(room)
            .or_default()
            .listening_workers += 1;
    }

    /// A worker's last subscription to `room` ended.
    pub(crate) fn mute(&self, room: RoomId) {
        let mut state = self.state();
        if let Some(known) = state.rooms.get_mut(&room) {
            known.listening_workers = known.listening_workers.saturating_sub(1);
            if known.listening_workers == 0 {
                state.rooms.remove(&room);
            }
        }
    }

    pub(crate) fn count_watchers(&self, change: Count) {
        change.apply(&self.watchers);
    }

    pub(crate) fn count_sockets(&self, change: Count) {
        change.apply(&self.sockets);
    }

    pub(crate) fn next_socket(&self) -> u64 {
        self.next_socket.fetch_add(1, Ordering::Relaxed)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is changed in steps that cannot panic halfway.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One more, or one less.
#[derive(Clone, Copy)]
pub(crate) enum Count {
    Up,
    Down,
}

impl Count {
    fn apply(self, counter: &AtomicUsize) {
        match self {
            Self::Up => counter.fetch_add(1, Ordering::Relaxed),
            Self::Down => counter.fetch_sub(1, Ordering::Relaxed),
        };
    }
}

impl State {
    fn order(&mut self, event: MessageEvent, is_watched: bool, notices: &mut Vec<Notice>) {
        match self.rooms.get_mut(&event.room) {
            Some(room) => {
                notices.extend(room.order.accept(event).into_iter().map(Notice::live));
            }
            None if is_watched => {
                notices.push(Notice::Change(Arc::new(Delivery::unheard(event))));
            }
            None => {}
        }
    }

    /// A room that is listened to is healed, and its watchers hear of that; others are told at once.
    fn stands_at(&mut self, room: RoomId, head: RoomHead, is_watched: bool) -> Option<Notice> {
        match self.rooms.get_mut(&room) {
            Some(known) => {
                known.order.stands_at(head.version);
                None
            }
            None => is_watched.then_some(Notice::Overtaken {
                room,
                last_seq: head.last_seq,
            }),
        }
    }

    /// Tells all workers, in the same order, because the state is locked meanwhile.
    fn tell(&mut self, notices: Arc<[Notice]>) {
        self.workers.retain(
            |worker| match worker.notices.try_send(Arc::clone(&notices)) {
                Ok(()) => true,
                Err(mpsc::error::TrySendError::Full(_)) => {
                    worker.owed.keep(&notices);
                    worker.has_missed.store(true, Ordering::Release);
                    true
                }
                Err(mpsc::error::TrySendError::Closed(_)) => false,
            },
        );
    }
}
