//! Watching: light news of every room that a user is in, at most one a second per room.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::{Fault, Message, MessageId, RoomId, Seq, UserId};
use protocol::ServerEvent;
use tokio::time::{Instant, sleep};

use crate::hub::Count;
use crate::local::LocalHub;
use crate::queue::Lane;
use crate::socket::Socket;
use crate::watches::Known;

/// The database broke down; the lists are read again after this.
const RETRY: Duration = Duration::from_secs(1);

impl LocalHub {
    /// Tells the socket of activity in all rooms of its user from now on.
    pub async fn watch(&self, socket: &Rc<Socket>) -> Result<(), Fault> {
        if socket.is_closing() {
            return Ok(());
        }
        if !socket.is_watching.replace(true) {
            self.watches.borrow_mut().add(socket);
            self.parts.hub.count_watchers(Count::Up);
        }
        self.load_watched(socket, Known::Everything).await?;
        socket.tell(&ServerEvent::Watching {
            epoch: self.parts.hub.epoch.as_str(),
            max_message_chars: self.parts.body_limit.chars(),
        });
        Ok(())
    }

    /// The watcher's rooms changed.
    pub(crate) async fn rewatch(&self, socket: &Rc<Socket>) {
        while let Err(fault) = self.load_watched(socket, Known::ItsRooms).await {
            wait_after(&fault).await;
        }
    }

    /// The watcher missed something, so its client reads its lists again.
    pub(crate) async fn watch_anew(&self, socket: &Rc<Socket>) {
        while let Err(fault) = self.watch(socket).await {
            wait_after(&fault).await;
        }
    }

    /// Reads which rooms there are; again, if the user came or went meanwhile.
    async fn load_watched(&self, socket: &Rc<Socket>, known: Known) -> Result<(), Fault> {
        let user = socket.user();
        while socket.is_watching.get() {
            let before = self.watches.borrow().list_state(user);
            let seats = self.parts.rooms.seats(user).await?;
            let mut watches = self.watches.borrow_mut();
            if socket.is_watching.get() && watches.list_state(user) == before {
                watches.sit(socket, &seats, known);
                break;
            }
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
        if let Some(room) = self.watches.borrow_mut().room(message.room) {
            room.posted(message);
            room.tell(message.room, Instant::now());
        }
    }

    pub(crate) fn tell_head(&self, room: RoomId, head: Seq) {
        if let Some(watched) = self.watches.borrow_mut().room(room) {
            watched.stands_at(head);
            watched.tell(room, Instant::now());
        }
    }

    pub(crate) fn forget_text(&self, room: RoomId, message: MessageId) {
        if let Some(watched) = self.watches.borrow_mut().room(room) {
            watched.forget_text(message);
        }
    }

    pub(crate) fn read(&self, room: RoomId, user: UserId, seq: Seq) {
        if let Some(watched) = self.watches.borrow_mut().room(room) {
            watched.has_read(user, seq);
            watched.tell(room, Instant::now());
        }
    }

    pub(crate) fn flush_activity(&self) {
        self.watches.borrow_mut().flush(Instant::now());
    }

    pub(crate) fn tell_watchers(&self, room: RoomId, frame: &Bytes) {
        let mut watches = self.watches.borrow_mut();
        if let Some(watched) = watches.room(room) {
            tell_only_watching(room, watched.sockets(), frame);
        }
    }

    /// The room is gone.
    pub(crate) fn end_watches(&self, room: RoomId, frame: &Bytes) {
        let ended = self.watches.borrow_mut().close(room);
        tell_only_watching(room, ended.iter(), frame);
    }

    /// Tells the watching sockets of `user`.
    pub(crate) fn tell_watching(&self, user: UserId, frame: &Bytes) {
        for socket in self.watches.borrow().devices(user) {
            socket.push(frame.clone(), Lane::Sure);
        }
    }
}

/// Tells those whom their subscription does not tell.
fn tell_only_watching<'a>(
    room: RoomId,
    sockets: impl Iterator<Item = &'a Rc<Socket>>,
    frame: &Bytes,
) {
    for socket in sockets.filter(|socket| !socket.listens_to(room)) {
        socket.push(frame.clone(), Lane::Sure);
    }
}

async fn wait_after(fault: &Fault) {
    tracing::error!(error = %fault.with_causes(), "could not read the watched rooms");
    sleep(RETRY).await;
}
