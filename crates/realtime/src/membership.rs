//! Members come and go: what is told of it is looked up first.
//!
//! A change is told after it was stored, by whoever stored it. Two that follow closely may therefore
//! be told in the other order, and who left and came back must not be taken for somebody who left.
//! What was told is a reason to look; how it ended is what the database says.

use std::rc::Rc;
use std::time::Duration;

use bytes::Bytes;
use domain::{RoomId, StoreError, UserId};
use protocol::ServerEvent;
use tokio::time::sleep;

use crate::local::{Job, LocalHub, log_fault};
use crate::subscription::Subscription;

/// The database broke down; it is asked again after this.
const RETRY: Duration = Duration::from_secs(1);

/// Somebody is said to be a member now, or no more.
pub(crate) struct Hearsay {
    room: RoomId,
    user: UserId,
    /// What the watching devices of the user are told, if it is so.
    frame: Bytes,
    said: Said,
}

enum Said {
    Joined,
    /// With the subscriptions that hear nothing until it is known.
    Left(Vec<Suspended>),
}

struct Suspended {
    subscription: Rc<Subscription>,
    /// Whether nobody else brings it up to date.
    is_ours: bool,
}

impl LocalHub {
    /// `user` is said to be a member of `room` now.
    pub(crate) fn said_to_have_joined(&self, room: RoomId, user: UserId, frame: &Bytes) {
        self.watches.borrow_mut().moves(user);
        self.look(Hearsay {
            room,
            user,
            frame: frame.clone(),
            said: Said::Joined,
        });
    }

    /// `user` is said to be a member of `room` no more; from now on they hear nothing of it.
    pub(crate) fn said_to_have_left(&self, room: RoomId, user: UserId, frame: &Bytes) {
        self.watches.borrow_mut().leave(room, user);
        let subscribers = self.subscribers.borrow();
        let listening = subscribers.get(&room).into_iter().flatten();
        let theirs = listening.filter(|subscription| subscription.socket.user() == user);
        let suspended = theirs.map(|subscription| Suspended {
            is_ours: subscription.doubt(),
            subscription: Rc::clone(subscription),
        });
        self.look(Hearsay {
            room,
            user,
            frame: frame.clone(),
            said: Said::Left(suspended.collect()),
        });
    }

    fn look(&self, hearsay: Hearsay) {
        if self.is_news(&hearsay) {
            self.later(Job::Look(hearsay));
        }
    }

    /// Whether anybody here has to be told.
    fn is_news(&self, hearsay: &Hearsay) -> bool {
        let is_watched = !self.watches.borrow().devices(hearsay.user).is_empty();
        let listens = match &hearsay.said {
            Said::Joined => false,
            Said::Left(suspended) => suspended.iter().any(|it| !it.subscription.has_ended()),
        };
        is_watched || listens
    }

    /// Looks whether it is so, again if more is said meanwhile, and tells it then.
    pub(crate) async fn look_up(&self, hearsay: Hearsay) {
        while self.is_news(&hearsay) {
            let before = self.watches.borrow().list_state(hearsay.user);
            let seat = self
                .parts
                .rooms
                .membership(hearsay.user, hearsay.room)
                .await;
            if self.watches.borrow().list_state(hearsay.user) != before {
                continue;
            }
            match seat {
                Ok(_) => return self.is_member(hearsay),
                Err(StoreError::Conflict(_)) => return self.is_no_member(hearsay),
                Err(StoreError::Fault(fault)) => {
                    log_fault(Err::<(), _>(fault), "look whether somebody is a member");
                    sleep(RETRY).await;
                }
            }
        }
    }

    fn is_member(&self, hearsay: Hearsay) {
        match hearsay.said {
            Said::Joined => self.tell_watching(hearsay.user, &hearsay.frame),
            Said::Left(suspended) => {
                for ours in suspended.into_iter().filter(|it| it.is_ours) {
                    self.later(Job::CatchUp(ours.subscription));
                }
            }
        }
        for socket in self.watches.borrow().devices(hearsay.user) {
            self.later(Job::Rewatch(Rc::clone(socket)));
        }
    }

    fn is_no_member(&self, hearsay: Hearsay) {
        let Said::Left(suspended) = hearsay.said else {
            return;
        };
        let room_id = hearsay.room.get();
        for Suspended { subscription, .. } in suspended {
            if !subscription.has_ended() {
                self.finish(&subscription);
                let unsubscribed = ServerEvent::Unsubscribed { room_id };
                subscription.socket.tell(&unsubscribed);
            }
        }
        self.tell_watching(hearsay.user, &hearsay.frame);
    }
}
