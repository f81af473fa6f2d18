//! Who is online, on a single node: counted in memory, people rather than sockets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use async_trait::async_trait;
use domain::{Event, Events, Fault, Online, Person, Presence, RoomId, UserId};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// Who is back within this time was never gone (docs/protocol.md).
const GRACE: Duration = Duration::from_secs(2);

/// Presence of a single node.
pub struct LocalPresence {
    state: Mutex<State>,
    events: Arc<dyn Events>,
    /// Who may be gone for good, in the order in which that is decided.
    losses: mpsc::UnboundedSender<Loss>,
}

#[derive(Default)]
struct State {
    rooms: HashMap<RoomId, HashMap<UserId, Present>>,
    losses: u64,
}

struct Present {
    person: Person,
    subscriptions: usize,
    /// The loss that nobody has come back from yet.
    loss: Option<u64>,
}

struct Loss {
    due: Instant,
    room: RoomId,
    user: UserId,
    number: u64,
}

impl LocalPresence {
    /// Presence, and the task that decides who did not come back, to be spawned once.
    pub fn new(events: Arc<dyn Events>) -> (Arc<Self>, impl Future<Output = ()> + Send + 'static) {
        let (losses, lost) = mpsc::unbounded_channel();
        let presence = Arc::new(Self {
            state: Mutex::default(),
            events,
            losses,
        });
        let deciding = decide(Arc::downgrade(&presence), lost);
        (presence, deciding)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Announces who did not come back.
    fn settle(&self, loss: &Loss) {
        let mut state = self.state();
        if state.loss_of(loss.room, loss.user) == Some(loss.number) {
            self.announce_gone(&mut state, loss.room, loss.user);
        }
    }

    /// Called with the state locked, so that comings and goings are told in the order they happened.
    fn announce_gone(&self, state: &mut State, room: RoomId, user: UserId) {
        if let Some((person, online_count)) = state.remove(room, user) {
            self.events.publish(vec![Event::WentOffline {
                room,
                person,
                online_count,
            }]);
        }
    }
}

impl State {
    fn loss_of(&self, room: RoomId, user: UserId) -> Option<u64> {
        self.rooms.get(&room)?.get(&user)?.loss
    }

    fn remove(&mut self, room: RoomId, user: UserId) -> Option<(Person, usize)> {
        let people = self.rooms.get_mut(&room)?;
        let gone = people.remove(&user)?;
        let left = people.len();
        if left == 0 {
            self.rooms.remove(&room);
        }
        Some((gone.person, left))
    }

    /// One subscription less; whether it was the last one.
    fn release(&mut self, room: RoomId, user: UserId) -> bool {
        let present = self
            .rooms
            .get_mut(&room)
            .and_then(|people| people.get_mut(&user));
        match present {
            Some(present) => {
                present.subscriptions = present.subscriptions.saturating_sub(1);
                present.subscriptions == 0 && present.loss.is_none()
            }
            None => false,
        }
    }

    /// Somebody has no subscription left, and may come back until it is `due`.
    fn lose(&mut self, room: RoomId, user: UserId, due: Instant) -> Option<Loss> {
        let present = self.rooms.get_mut(&room)?.get_mut(&user)?;
        self.losses += 1;
        let number = self.losses;
        present.loss = Some(number);
        Some(Loss {
            due,
            room,
            user,
            number,
        })
    }
}

#[async_trait]
impl Presence for LocalPresence {
    async fn arrive(&self, room: RoomId, person: Person) -> Result<(), Fault> {
        let mut state = self.state();
        let people = state.rooms.entry(room).or_default();
        if let Some(present) = people.get_mut(&person.id) {
            present.subscriptions += 1;
            present.loss = None;
            return Ok(());
        }
        let present = Present {
            person: person.clone(),
            subscriptions: 1,
            loss: None,
        };
        people.insert(person.id, present);
        let online_count = people.len();
        self.events.publish(vec![Event::CameOnline {
            room,
            person,
            online_count,
        }]);
        Ok(())
    }

    async fn depart(&self, room: RoomId, user: UserId) -> Result<(), Fault> {
        let mut state = self.state();
        if state.release(room, user) {
            self.announce_gone(&mut state, room, user);
        }
        Ok(())
    }

    async fn lose(&self, room: RoomId, user: UserId) -> Result<(), Fault> {
        let mut state = self.state();
        if state.release(room, user) {
            let loss = state.lose(room, user, Instant::now() + GRACE);
            // Sent with the state locked, so that losses are queued by the time they are due.
            let _ = loss.map(|loss| self.losses.send(loss));
        }
        Ok(())
    }

    async fn online(&self, room: RoomId, viewer: UserId, limit: usize) -> Result<Online, Fault> {
        let state = self.state();
        let Some(people) = state.rooms.get(&room) else {
            return Ok(Online {
                people: Vec::new(),
                count: 0,
            });
        };
        let own = people.get(&viewer).into_iter();
        let others = people
            .iter()
            .filter(|(id, _)| **id != viewer)
            .map(|(_, it)| it);
        let listed = own
            .chain(others)
            .take(limit)
            .map(|it| it.person.clone())
            .collect();
        Ok(Online {
            people: listed,
            count: people.len(),
        })
    }

    async fn online_among(&self, room: RoomId, users: &[UserId]) -> Result<Vec<UserId>, Fault> {
        let state = self.state();
        let people = state.rooms.get(&room);
        let is_online = |user: &&UserId| people.is_some_and(|people| people.contains_key(user));
        Ok(users.iter().filter(is_online).copied().collect())
    }
}

async fn decide(presence: Weak<LocalPresence>, mut lost: mpsc::UnboundedReceiver<Loss>) {
    while let Some(loss) = lost.recv().await {
        sleep_until(loss.due).await;
        let Some(presence) = presence.upgrade() else {
            return;
        };
        presence.settle(&loss);
    }
}
