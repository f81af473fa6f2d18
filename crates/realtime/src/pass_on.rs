//! What a worker does with each notice of the hub.

use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;
use domain::{Ended, RoomId, UserId};

use tokio::task::yield_now;

use crate::crowd::CROWD;
use crate::delivery::{Delivery, News};
use crate::local::{Job, LocalHub, restart};
use crate::notice::Notice;
use crate::queue::Lane;
use crate::run::Run;
use crate::subscription::Subscription;

/// So many sockets are told before others get their turn.
const PORTION: usize = 64;

type Listeners = Vec<Rc<Subscription>>;

impl LocalHub {
    /// Passes on what came in, in order; changes of one room that stand together go as one.
    pub(crate) async fn pass_on_all(&self, batch: &[Arc<[Notice]>]) {
        let mut changes = Vec::new();
        for notice in batch.iter().flat_map(|notices| notices.iter()) {
            match notice {
                Notice::Change(delivery) => changes.push(delivery),
                other => {
                    self.deliver_all(std::mem::take(&mut changes)).await;
                    self.pass_on(other).await;
                }
            }
        }
        self.deliver_all(changes).await;
        self.write_out();
    }

    pub(crate) async fn pass_on(&self, notice: &Notice) {
        match notice {
            Notice::Change(delivery) => self.deliver_all(vec![delivery]).await,
            Notice::Overtaken { room, last_seq } => {
                self.catch_up_room(*room);
                self.tell_head(*room, *last_seq);
            }
            Notice::Typing {
                room,
                except,
                frame,
            } => {
                self.tell_room(*room, frame, Lane::Lossy, Some(*except));
            }
            Notice::Presence {
                room,
                who,
                online_count,
                frame,
            } if *online_count <= CROWD => {
                self.crowds.borrow_mut().thin_out(*room, *online_count);
                self.tell_room(*room, frame, Lane::Sure, Some(*who));
            }
            Notice::Presence {
                room, online_count, ..
            } => {
                self.crowds.borrow_mut().count(*room, *online_count);
            }
            Notice::RoomUpdated { room, frame } => {
                self.tell_room(*room, frame, Lane::Sure, None);
                self.tell_watchers(*room, frame);
            }
            Notice::RoomDeleted { room, frame } => self.close_room(*room, frame),
            Notice::MemberJoined { room, user, frame } => {
                self.said_to_have_joined(*room, *user, frame);
            }
            Notice::MemberLeft { room, user, frame } => {
                self.said_to_have_left(*room, *user, frame);
            }
            Notice::Read { room, user, marker } => self.read(*room, *user, marker.seq),
            Notice::SignedOut { user, ended } => self.sign_out(*user, *ended),
            Notice::Restart => self.restart(),
        }
    }

    async fn deliver_all(&self, mut changes: Vec<&Arc<Delivery>>) {
        for run in Run::each(&mut changes) {
            self.deliver(&run).await;
        }
    }

    /// Passes durable changes on to everybody who listens: the hottest loop of the server.
    ///
    /// Whoever subscribes between two portions reads from the database, which has these changes.
    async fn deliver(&self, run: &Run<'_>) {
        let (authors, others) = self.listeners_of(run);
        // Authors first: they wait for it, and must not wait for all the others.
        for portion in authors.chunks(PORTION).chain(others.chunks(PORTION)) {
            self.make_way(portion.len()).await;
            self.tell_portion(portion, run);
        }
        for change in run.deliveries.iter().flat_map(|it| &it.changes) {
            match &change.news {
                News::Posted(message) => self.tell_activity(message),
                News::Rewritten(message) => self.forget_text(run.room, *message),
                News::None => {}
            }
        }
    }

    /// Who listens now: those who get something of their own, and the others.
    fn listeners_of(&self, run: &Run<'_>) -> (Listeners, Listeners) {
        let subscribers = self.subscribers.borrow();
        let listening = subscribers.get(&run.room).into_iter().flatten().cloned();
        listening.partition(|subscription| run.is_personal_to(subscription.socket.user()))
    }

    fn tell_portion(&self, portion: &[Rc<Subscription>], run: &Run<'_>) {
        let delivered = portion.len() * run.deliveries.len();
        self.delivered.set(self.delivered.get() + delivered);
        for subscription in portion {
            if subscription.hear(run) {
                self.later(Job::CatchUp(Rc::clone(subscription)));
            }
            if !subscription.socket.is_due.replace(true) {
                let socket = Rc::clone(&subscription.socket);
                self.due.borrow_mut().push(socket);
            }
        }
    }

    /// Sends what the sockets were told, all of it in one call for each.
    pub(crate) fn write_out(&self) {
        for socket in self.due.take() {
            socket.is_due.set(false);
            socket.write_out();
        }
    }

    /// Writes to the sockets told so far, and lets those read that were heard from, before so many
    /// more are told: what the authors say next is stored while the others are still being told.
    async fn make_way(&self, more: usize) {
        let told = self.told.get();
        self.told.set(told + more);
        if (told + more) / PORTION > told / PORTION {
            self.write_out();
            yield_now().await;
        }
    }

    fn catch_up_room(&self, room: RoomId) {
        for subscription in self.subscribers.borrow().get(&room).into_iter().flatten() {
            if subscription.fall_behind() {
                self.later(Job::CatchUp(Rc::clone(subscription)));
            }
        }
    }

    pub(crate) fn tell_room(
        &self,
        room: RoomId,
        frame: &Bytes,
        lane: Lane,
        except: Option<UserId>,
    ) {
        if let Some(subscribers) = self.subscribers.borrow().get(&room) {
            for subscription in subscribers {
                if except != Some(subscription.socket.user()) {
                    subscription.overhear(frame, lane);
                }
            }
        }
    }

    fn close_room(&self, room: RoomId, frame: &Bytes) {
        self.end_watches(room, frame);
        let ended = self.subscribers.borrow_mut().remove(&room);
        if let Some(ended) = ended {
            self.parts.hub.mute(room);
            for subscription in ended {
                // Also one that is catching up: what waits for it would never be told.
                subscription.socket.push(frame.clone(), Lane::Sure);
                self.finish(&subscription);
            }
        }
    }

    /// Closes the sockets of sessions that ended, and tells their rooms at once: a peer that does not
    /// read the close must hear nothing more either.
    fn sign_out(&self, user: UserId, ended: Ended) {
        let sockets = self.sockets.borrow();
        let theirs = sockets.values().filter(|socket| socket.user() == user);
        for socket in theirs.filter(|socket| ended.includes(socket.session)) {
            socket.expel();
            self.later(Job::Release(Rc::clone(socket)));
        }
    }

    pub(crate) fn restart(&self) {
        for socket in self.sockets.borrow().values() {
            restart(socket);
        }
    }

    /// Some notices were lost on the way to this worker: everything is read anew.
    pub(crate) fn catch_up_all(&self) {
        tracing::warn!("a worker fell behind; its sockets catch up from the database");
        for subscription in self.subscribers.borrow().values().flatten() {
            if subscription.fall_behind() {
                self.later(Job::CatchUp(Rc::clone(subscription)));
            }
        }
        for socket in self.sockets.borrow().values() {
            if socket.is_watching.get() {
                self.later(Job::WatchAnew(Rc::clone(socket)));
            }
        }
    }
}
