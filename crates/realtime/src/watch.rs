//! Watching: light news of every room that a user is in, at most one a second per room.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::{Fault, Message, RoomId, Seq, UserId};
use protocol::ServerEvent;
use tokio::time::Instant;

use crate::hub::Count;
use crate::local::{Job, LocalHub};
use crate::queue::Lane;
use crate::socket::Socket;

/// At most one activity a second per room and watcher (contract, section 7).
const PAUSE: Duration = Duration::from_secs(1);

/// Who of this worker watches what.
#[derive(Default)]
pub(crate) struct Watches {
    rooms: HashMap<RoomId, WatchedRoom>,
    users: HashMap<UserId, Vec<Rc<Socket>>>,
}

#[derive(Default)]
struct WatchedRoom {
    head: Seq,
    last: Option<Arc<Message>>,
    watchers: Vec<Watcher>,
    /// Whether some watcher has not been told everything yet.
    is_behind: bool,
}

struct Watcher {
    socket: Rc<Socket>,
    read: Seq,
    told_at: Option<Instant>,
    is_behind: bool,
}

impl WatchedRoom {
    /// Tells whom the pause allows; the others are told by a later tick.
    fn tell(&mut self, room: RoomId, now: Instant) {
        self.is_behind = false;
        for watcher in self.watchers.iter_mut().filter(|watcher| watcher.is_behind) {
            if watcher
                .told_at
                .is_some_and(|at| now.duration_since(at) < PAUSE)
            {
                self.is_behind = true;
                continue;
            }
            watcher.is_behind = false;
            watcher.told_at = Some(now);
            let user = watcher.socket.user();
            watcher.socket.tell(&ServerEvent::RoomActivity {
                room_id: room.get(),
                seq: self.head.get(),
                unread_count: (self.head.get() - watcher.read.get()).max(0),
                last_message: self
                    .last
                    .as_ref()
                    .map(|message| protocol::Message::seen_by(message, Some(user))),
            });
        }
    }
}

impl Watches {
    fn add(&mut self, socket: &Rc<Socket>) {
        self.users
            .entry(socket.user())
            .or_default()
            .push(Rc::clone(socket));
    }

    fn drop_socket(&mut self, socket: &Rc<Socket>) {
        let is_other = |it: &Rc<Socket>| !Rc::ptr_eq(it, socket);
        if let Some(sockets) = self.users.get_mut(&socket.user()) {
            sockets.retain(is_other);
            if sockets.is_empty() {
                self.users.remove(&socket.user());
            }
        }
        for room in socket.watched.borrow_mut().drain() {
            self.forget_watchers(room, |watcher| Rc::ptr_eq(&watcher.socket, socket));
        }
    }

    fn watch_room(&mut self, socket: &Rc<Socket>, room: RoomId, head: Seq, read: Seq) {
        let is_new = socket.watched.borrow_mut().insert(room);
        let watched = self.rooms.entry(room).or_default();
        watched.head = watched.head.max(head);
        if is_new {
            let socket = Rc::clone(socket);
            watched.watchers.push(Watcher {
                socket,
                read,
                told_at: None,
                is_behind: false,
            });
            return;
        }
        let own = watched
            .watchers
            .iter_mut()
            .find(|it| Rc::ptr_eq(&it.socket, socket));
        if let Some(watcher) = own {
            watcher.read = watcher.read.max(read);
        }
    }

    fn forget_watchers(&mut self, room: RoomId, is_gone: impl Fn(&Watcher) -> bool) {
        let Some(watched) = self.rooms.get_mut(&room) else {
            return;
        };
        watched.watchers.retain(|watcher| !is_gone(watcher));
        if watched.watchers.is_empty() {
            self.rooms.remove(&room);
        }
    }

    /// `user` is no member any more.
    pub(crate) fn leave(&mut self, room: RoomId, user: UserId) {
        for socket in self.users.get(&user).into_iter().flatten() {
            socket.watched.borrow_mut().remove(&room);
        }
        self.forget_watchers(room, |watcher| watcher.socket.user() == user);
    }

    /// The room is gone; tells each of its watchers.
    pub(crate) fn close(&mut self, room: RoomId, tell: impl Fn(&Socket)) {
        for watcher in self
            .rooms
            .remove(&room)
            .into_iter()
            .flat_map(|room| room.watchers)
        {
            watcher.socket.watched.borrow_mut().remove(&room);
            tell(&watcher.socket);
        }
    }
}

impl LocalHub {
    /// Tells the socket of activity in all rooms of its user from now on.
    pub async fn watch(&self, socket: &Rc<Socket>) -> Result<(), Fault> {
        if !socket.is_watching.replace(true) {
            self.watches.borrow_mut().add(socket);
            self.parts.hub.count_watchers(Count::Up);
        }
        self.load_watched(socket).await?;
        socket.tell(&ServerEvent::Watching {
            epoch: self.parts.hub.epoch.as_str(),
        });
        Ok(())
    }

    /// Reads which rooms there are. What happens meanwhile is told by the rooms already known, and
    /// a room joined meanwhile causes another reading.
    pub(crate) async fn load_watched(&self, socket: &Rc<Socket>) -> Result<(), Fault> {
        let seats = self.parts.rooms.seats(socket.user()).await?;
        if socket.is_gone() {
            return Ok(());
        }
        let mut watches = self.watches.borrow_mut();
        for seat in seats {
            let read = seat.membership.read().seq;
            watches.watch_room(socket, seat.room.id, seat.room.last_seq, read);
        }
        Ok(())
    }

    pub(crate) fn unwatch(&self, socket: &Rc<Socket>) {
        if socket.is_watching.replace(false) {
            self.watches.borrow_mut().drop_socket(socket);
            self.parts.hub.count_watchers(Count::Down);
        }
    }

    pub(crate) fn tell_activity(&self, message: &Arc<Message>) {
        let mut watches = self.watches.borrow_mut();
        let Some(room) = watches.rooms.get_mut(&message.room) else {
            return;
        };
        room.head = room.head.max(message.seq);
        room.last = Some(Arc::clone(message));
        for watcher in &mut room.watchers {
            watcher.is_behind = true;
            if watcher.socket.user() == message.author.id {
                watcher.read = watcher.read.max(message.seq);
            }
        }
        room.tell(message.room, Instant::now());
    }

    pub(crate) fn read(&self, room: RoomId, user: UserId, seq: Seq) {
        let mut watches = self.watches.borrow_mut();
        let Some(watched) = watches.rooms.get_mut(&room) else {
            return;
        };
        let mut moved = false;
        let own = watched
            .watchers
            .iter_mut()
            .filter(|watcher| watcher.socket.user() == user);
        for watcher in own.filter(|watcher| watcher.read < seq) {
            watcher.read = seq;
            watcher.is_behind = true;
            moved = true;
        }
        if moved {
            watched.tell(room, Instant::now());
        }
    }

    pub(crate) fn flush_activity(&self) {
        let now = Instant::now();
        let mut watches = self.watches.borrow_mut();
        for (id, room) in watches.rooms.iter_mut().filter(|(_, room)| room.is_behind) {
            room.tell(*id, now);
        }
    }

    pub(crate) fn tell_watchers(&self, room: RoomId, frame: &Bytes) {
        let watches = self.watches.borrow();
        let Some(watched) = watches.rooms.get(&room) else {
            return;
        };
        for socket in watched.watchers.iter().map(|watcher| &watcher.socket) {
            if !socket.subscriptions.borrow().contains_key(&room) {
                socket.push(frame.clone(), Lane::Sure);
            }
        }
    }

    /// Tells the watching sockets of `user`.
    pub(crate) fn tell_watching(&self, user: UserId, frame: &Bytes) {
        if let Some(sockets) = self.watches.borrow().users.get(&user) {
            for socket in sockets {
                socket.push(frame.clone(), Lane::Sure);
            }
        }
    }

    /// `user` is a member somewhere new.
    pub(crate) fn greet(&self, user: UserId, frame: &Bytes) {
        self.tell_watching(user, frame);
        if let Some(sockets) = self.watches.borrow().users.get(&user) {
            for socket in sockets {
                self.later(Job::Rewatch(Rc::clone(socket)));
            }
        }
    }
}
