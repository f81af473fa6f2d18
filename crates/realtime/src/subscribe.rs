//! Subscriptions: register first, then read, then pass on what arrived meanwhile.

use std::rc::Rc;

use domain::{ChangedMessage, Changes, Fault, Measured, Membership, NoSeat, Online};
use domain::{Resumed, RoomId, StoreError, Version};
use protocol::{Resume, ResumeOutcome, ServerEvent, User};
use thiserror::Error;
use tokio::sync::SemaphorePermit;

use crate::crowd::CROWD;
use crate::local::{Job, LocalHub};
use crate::notice::frame;
use crate::queue::Lane;
use crate::replay;
use crate::socket::Socket;
use crate::subscription::Subscription;

/// Most rooms that one socket may listen to (docs/protocol.md).
const MOST_SUBSCRIPTIONS: usize = 50;
/// Who missed more than this loads the history instead (docs/protocol.md).
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
    ///
    /// To be awaited to its end, even if the device is gone meanwhile. Waits while much is queued
    /// for the socket, so its frames must be polled by another task.
    pub async fn subscribe(
        &self,
        socket: &Rc<Socket>,
        room: RoomId,
        resume: Option<Resume>,
    ) -> Result<(), SubscribeRefused> {
        let _turn = self.turn_of(socket).await;
        socket.heard();
        let subscription = self.register(socket, room)?;
        // Boxed, so that the thousands that come at once after a restart stay small while they wait.
        let begun = Box::pin(self.begin(&subscription, resume)).await;
        if begun.is_err() {
            self.finish(&subscription);
        }
        begun
    }

    /// A turn to read what is to be replayed to the socket, once there is room for it.
    pub(crate) async fn turn_of(&self, socket: &Socket) -> Option<SemaphorePermit<'_>> {
        socket.has_room().await;
        // Taken once the client reads what it is told, so that nobody can keep others waiting.
        self.subscribing.acquire().await.ok()
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
            self.depart(&subscription).await;
        }
        true
    }

    fn register(
        &self,
        socket: &Rc<Socket>,
        room: RoomId,
    ) -> Result<Rc<Subscription>, SubscribeRefused> {
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
        if let Some(old) = replaced {
            // Nobody is told that its owner went and came.
            if old.take_presence() {
                subscription.arrived();
            }
            old.end();
            self.remove(&old);
        }
        Ok(subscription)
    }

    async fn begin(
        &self,
        subscription: &Rc<Subscription>,
        resume: Option<Resume>,
    ) -> Result<(), SubscribeRefused> {
        let right = self.right(subscription).await?;
        self.arrive(subscription).await?;
        let since = resume.as_ref().map(|resume| self.resume_point(resume));
        let changes = self.changes(&right, since.flatten()).await?;
        let online = self.online(subscription).await?;
        self.confirm(subscription).await?;
        self.tell_begin(subscription, &changes, since, &online);
        subscription.socket.write_out();
        let head = changes.head.version;
        self.parts.hub.stands_at(subscription.room, head);
        if !subscription.go_live(head) {
            self.later(Job::CatchUp(Rc::clone(subscription)));
        }
        Ok(())
    }

    async fn arrive(&self, subscription: &Subscription) -> Result<(), SubscribeRefused> {
        if subscription.has_ended() {
            return Err(SubscribeRefused::Ended);
        }
        if subscription.is_present() {
            return Ok(());
        }
        let person = subscription.socket.person.clone();
        let arrived = self.parts.presence.arrive(subscription.room, person).await;
        arrived.map_err(SubscribeRefused::Fault)?;
        // Only now, so that whoever ends the subscription can't tell the end before the beginning.
        subscription.arrived();
        Ok(())
    }

    pub(crate) async fn online(
        &self,
        subscription: &Subscription,
    ) -> Result<Online, SubscribeRefused> {
        let viewer = subscription.socket.user();
        let online = self
            .parts
            .presence
            .online(subscription.room, viewer, CROWD)
            .await;
        online.map_err(SubscribeRefused::Fault)
    }

    /// The right to hear the room, looked up again if it is doubted meanwhile.
    pub(crate) async fn right(
        &self,
        subscription: &Subscription,
    ) -> Result<Membership, SubscribeRefused> {
        let (user, room) = (subscription.socket.user(), subscription.room);
        loop {
            subscription.trust();
            let right = self.parts.rooms.membership(user, room).await;
            if subscription.is_doubted() {
                continue;
            }
            return right.map_err(|error| match error {
                StoreError::Conflict(no_seat) => SubscribeRefused::NoSeat(no_seat),
                StoreError::Fault(fault) => SubscribeRefused::Fault(fault),
            });
        }
    }

    /// To be asked between reading and telling: whether there is still somebody to be told, who may hear
    /// it.
    pub(crate) async fn confirm(
        &self,
        subscription: &Subscription,
    ) -> Result<(), SubscribeRefused> {
        if subscription.is_doubted() && !subscription.has_ended() {
            self.right(subscription).await?;
        }
        match subscription.has_ended() {
            true => Err(SubscribeRefused::Ended),
            false => Ok(()),
        }
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
    pub(crate) async fn changes(
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

    /// Queues how a subscription begins; the socket is to be [written out](Socket::write_out)
    /// afterwards.
    pub(crate) fn tell_begin(
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
        self.count_resume(resume);
        if let Some((since, changed)) = replay {
            replay_to(socket, changed, since);
        }
        let subscribed = frame(&ServerEvent::Subscribed {
            room_id: subscription.room.get(),
            online_users: online.people.iter().map(User::from).collect(),
            online_count: online.count,
            version: changes.head.version.get(),
            last_seq: changes.head.last_seq.get(),
            epoch: self.parts.hub.epoch.as_str(),
            resume,
        });
        if let Some(subscribed) = subscribed {
            socket.queue_block(subscribed, 1, Lane::Replay);
        }
        subscription.told_anew();
    }

    fn count_resume(&self, outcome: Option<ResumeOutcome>) {
        let resumed = match outcome {
            Some(ResumeOutcome::Replayed) => Resumed::Replayed,
            Some(ResumeOutcome::Reset) => Resumed::Reset,
            None => return,
        };
        self.parts.hub.meter.note(Measured::Resumed(resumed));
    }
}

/// Queues what changed, as [`tell_begin`](LocalHub::tell_begin) does.
pub(crate) fn replay_to(socket: &Socket, changed: &[ChangedMessage], since: Version) {
    for change in changed {
        for frame in replay::frames(change, since, Some(socket.user())) {
            socket.queue_block(frame, 1, Lane::Replay);
        }
    }
}
