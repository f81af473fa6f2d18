//! Who of a worker watches which rooms, and what each was told last.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use domain::{Message, MessageId, RoomId, Seat, Seq, UserId};
use protocol::ServerEvent;
use tokio::time::Instant;

use crate::socket::Socket;

/// At most one activity a second per room and watcher (docs/protocol.md).
const PAUSE: Duration = Duration::from_secs(1);

/// Who of this worker watches what.
#[derive(Default)]
pub(crate) struct Watches {
    rooms: HashMap<RoomId, WatchedRoom>,
    users: HashMap<UserId, Devices>,
    closed_rooms: u64,
}

#[derive(Default)]
struct Devices {
    sockets: Vec<Rc<Socket>>,
    /// Counts the user's comings and goings, so that a list read meanwhile is known to be old.
    moves: u64,
}

/// A moment in a user's list of rooms.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct ListState(u64, u64);

/// What a client knows of the rooms in its list.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Known {
    /// It reads its lists after this.
    Everything,
    /// A room that is new to it is told at once.
    ItsRooms,
}

#[derive(Default)]
pub(crate) struct WatchedRoom {
    head: Seq,
    last: Option<Arc<Message>>,
    watchers: Vec<Watcher>,
    /// Whether some watcher may not have been told everything yet.
    is_behind: bool,
}

struct Watcher {
    socket: Rc<Socket>,
    read: Seq,
    told: Option<Told>,
    told_at: Option<Instant>,
}

/// What a watcher was told last.
#[derive(Clone, Copy, PartialEq)]
struct Told {
    head: Seq,
    read: Seq,
    /// Whether it knows what the newest message says, or reads it by itself.
    knows_text: bool,
}

impl WatchedRoom {
    /// A message was posted.
    pub(crate) fn posted(&mut self, message: &Arc<Message>) {
        self.stands_at(message.seq);
        if message.seq == self.head {
            self.last = Some(Arc::clone(message));
        }
        self.has_read(message.author.id, message.seq);
    }

    /// There are messages up to `head`.
    pub(crate) fn stands_at(&mut self, head: Seq) {
        self.head = self.head.max(head);
        self.last = self.last.take().filter(|last| last.seq == self.head);
        self.is_behind = true;
    }

    /// `user` has read up to `seq`.
    pub(crate) fn has_read(&mut self, user: UserId, seq: Seq) {
        for watcher in &mut self.watchers {
            if watcher.socket.user() == user && watcher.read < seq {
                watcher.read = seq;
                self.is_behind = true;
            }
        }
    }

    /// What the message said must not be told any more.
    pub(crate) fn forget_text(&mut self, message: MessageId) {
        self.last = self.last.take().filter(|last| last.id != message);
    }

    /// Tells whom the pause allows; the others are told by a later tick.
    pub(crate) fn tell(&mut self, room: RoomId, now: Instant) {
        if !self.is_behind {
            return;
        }
        self.is_behind = false;
        for watcher in &mut self.watchers {
            let last = self.last.as_deref();
            if !watcher.has_news(self.head, last) {
                continue;
            }
            if watcher.is_pausing(now) {
                self.is_behind = true;
                continue;
            }
            watcher.tell(room, self.head, last);
            watcher.told_at = Some(now);
        }
    }

    pub(crate) fn sockets(&self) -> impl Iterator<Item = &Rc<Socket>> {
        self.watchers.iter().map(|watcher| &watcher.socket)
    }
}

impl Watcher {
    fn is_pausing(&self, now: Instant) -> bool {
        self.told_at
            .is_some_and(|at| now.duration_since(at) < PAUSE)
    }

    /// Whether it has to be told that the room stands at `head`. It may have been told so before the
    /// message itself came.
    fn has_news(&self, head: Seq, last: Option<&Message>) -> bool {
        self.told.is_none_or(|told| {
            let is_late = !told.knows_text && last.is_some();
            told.head != head || told.read != self.read || is_late
        })
    }

    fn tell(&mut self, room: RoomId, head: Seq, last: Option<&Message>) {
        let knows_text = self.told.is_some_and(|it| it.head == head && it.knows_text);
        let last = last.filter(|_| !knows_text);
        let user = self.socket.user();
        self.socket.tell(&ServerEvent::RoomActivity {
            room_id: room.get(),
            seq: head.get(),
            unread_count: (head.get() - self.read.get()).max(0),
            last_message: last.map(|message| protocol::Message::seen_by(message, Some(user))),
        });
        self.told = Some(Told {
            head,
            read: self.read,
            knows_text: knows_text || last.is_some(),
        });
    }
}

impl Watches {
    pub(crate) fn add(&mut self, socket: &Rc<Socket>) {
        let devices = self.users.entry(socket.user()).or_default();
        devices.sockets.push(Rc::clone(socket));
    }

    pub(crate) fn drop_socket(&mut self, socket: &Rc<Socket>) {
        let user = socket.user();
        if let Some(devices) = self.users.get_mut(&user) {
            devices.sockets.retain(|it| !Rc::ptr_eq(it, socket));
            if devices.sockets.is_empty() {
                self.users.remove(&user);
            }
        }
        let watched = std::mem::take(&mut *socket.watched.borrow_mut());
        for room in watched {
            self.forget_watchers(room, |watcher| Rc::ptr_eq(&watcher.socket, socket));
        }
    }

    pub(crate) fn room(&mut self, room: RoomId) -> Option<&mut WatchedRoom> {
        self.rooms.get_mut(&room)
    }

    pub(crate) fn devices(&self, user: UserId) -> &[Rc<Socket>] {
        self.users
            .get(&user)
            .map_or(&[], |devices| &devices.sockets)
    }

    pub(crate) fn list_state(&self, user: UserId) -> ListState {
        let moves = self.users.get(&user).map_or(0, |devices| devices.moves);
        ListState(moves, self.closed_rooms)
    }

    /// `seats` are all that the socket's user has.
    pub(crate) fn sit(&mut self, socket: &Rc<Socket>, seats: &[Seat], known: Known) {
        let rooms: HashSet<RoomId> = seats.iter().map(|seat| seat.room.id).collect();
        let before = std::mem::replace(&mut *socket.watched.borrow_mut(), rooms.clone());
        for left in before.difference(&rooms) {
            self.forget_watchers(*left, |watcher| Rc::ptr_eq(&watcher.socket, socket));
        }
        for seat in seats {
            let room = self.rooms.entry(seat.room.id).or_default();
            let (head, read) = (seat.room.last_seq, seat.membership.read().seq);
            if before.contains(&seat.room.id) {
                room.has_read(socket.user(), read);
            } else {
                room.watchers.push(Watcher {
                    socket: Rc::clone(socket),
                    read,
                    told: (known == Known::Everything).then_some(Told {
                        head,
                        read,
                        knows_text: true,
                    }),
                    told_at: None,
                });
            }
            room.stands_at(head);
        }
    }

    /// `user` is said to have come or gone, so that lists read so far may be old.
    pub(crate) fn moves(&mut self, user: UserId) {
        if let Some(devices) = self.users.get_mut(&user) {
            devices.moves += 1;
        }
    }

    /// `user` is no member any more.
    pub(crate) fn leave(&mut self, room: RoomId, user: UserId) {
        let Some(devices) = self.users.get_mut(&user) else {
            return;
        };
        devices.moves += 1;
        for socket in &devices.sockets {
            socket.watched.borrow_mut().remove(&room);
        }
        self.forget_watchers(room, |watcher| watcher.socket.user() == user);
    }

    /// The room is gone; answers who watched it.
    pub(crate) fn close(&mut self, room: RoomId) -> Vec<Rc<Socket>> {
        self.closed_rooms += 1;
        let watchers = self.rooms.remove(&room).into_iter();
        let sockets: Vec<_> = watchers
            .flat_map(|room| room.watchers)
            .map(|watcher| watcher.socket)
            .collect();
        for socket in &sockets {
            socket.watched.borrow_mut().remove(&room);
        }
        sockets
    }

    /// Tells everybody what the pause has kept from them.
    pub(crate) fn flush(&mut self, now: Instant) {
        for (id, room) in &mut self.rooms {
            room.tell(*id, now);
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
}
