//! A node with one worker, or several.

use std::rc::Rc;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::{
    BodyLimit, Epoch, Event, Events, Fault, Measured, MessageId, Meter, Online, Person, Presence,
    RoomId, SessionId, UserId,
};
use realtime::{
    ConnectedDevice, Hub, HubParts, LocalBroker, LocalHub, LocalParts, LocalPresence, QueueLimit,
};
use uuid::Uuid;

use super::gate::Gate;
use super::{Database, Device, Pipe, ROOM, ann, bob, cem, settle};

pub(crate) struct Node {
    pub(crate) database: Arc<Database>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) local: Rc<LocalHub>,
    pub(crate) broker: Arc<LocalBroker>,
    pub(crate) presence: Arc<RecordedPresence>,
    pub(crate) meter: Arc<Counted>,
    parts: LocalParts,
}

/// The one session that all devices of a person belong to unless told otherwise.
pub(crate) fn session(person: &Person) -> SessionId {
    let number = u128::try_from(person.id.get()).unwrap();
    SessionId::new(Uuid::from_u128(number))
}

impl Node {
    /// A node and a room where Ann, Bob and Cem sit.
    pub(crate) fn start() -> Self {
        Self::with_limit(QueueLimit::default())
    }

    pub(crate) fn with_limit(limit: QueueLimit) -> Self {
        let database = Arc::new(Database::default());
        for person in [ann(), bob(), cem()] {
            database.seat(ROOM, &person);
        }
        let meter = Arc::new(Counted::default());
        let (hub, healing) = Hub::new(HubParts {
            messages: database.clone(),
            epoch: Epoch::new("e1"),
            meter: meter.clone(),
        });
        tokio::spawn(healing);
        let broker = Arc::new(LocalBroker::new(Arc::clone(&hub)));
        let presence = RecordedPresence::new(broker.clone());
        let parts = LocalParts {
            hub: Arc::clone(&hub),
            rooms: database.clone(),
            presence: presence.clone(),
            events: broker.clone(),
            limit,
            body_limit: BodyLimit::DEFAULT,
        };
        let (local, serving) = LocalHub::new(parts.clone());
        tokio::task::spawn_local(serving);
        Self {
            database,
            hub,
            local,
            broker,
            presence,
            meter,
            parts,
        }
    }

    /// One more worker of this node.
    pub(crate) fn worker(&self) -> Rc<LocalHub> {
        let (local, serving) = LocalHub::new(self.parts.clone());
        tokio::task::spawn_local(serving);
        local
    }

    pub(crate) fn connect(&self, person: &Person) -> Device {
        self.connect_to(&self.local, person)
    }

    pub(crate) fn connect_to(&self, local: &Rc<LocalHub>, person: &Person) -> Device {
        self.connect_by(local, person, session(person))
    }

    /// Connects a device that signed in separately.
    pub(crate) fn connect_by(
        &self,
        local: &Rc<LocalHub>,
        person: &Person,
        session: SessionId,
    ) -> Device {
        let device = ConnectedDevice {
            person: person.clone(),
            session,
        };
        Device {
            socket: local.connect(device, None),
            local: Rc::clone(local),
            pipe: Pipe::default(),
        }
    }

    /// Connects a device over a connection that takes up to `appetite` bytes at once.
    pub(crate) fn connect_over(&self, person: &Person, appetite: usize) -> Device {
        let device = ConnectedDevice {
            person: person.clone(),
            session: session(person),
        };
        let pipe = Pipe::default();
        pipe.takes(appetite);
        Device {
            socket: self.local.connect(device, Some(Box::new(pipe.clone()))),
            local: Rc::clone(&self.local),
            pipe,
        }
    }

    /// A device that listens to the room, and has heard how that began.
    pub(crate) async fn listener(&self, person: &Person) -> Device {
        let device = self.connect(person);
        device.subscribe(ROOM).await.unwrap();
        settle().await;
        device.hears();
        device
    }

    /// Tells events as a broker does.
    pub(crate) fn publish(&self, events: impl IntoIterator<Item = Event>) {
        self.broker.publish(events.into_iter().collect());
    }

    /// Posts to the room and tells it.
    pub(crate) fn post(&self, author: &Person, text: &str) {
        self.publish([self.database.post(ROOM, author, text)]);
    }

    /// Posts to the room; the broker loses the event.
    pub(crate) fn post_untold(&self, author: &Person, text: &str) -> MessageId {
        match self.database.post(ROOM, author, text) {
            Event::Message(event) => match event.change {
                domain::MessageChange::Posted(message) => message.id,
                other => panic!("not a post: {other:?}"),
            },
            other => panic!("not a message: {other:?}"),
        }
    }
}

/// The node's presence, which remembers what it was told.
pub(crate) struct RecordedPresence {
    inner: Arc<LocalPresence>,
    told: Mutex<Vec<String>>,
    /// Holds arrivals back.
    pub(crate) gate: Gate<()>,
}

impl RecordedPresence {
    fn new(events: Arc<dyn Events>) -> Arc<Self> {
        let (inner, deciding) = LocalPresence::new(events);
        tokio::spawn(deciding);
        Arc::new(Self {
            inner,
            told: Mutex::default(),
            gate: Gate::default(),
        })
    }

    /// What it was told since the last time.
    pub(crate) fn told(&self) -> Vec<String> {
        std::mem::take(&mut *self.told.lock().unwrap())
    }

    fn note(&self, what: &str, room: RoomId, user: UserId) {
        let line = format!("{what} {room} {user}");
        self.told.lock().unwrap().push(line);
    }
}

#[async_trait]
impl Presence for RecordedPresence {
    async fn arrive(&self, room: RoomId, person: Person) -> Result<(), Fault> {
        self.gate.pass(&()).await;
        self.note("arrive", room, person.id);
        self.inner.arrive(room, person).await
    }

    async fn depart(&self, room: RoomId, user: UserId) -> Result<(), Fault> {
        self.note("depart", room, user);
        self.inner.depart(room, user).await
    }

    async fn lose(&self, room: RoomId, user: UserId) -> Result<(), Fault> {
        self.note("lose", room, user);
        self.inner.lose(room, user).await
    }

    async fn online(&self, room: RoomId, viewer: UserId, limit: usize) -> Result<Online, Fault> {
        self.inner.online(room, viewer, limit).await
    }

    async fn online_among(&self, room: RoomId, users: &[UserId]) -> Result<Vec<UserId>, Fault> {
        self.inner.online_among(room, users).await
    }
}

/// Remembers what was counted.
#[derive(Default)]
pub(crate) struct Counted(Mutex<Vec<Measured>>);

impl Counted {
    /// What was counted since the last call.
    pub(crate) fn take(&self) -> Vec<Measured> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Meter for Counted {
    fn note(&self, measured: Measured) {
        self.0.lock().unwrap().push(measured);
    }
}
