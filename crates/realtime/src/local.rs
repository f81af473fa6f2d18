//! A worker thread's own sockets: no locks, because no other thread sees them.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::{Clock, Event, Events, Person, Presence, RoomId, Rooms, UserId};
use protocol::{ServerEvent, text_frame};
use tokio::sync::mpsc;
use tokio::task::yield_now;

use crate::heartbeat::{self, Wheel};
use crate::hub::{Count, Hub, Line};
use crate::queue::{Lane, QueueLimit};
use crate::socket::{CloseCode, Socket};
use crate::subscription::Subscription;
use crate::watch::Watches;

/// From this many people on, comings and goings in a room are merged (design, section 4).
pub(crate) const CROWD: usize = 500;

/// How long a stopping server asks its sockets to wait, at least, and how far it spreads them.
const RECONNECT_AFTER_MS: u64 = 250;
const RECONNECT_SPREAD_MS: u64 = 2_000;

/// What every worker needs.
#[derive(Clone)]
pub struct LocalParts {
    /// The node's hub.
    pub hub: Arc<Hub>,
    /// Who may hear which room.
    pub rooms: Arc<dyn Rooms>,
    /// Who is online.
    pub presence: Arc<dyn Presence>,
    /// Where typing is told.
    pub events: Arc<dyn Events>,
    /// For read markers.
    pub clock: Arc<dyn Clock>,
    /// How much may wait for one socket.
    pub limit: QueueLimit,
}

/// The sockets of one worker thread.
pub struct LocalHub {
    pub(crate) parts: LocalParts,
    pub(crate) sockets: RefCell<HashMap<u64, Rc<Socket>>>,
    pub(crate) subscribers: RefCell<HashMap<RoomId, Vec<Rc<Subscription>>>>,
    pub(crate) watches: RefCell<Watches>,
    pub(crate) wheel: RefCell<Wheel>,
    /// How many people are in rooms too crowded to name each, until the next tick tells it.
    pub(crate) crowds: RefCell<HashMap<RoomId, usize>>,
    jobs: mpsc::UnboundedSender<Job>,
    pub(crate) is_stopping: Cell<bool>,
}

/// What needs the database, and so can't be done while events are passed on.
pub(crate) enum Job {
    /// The subscription missed something.
    CatchUp(Rc<Subscription>),
    /// The watcher's rooms changed.
    Rewatch(Rc<Socket>),
    /// A subscription was ended from this side.
    Depart(RoomId, UserId),
}

impl LocalHub {
    /// A worker's hub and the task that serves it, to be spawned once on the worker's thread.
    pub fn new(parts: LocalParts) -> (Rc<Self>, impl Future<Output = ()> + 'static) {
        let line = parts.hub.attach();
        let (jobs, todo) = mpsc::unbounded_channel();
        let local = Rc::new(Self {
            parts,
            sockets: RefCell::default(),
            subscribers: RefCell::default(),
            watches: RefCell::default(),
            wheel: RefCell::default(),
            crowds: RefCell::default(),
            jobs,
            is_stopping: Cell::new(false),
        });
        let serving = serve(Rc::clone(&local), line, todo);
        (local, serving)
    }

    /// A device of `person` connected.
    pub fn connect(&self, person: Person) -> Rc<Socket> {
        let socket = Socket::new(self.parts.hub.next_socket(), person, self.parts.limit);
        self.parts.hub.count_sockets(Count::Up);
        self.sockets
            .borrow_mut()
            .insert(socket.id, Rc::clone(&socket));
        self.wheel.borrow_mut().add(&socket);
        if self.is_stopping.get() {
            restart(&socket);
        }
        socket
    }

    /// A device is gone; to be called once for every [`connect`](Self::connect).
    pub async fn disconnect(&self, socket: &Rc<Socket>) {
        socket.gone();
        if self.sockets.borrow_mut().remove(&socket.id).is_none() {
            return;
        }
        self.parts.hub.count_sockets(Count::Down);
        self.wheel.borrow_mut().remove(socket);
        self.unwatch(socket);
        let ended: Vec<_> = socket.subscriptions.borrow_mut().drain().collect();
        for (room, subscription) in ended {
            self.remove(&subscription);
            if subscription.take_presence() {
                let lost = self.parts.presence.lose(room, socket.user()).await;
                log_fault(lost, "tell that somebody went");
            }
        }
    }

    /// Tells a room that its subscriber is typing; `false` when they are not subscribed to it.
    /// More than one a second is not told.
    pub fn typing(&self, socket: &Socket, room: RoomId) -> bool {
        let subscriptions = socket.subscriptions.borrow();
        let Some(subscription) = subscriptions.get(&room).filter(|it| it.is_live()) else {
            return false;
        };
        if subscription.may_type() {
            let person = socket.person.clone();
            self.parts
                .events
                .publish(vec![Event::Typing { room, person }]);
        }
        true
    }

    pub(crate) fn later(&self, job: Job) {
        // The receiver is served by the same thread for as long as this hub lives.
        let _ = self.jobs.send(job);
    }

    /// Ends a subscription from this side; nothing more is told through it.
    pub(crate) fn finish(&self, subscription: &Rc<Subscription>) {
        subscription.end();
        self.remove(subscription);
        if subscription.take_presence() {
            self.later(Job::Depart(subscription.room, subscription.socket.user()));
        }
    }

    /// Takes a subscription out of its room's list.
    pub(crate) fn remove(&self, subscription: &Rc<Subscription>) {
        let mut subscribers = self.subscribers.borrow_mut();
        let Some(listening) = subscribers.get_mut(&subscription.room) else {
            return;
        };
        let Some(at) = listening.iter().position(|it| Rc::ptr_eq(it, subscription)) else {
            return;
        };
        listening.swap_remove(at);
        if listening.is_empty() {
            subscribers.remove(&subscription.room);
            self.parts.hub.mute(subscription.room);
        }
    }

    pub(crate) fn tick(&self) {
        self.wheel.borrow_mut().turn();
        self.flush_activity();
        for (room, online_count) in self.crowds.borrow_mut().drain() {
            let event = ServerEvent::OnlineCount {
                room_id: room.get(),
                online_count,
            };
            if let Ok(frame) = text_frame(&event) {
                self.tell_room(room, &frame, Lane::Lossy, None);
            }
        }
    }
}

async fn serve(local: Rc<LocalHub>, mut line: Line, mut todo: mpsc::UnboundedReceiver<Job>) {
    let mut ticks = heartbeat::ticks();
    let mut batch = Vec::new();
    loop {
        tokio::select! {
            taken = line.notices.recv_many(&mut batch, 256) => {
                if taken == 0 {
                    return;
                }
                for notice in batch.iter().flat_map(|notices| notices.iter()) {
                    local.pass_on(notice);
                }
                batch.clear();
                after_batch(&local, &line.has_missed).await;
            }
            Some(job) = todo.recv() => local.work(job),
            _ = ticks.tick() => local.tick(),
        }
    }
}

async fn after_batch(local: &Rc<LocalHub>, has_missed: &AtomicBool) {
    if has_missed.swap(false, Ordering::AcqRel) {
        local.catch_up_all();
    }
    // The sockets write now; what comes in meanwhile goes out with the next batch in one write.
    yield_now().await;
}

pub(crate) fn restart(socket: &Socket) {
    let spread = socket.id.wrapping_mul(7_919) % RECONNECT_SPREAD_MS;
    let reconnect_in_ms = RECONNECT_AFTER_MS + spread;
    socket.tell(&ServerEvent::ServerRestarting { reconnect_in_ms });
    socket.close(CloseCode::Restart);
}

pub(crate) fn log_fault<T>(result: Result<T, domain::Fault>, doing: &'static str) {
    if let Err(fault) = result {
        tracing::error!(error = ?fault, doing, "a socket's state could not be told");
    }
}

impl LocalHub {
    /// Starts what a job asks for beside everything else; it must not hold up the deliveries.
    fn work(self: &Rc<Self>, job: Job) {
        let local = Rc::clone(self);
        tokio::task::spawn_local(async move {
            match job {
                Job::CatchUp(subscription) => local.catch_up(&subscription).await,
                Job::Depart(room, user) => local.depart(room, user).await,
                Job::Rewatch(socket) => {
                    log_fault(local.load_watched(&socket).await, "read the watched rooms");
                }
            }
        });
    }
}
