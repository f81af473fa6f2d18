//! The node's hub: puts each room's events in order and hands them to the workers.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{Epoch, Event, Healing, MessageEvent, Messages, RoomId, Version};
use tokio::sync::mpsc;

use crate::notice::{Delivery, Notice};
use crate::order::{Accepted, RoomOrder};
use crate::{heal, replay};

/// So many notices may wait for a worker; one that is further behind reads from the database.
const WORKER_BACKLOG: usize = 65_536;

/// What a hub is made of.
pub struct HubParts {
    /// Where holes are filled from.
    pub messages: Arc<dyn Messages>,
    /// The identity of the database.
    pub epoch: Epoch,
}

/// The sockets of this node, as the rest of the node sees them: something that hears events.
pub struct Hub {
    pub(crate) messages: Arc<dyn Messages>,
    pub(crate) epoch: Epoch,
    state: Mutex<State>,
    holes: mpsc::UnboundedSender<RoomId>,
    watchers: AtomicUsize,
    sockets: AtomicUsize,
    next_socket: AtomicU64,
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
}

/// A worker's end of the line.
pub(crate) struct Line {
    pub(crate) notices: mpsc::Receiver<Arc<[Notice]>>,
    /// Set when notices did not fit; everything the worker tells must then be read anew.
    pub(crate) has_missed: Arc<AtomicBool>,
}

impl Hub {
    /// A hub, and the task that fills its holes, to be spawned once.
    pub fn new(parts: HubParts) -> (Arc<Self>, impl Future<Output = ()> + Send + 'static) {
        let (holes, found) = mpsc::unbounded_channel();
        let hub = Arc::new(Self {
            messages: parts.messages,
            epoch: parts.epoch,
            state: Mutex::default(),
            holes,
            watchers: AtomicUsize::new(0),
            sockets: AtomicUsize::new(0),
            next_socket: AtomicU64::new(1),
        });
        let healing = heal::run(Arc::downgrade(&hub), found);
        (hub, healing)
    }

    /// How many sockets are connected.
    pub fn sockets(&self) -> usize {
        self.sockets.load(Ordering::Relaxed)
    }

    /// Tells every socket that the server stops, and closes it with 1012.
    pub fn restart(&self) {
        self.state().tell([Notice::Restart].into());
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
                    if state.order(event, is_watched, &mut notices) == Order::Broken {
                        self.report_hole(room);
                    }
                }
                other => notices.extend(Notice::of(&other)),
            }
        }
        if !notices.is_empty() {
            state.tell(notices.into());
        }
    }

    fn report_hole(&self, room: RoomId) {
        // The receiver lives as long as the node does; without it nothing is delivered anyway.
        let _ = self.holes.send(room);
    }

    /// From where `room` misses something.
    pub(crate) fn missing_since(&self, room: RoomId) -> Option<Version> {
        let mut state = self.state();
        let room = state.rooms.get_mut(&room)?;
        let since = room.order.missing_since();
        room.is_healing = since.is_some();
        since
    }

    /// Hands on what the database had for a hole after `since`.
    pub(crate) fn heal(&self, room: RoomId, since: Version, healing: &Healing, is_all: bool) {
        let deliveries = replay::deliveries(healing, since);
        let filled_to = match deliveries.last() {
            Some(last) if !is_all => last.version,
            Some(_) | None => healing.head.version,
        };
        let mut state = self.state();
        let Some(known) = state.rooms.get_mut(&room) else {
            return;
        };
        let mut notices: Vec<Notice> = deliveries.into_iter().map(Notice::Change).collect();
        let follows = known.order.filled_to(filled_to);
        notices.extend(
            follows
                .into_iter()
                .map(|event| Notice::Change(Delivery::live(event, true))),
        );
        state.tell(notices.into());
    }

    /// The room is gone; nothing is missing any more.
    pub(crate) fn forget(&self, room: RoomId) {
        self.state().rooms.remove(&room);
    }

    pub(crate) fn attach(&self) -> Line {
        let (sender, notices) = mpsc::channel(WORKER_BACKLOG);
        let has_missed = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            notices: sender,
            has_missed: Arc::clone(&has_missed),
        };
        self.state().workers.push(worker);
        Line {
            notices,
            has_missed,
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

    /// A subscriber has read everything up to `version`.
    pub(crate) fn starts_at(&self, room: RoomId, version: Version) {
        if let Some(known) = self.state().rooms.get_mut(&room) {
            known.order.starts_at(version);
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

#[derive(PartialEq)]
enum Order {
    Whole,
    /// A hole was found that nobody is filling yet.
    Broken,
}

impl State {
    fn order(&mut self, event: MessageEvent, is_watched: bool, notices: &mut Vec<Notice>) -> Order {
        let Some(room) = self.rooms.get_mut(&event.room) else {
            if is_watched {
                notices.push(Notice::Change(Delivery::live(event, false)));
            }
            return Order::Whole;
        };
        match room.order.accept(event) {
            Accepted::Next(events) => {
                let live = events.into_iter().map(|event| Delivery::live(event, true));
                notices.extend(live.map(Notice::Change));
                Order::Whole
            }
            Accepted::Old => Order::Whole,
            Accepted::Hole if room.is_healing => Order::Whole,
            Accepted::Hole => {
                room.is_healing = true;
                Order::Broken
            }
        }
    }

    /// Tells all workers, in the same order, because the state is locked meanwhile.
    fn tell(&mut self, notices: Arc<[Notice]>) {
        self.workers.retain(
            |worker| match worker.notices.try_send(Arc::clone(&notices)) {
                Ok(()) => true,
                Err(mpsc::error::TrySendError::Full(_)) => {
                    worker.has_missed.store(true, Ordering::Release);
                    true
                }
                Err(mpsc::error::TrySendError::Closed(_)) => false,
            },
        );
    }
}
