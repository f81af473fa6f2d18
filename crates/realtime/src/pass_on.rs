//! What a worker does with each notice of the hub.

use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;
use domain::{Ended, RoomId, UserId};

use crate::crowd::CROWD;
use crate::delivery::News;
use crate::local::{Job, LocalHub, restart};
use crate::notice::Notice;
use crate::queue::Lane;
use crate::run::Run;

impl LocalHub {
    /// Passes on what came in, in order; changes of one room that stand together go as one.
    pub(crate) fn pass_on_all(&self, batch: &[Arc<[Notice]>]) {
        let mut changes = Vec::new();
        for notice in batch.iter().flat_map(|notices| notices.iter()) {
            match notice {
                Notice::Change(delivery) => changes.push(delivery),
                other => {
                    Run::each(std::mem::take(&mut changes), |run| self.deliver(run));
                    self.pass_on(other);
                }
            }
        }
        Run::each(changes, |run| self.deliver(run));
    }

    pub(crate) fn pass_on(&self, notice: &Notice) {
        match notice {
            Notice::Change(delivery) => Run::each(vec![delivery], |run| self.deliver(run)),
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

    /// Passes durable changes on to everybody who listens: the hottest loop of the server.
    fn deliver(&self, run: &Run<'_>) {
        if let Some(subscribers) = self.subscribers.borrow().get(&run.room) {
            self.told.set(self.told.get() + subscribers.len());
            let delivered = subscribers.len() * run.deliveries.len();
            self.delivered.set(self.delivered.get() + delivered);
            // Authors first: they wait for it, and must not wait for all the others.
            for is_turn_of_authors in [true, false] {
                for subscription in subscribers {
                    let is_author = run.is_personal_to(subscription.socket.user());
                    if is_author == is_turn_of_authors && subscription.hear(run) {
                        self.later(Job::CatchUp(Rc::clone(subscription)));
                    }
                }
            }
        }
        for change in run.deliveries.iter().flat_map(|it| &it.changes) {
            match &change.news {
                News::Posted(message) => self.tell_activity(message),
                News::Rewritten(message) => self.forget_text(run.room, *message),
                News::None => {}
            }
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
