//! Subscriptions: register first, then read, then pass on what arrived meanwhile.

use std::rc::Rc;

use domain::{Changes, Fault, Membership, NoSeat, Online, RoomId, StoreError, UserId, Version};
use protocol::{Resume, ResumeOutcome, ServerEvent, User};
use thiserror::Error;

use crate::local::{CROWD, Job, LocalHub, log_fault};
use crate::queue::Lane;
use crate::replay;
use crate::socket::Socket;
use crate::subscription::Subscription;

/// Most rooms that one socket may listen to (contract, section 7).
const MOST_SUBSCRIPTIONS: usize = 50;
/// Who missed more than this loads the history instead (contract, section 7).
const MOST_REPLAYED: u32 = 500;

/// Why a subscription did not begin.
#[derive(Debug, Error)]
pub enum SubscribeRefused {
    /// The socket listens to as many rooms as it may.
    #[error("too many subscriptions")]
    TooMany,
    /// Not a member, or no such room.
    #[error(transparent)]
    NoSeat(NoSeat),
    /// The membership or the room ended while the subscription began.
    #[error("the subscription ended while it began")]
    Ended,
    /// Something broke.
    #[error(transparent)]
    Fault(Fault),
}

impl LocalHub {
    /// Subscribes the socket to `room`: tells it what changed since, then `subscribed`, then goes
    /// live, without a gap, a double or a reordering. A room subscribed to before starts anew.
    pub async fn subscribe(
        &self,
        socket: &Rc<Socket>,
        room: RoomId,
        resume: Option<Resume>,
    ) -> Result<(), SubscribeRefused> {
        let before = self.register(socket, room)?;
        let subscription = Rc::clone(&before.subscription);
        let begun = self.begin(&subscription, before.was_present, resume).await;
        if begun.is_err() {
            self.finish(&subscription);
        }
        begun
    }

    /// Ends a subscription; `false` when there was none.
    pub async fn unsubscribe(&self, socket: &Rc<Socket>, room: RoomId) -> bool {
        let ended = socket.subscriptions.borrow_mut().remove(&room);
        let Some(subscription) = ended else {
            return false;
        };
        subscription.end();
        self.remove(&subscription);
        if subscription.take_presence() {
            self.depart(room, socket.user()).await;
        }
        true
    }

    pub(crate) async fn depart(&self, room: RoomId, user: UserId) {
        let departed = self.parts.presence.depart(room, user).await;
        log_fault(departed, "tell that somebody went");
    }

    fn register(&self, socket: &Rc<Socket>, room: RoomId) -> Result<Registered, SubscribeRefused> {
        let mut own = socket.subscriptions.borrow_mut();
        if own.len() >= MOST_SUBSCRIPTIONS && !own.contains_key(&room) {
            return Err(SubscribeRefused::TooMany);
        }
        let subscription = Subscription::new(socket, room);
        let replaced = own.insert(room, Rc::clone(&subscription));
        drop(own);
        let is_first = !self.subscribers.borrow().contains_key(&room);
        if is_first {
            self.parts.hub.listen(room);
        }
        self.subscribers
            .borrow_mut()
            .entry(room)
            .or_default()
            .push(Rc::clone(&subscription));
        let mut was_present = false;
        if let Some(old) = replaced {
            was_present = old.take_presence();
            old.end();
            self.remove(&old);
        }
        Ok(Registered {
            subscription,
            was_present,
        })
    }

    async fn begin(
        &self,
        subscription: &Rc<Subscription>,
        was_present: bool,
        resume: Option<Resume>,
    ) -> Result<(), SubscribeRefused> {
        let (room, socket) = (subscription.room, &subscription.socket);
        subscription.set_presence(was_present);
        let right = self.right(subscription).await?;
        if !was_present {
            subscription.set_presence(true);
            let arrived = self
                .parts
                .presence
                .arrive(room, socket.person.clone())
                .await;
            arrived.map_err(SubscribeRefused::Fault)?;
        }
        let since = resume.as_ref().map(|resume| self.resume_point(resume));
        let changes = self.changes(&right, since.flatten()).await?;
        let online = self.parts.presence.online(room, socket.user(), CROWD).await;
        let online = online.map_err(SubscribeRefused::Fault)?;
        if subscription.has_ended() {
            return Err(SubscribeRefused::Ended);
        }
        self.tell_begin(subscription, &changes, since, &online);
        self.parts.hub.starts_at(room, changes.head.version);
        if !subscription.go_live(changes.head.version) {
            self.later(Job::CatchUp(Rc::clone(subscription)));
        }
        Ok(())
    }

    async fn right(&self, subscription: &Subscription) -> Result<Membership, SubscribeRefused> {
        let user = subscription.socket.user();
        self.parts
            .rooms
            .membership(user, subscription.room)
            .await
            .map_err(|error| match error {
                StoreError::Conflict(no_seat) => SubscribeRefused::NoSeat(no_seat),
                StoreError::Fault(fault) => SubscribeRefused::Fault(fault),
            })
    }

    /// From where to replay; `None` when the client was with another database.
    fn resume_point(&self, resume: &Resume) -> Option<Version> {
        let is_ours = resume
            .epoch
            .as_ref()
            .is_none_or(|epoch| *epoch == self.parts.hub.epoch);
        is_ours.then_some(resume.since)
    }

    /// What changed since; without a point to resume from, only where the room stands.
    async fn changes(
        &self,
        right: &Membership,
        since: Option<Version>,
    ) -> Result<Changes, SubscribeRefused> {
        let messages = &self.parts.hub.messages;
        let (since, limit) = match since {
            Some(since) => (since, MOST_REPLAYED),
            None => (Version::LAST, 0),
        };
        messages
            .changed_since(right, since, limit)
            .await
            .map_err(SubscribeRefused::Fault)
    }

    fn tell_begin(
        &self,
        subscription: &Subscription,
        changes: &Changes,
        since: Option<Option<Version>>,
        online: &Online,
    ) {
        let socket = &subscription.socket;
        let replay = since.flatten().zip(changes.changes.as_ref());
        // A client that claims to be ahead of the database was with another one.
        let replay = replay.filter(|(since, _)| *since <= changes.head.version);
        let resume = since.map(|_| match replay {
            Some(_) => ResumeOutcome::Replayed,
            None => ResumeOutcome::Reset,
        });
        if let Some((since, changed)) = replay {
            replay_to(socket, changed, since);
        }
        socket.tell(&ServerEvent::Subscribed {
            room_id: subscription.room.get(),
            online_users: online.people.iter().map(User::from).collect(),
            online_count: online.count,
            version: changes.head.version.get(),
            last_seq: changes.head.last_seq.get(),
            epoch: self.parts.hub.epoch.as_str(),
            resume,
        });
    }

    /// Brings a live subscription that missed something up to date; silent when it can.
    pub(crate) async fn catch_up(&self, subscription: &Rc<Subscription>) {
        loop {
            let caught = self.catch_up_once(subscription).await;
            match caught {
                Ok(true) => return,
                Ok(false) => {}
                Err(SubscribeRefused::Fault(fault)) => {
                    tracing::error!(error = ?fault, "a subscription could not catch up");
                    // The client comes back and resumes; better late than wrong.
                    subscription.socket.close(crate::CloseCode::TooSlow);
                    return;
                }
                Err(
                    SubscribeRefused::NoSeat(_)
                    | SubscribeRefused::TooMany
                    | SubscribeRefused::Ended,
                ) => {
                    self.finish(subscription);
                    let room_id = subscription.room.get();
                    subscription
                        .socket
                        .tell(&ServerEvent::Unsubscribed { room_id });
                    return;
                }
            }
        }
    }

    async fn catch_up_once(
        &self,
        subscription: &Rc<Subscription>,
    ) -> Result<bool, SubscribeRefused> {
        let right = self.right(subscription).await?;
        let since = subscription.heard();
        let changes = self.changes(&right, Some(since)).await?;
        if subscription.has_ended() {
            return Ok(true);
        }
        match &changes.changes {
            Some(changed) => replay_to(&subscription.socket, changed, since),
            // Too far behind even for a replay: the client loads the history.
            None => {
                let online = self.parts.presence.online(
                    subscription.room,
                    subscription.socket.user(),
                    CROWD,
                );
                let online = online.await.map_err(SubscribeRefused::Fault)?;
                self.tell_begin(subscription, &changes, Some(None), &online);
            }
        }
        Ok(subscription.go_live(changes.head.version))
    }
}

struct Registered {
    subscription: Rc<Subscription>,
    was_present: bool,
}

fn replay_to(socket: &Socket, changed: &[domain::ChangedMessage], since: Version) {
    for change in changed {
        for frame in replay::frames(change, since, Some(socket.user())) {
            socket.push(frame, Lane::Replay);
        }
    }
}
