//! Who is online, on a single node: counted in memory, people rather than sockets.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use async_trait::async_trait;
use domain::{Event, Events, Fault, Online, Person, Presence, RoomId, UserId};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

/// Who is back within this time was never gone (contract, section 7).
const GRACE: Duration = Duration::from_secs(2);

/// Presence of a single node.
pub struct LocalPresence {
    state: Mutex<State>,
    events: Arc<dyn Events>,
    somebody_lost: Notify,
}

#[derive(Default)]
struct State {
    rooms: HashMap<RoomId, HashMap<UserId, Present>>,
    /// Who may be gone for good, by when that is decided.
    lost: VecDeque<Lost>,
    losses: u64,
}

struct Present {
    person: Person,
    subscriptions: usize,
    /// The loss that nobody has come back from yet.
    loss: Option<u64>,
}

struct Lost {
    due: Instant,
    room: RoomId,
    user: UserId,
    loss: u64,
}

impl LocalPresence {
    /// Presence, and the task that decides who did not come back, to be spawned once.
    pub fn new(events: Arc<dyn Events>) -> (Arc<Self>, impl Future<Output = ()> + Send + 'static) {
        let state = Mutex::default();
        let presence = Arc::new(Self {
            state,
            events,
            somebody_lost: Notify::new(),
        });
        let deciding = decide(Arc::downgrade(&presence));
        (presence, deciding)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Announces who did not come back; answers when to look again.
    fn settle(&self, now: Instant) -> Option<Instant> {
        let mut state = self.state();
        while let Some(lost) = state.lost.front() {
            if lost.due > now {
                return Some(lost.due);
            }
            let Some(lost) = state.lost.pop_front() else {
                break;
            };
            if state.loss_of(lost.room, lost.user) == Some(lost.loss) {
                self.announce_gone(&mut state, lost.room, lost.user);
            }
        }
        None
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

    fn await_return(&mut self, room: RoomId, user: UserId, now: Instant) {
        self.losses += 1;
        let loss = self.losses;
        if let Some(present) = self
            .rooms
            .get_mut(&room)
            .and_then(|people| people.get_mut(&user))
        {
            present.loss = Some(loss);
            self.lost.push_back(Lost {
                due: now + GRACE,
                room,
                user,
                loss,
            });
        }
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
            state.await_return(room, user, Instant::now());
            self.somebody_lost.notify_one();
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

async fn decide(presence: Weak<LocalPresence>) {
    loop {
        let Some(present) = presence.upgrade() else {
            return;
        };
        match present.settle(Instant::now()) {
            Some(due) => {
                drop(present);
                sleep_until(due).await;
            }
            None => present.somebody_lost.notified().await,
        }
    }
}
