//! A worker thread's own sockets: no locks, because no other thread sees them.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use domain::{BodyLimit, Event, Events, Measured, Presence, RoomId, Rooms};
use protocol::ServerEvent;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::Instant;

use crate::crowd::Crowds;
use crate::heartbeat::Wheel;
use crate::hub::{Count, Hub};
use crate::membership::Hearsay;
use crate::notice::frame;
use crate::queue::{Lane, QueueLimit};
use crate::serve::serve;
use crate::socket::{CloseCode, ConnectedDevice, Socket};
use crate::subscription::Subscription;
use crate::watches::Watches;
use crate::wire::Wire;

/// How long a stopping server asks its sockets to wait, at least, and how far it spreads them.
const RECONNECT_AFTER_MS: u64 = 250;
const RECONNECT_SPREAD_MS: u64 = 2_000;

/// So many subscriptions of a worker begin at once: more would not be faster, for they wait for the
/// same few connections to the database, and each holds memory meanwhile.
const SUBSCRIBING_AT_ONCE: usize = 64;

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
    /// How much may wait for one socket.
    pub limit: QueueLimit,
    /// How long a message may be; clients are told.
    pub body_limit: BodyLimit,
}

/// The sockets of one worker thread.
pub struct LocalHub {
    pub(crate) parts: LocalParts,
    pub(crate) sockets: RefCell<HashMap<u64, Rc<Socket>>>,
    pub(crate) subscribers: RefCell<HashMap<RoomId, Vec<Rc<Subscription>>>>,
    pub(crate) watches: RefCell<Watches>,
    pub(crate) wheel: RefCell<Wheel>,
    pub(crate) crowds: RefCell<Crowds>,
    /// How many sockets were told something since the last batch.
    pub(crate) told: Cell<usize>,
    /// To whom something is queued that goes out with the next [`write_out`](Self::write_out).
    pub(crate) due: RefCell<Vec<Rc<Socket>>>,
    /// How many changes they were told, all together.
    pub(crate) delivered: Cell<usize>,
    /// Whose subscription begins now; the others wait for their turn.
    pub(crate) subscribing: Semaphore,
    jobs: mpsc::UnboundedSender<Job>,
}

/// What needs the database, and so can't be done while events are passed on.
pub(crate) enum Job {
    /// The subscription missed something.
    CatchUp(Rc<Subscription>),
    /// The watcher's rooms changed.
    Rewatch(Rc<Socket>),
    /// Somebody is said to have become a member, or to be one no more.
    Look(Hearsay),
    /// The watcher missed something.
    WatchAnew(Rc<Socket>),
    /// A subscription was ended from this side.
    Depart(Rc<Subscription>),
    /// The socket is closing, and its peer may never notice.
    Release(Rc<Socket>),
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
            told: Cell::new(0),
            due: RefCell::default(),
            delivered: Cell::new(0),
            subscribing: Semaphore::new(SUBSCRIBING_AT_ONCE),
            jobs,
        });
        let serving = serve(Rc::clone(&local), line, todo);
        (local, serving)
    }

    /// A device connected, over `wire` if there is a short way to it.
    pub fn connect(&self, device: ConnectedDevice, wire: Option<Box<dyn Wire>>) -> Rc<Socket> {
        let id = self.parts.hub.next_socket();
        let socket = Socket::new(id, device, wire, self.parts.limit);
        self.parts.hub.count_sockets(Count::Up);
        self.parts
            .hub
            .attendance
            .arrive(socket.user(), socket.session);
        self.sockets
            .borrow_mut()
            .insert(socket.id, Rc::clone(&socket));
        self.wheel.borrow_mut().add(&socket);
        if self.parts.hub.is_stopping() {
            restart(&socket);
        }
        socket
    }

    /// A device is gone; to be called once for every [`connect`](Self::connect), and awaited to
    /// its end.
    pub async fn disconnect(&self, socket: &Rc<Socket>) {
        self.count_slow(socket);
        socket.gone();
        if self.sockets.borrow_mut().remove(&socket.id).is_none() {
            return;
        }
        self.parts.hub.count_sockets(Count::Down);
        self.parts
            .hub
            .attendance
            .depart(socket.user(), socket.session);
        self.wheel.borrow_mut().remove(socket);
        self.release(socket).await;
    }

    /// The socket hears nothing any more, and its owner is there no more unless back soon.
    pub(crate) async fn release(&self, socket: &Rc<Socket>) {
        self.unwatch(socket);
        let ended: Vec<_> = socket.subscriptions.borrow_mut().drain().collect();
        for (_, subscription) in &ended {
            subscription.end();
            self.remove(subscription);
        }
        for (_, subscription) in ended {
            if subscription.take_presence() {
                self.depart(&subscription).await;
            }
        }
    }

    fn count_slow(&self, socket: &Socket) {
        if socket.overflowed.take() {
            self.parts.hub.meter.note(Measured::ClosedAsSlow);
        }
    }

    /// Tells presence the end of a subscription: of its owner's will, or because the socket broke.
    pub(crate) async fn depart(&self, subscription: &Subscription) {
        let (room, user) = (subscription.room, subscription.socket.user());
        let told = match subscription.socket.is_closing() {
            true => self.parts.presence.lose(room, user).await,
            false => self.parts.presence.depart(room, user).await,
        };
        log_fault(told, "tell that somebody went");
    }

    /// Tells a room that its subscriber is typing; `false` when they are not subscribed to it.
    /// More than one a second is not told.
    pub fn typing(&self, socket: &Socket, room: RoomId) -> bool {
        let subscriptions = socket.subscriptions.borrow();
        let Some(subscription) = subscriptions.get(&room).filter(|it| it.is_present()) else {
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
            self.later(Job::Depart(Rc::clone(subscription)));
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
        let closing = self.wheel.borrow_mut().turn();
        closing.iter().for_each(|socket| self.count_slow(socket));
        for socket in closing.into_iter().filter(|it| it.holds_anything()) {
            self.later(Job::Release(socket));
        }
        self.flush_activity();
        let crowds = self.crowds.borrow_mut().due(Instant::now());
        for (room, online_count) in crowds {
            let event = ServerEvent::OnlineCount {
                room_id: room.get(),
                online_count,
            };
            if let Some(frame) = frame(&event) {
                self.tell_room(room, &frame, Lane::Lossy, None);
            }
        }
    }
}

pub(crate) fn restart(socket: &Socket) {
    let spread = socket.id.wrapping_mul(7_919) % RECONNECT_SPREAD_MS;
    let reconnect_in_ms = RECONNECT_AFTER_MS + spread;
    socket.tell(&ServerEvent::ServerRestarting { reconnect_in_ms });
    socket.close(CloseCode::Restart);
}

pub(crate) fn log_fault<T>(result: Result<T, domain::Fault>, doing: &'static str) {
    if let Err(fault) = result {
        tracing::error!(error = %fault.with_causes(), doing, "a socket's state could not be told");
    }
}
