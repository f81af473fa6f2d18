//! One core: a single-threaded runtime with the sockets it accepted and the rooms they subscribed to.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    io, net,
    rc::Rc,
    sync::Arc,
};

use bytes::Bytes;
use tokio::{
    io::Interest,
    net::TcpStream,
    runtime, select,
    sync::mpsc::{Receiver, UnboundedReceiver},
    task::{LocalSet, spawn_local},
};

use super::{
    order::{Author, Order, Post},
    socket::Socket,
    upgrade::upgrade,
    wire::{self, Action, ActionReader},
};
use crate::frame;

/// Posts that go out in one batch.
const WIDEST_BATCH: usize = 256;
const READ_BUFFER: usize = 64 << 10;

struct Core {
    index: usize,
    order: Arc<Order>,
    rooms: RefCell<HashMap<u64, Vec<Rc<Socket>>>>,
    next_socket: Cell<u64>,
    reading: RefCell<Reading>,
}

/// What all sockets of a core read with: only one of them reads at a time.
struct Reading {
    buffer: Vec<u8>,
    actions: ActionReader,
}

pub(crate) fn run(
    index: usize,
    order: Arc<Order>,
    arrivals: UnboundedReceiver<net::TcpStream>,
    inbox: Receiver<Post>,
) -> io::Result<()> {
    let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
    let core = Rc::new(Core {
        index,
        order,
        rooms: RefCell::default(),
        next_socket: Cell::new(0),
        reading: RefCell::new(Reading {
            buffer: vec![0; READ_BUFFER],
            actions: ActionReader::new(),
        }),
    });
    let tasks = LocalSet::new();
    tasks.spawn_local(Rc::clone(&core).welcome(arrivals));
    tasks.block_on(&runtime, core.pump(inbox));
    Ok(())
}

impl Core {
    async fn welcome(self: Rc<Self>, mut arrivals: UnboundedReceiver<net::TcpStream>) {
        while let Some(stream) = arrivals.recv().await {
            spawn_local(Rc::clone(&self).host(stream));
        }
    }

    async fn host(self: Rc<Self>, stream: net::TcpStream) {
        // A stream that fails here is only closed: the generator notices and fails the run.
        let Ok(socket) = self.open(stream).await else {
            return;
        };
        let mut rest = Vec::new();
        while !socket.is_gone() && self.turn(&socket, &mut rest).await.is_ok() {}
        for room in self.rooms.borrow_mut().values_mut() {
            room.retain(|other| other.id != socket.id);
        }
    }

    async fn open(&self, stream: net::TcpStream) -> io::Result<Rc<Socket>> {
        stream.set_nonblocking(true)?;
        stream.set_nodelay(true)?;
        let mut stream = TcpStream::from_std(stream)?;
        if !upgrade(&mut stream).await? {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        let id = self.next_socket.get();
        self.next_socket.set(id + 1);
        Ok(Rc::new(Socket::new(id, stream)))
    }

    async fn turn(&self, socket: &Rc<Socket>, rest: &mut Vec<u8>) -> io::Result<()> {
        let interest = match socket.has_backlog() {
            true => Interest::READABLE | Interest::WRITABLE,
            false => Interest::READABLE,
        };
        let ready = select! {
            ready = socket.stream.ready(interest) => ready?,
            () = socket.stirred.notified() => return Ok(()),
        };
        if ready.is_writable() {
            socket.flush()?;
        }
        if ready.is_readable() {
            self.read(socket, rest)?;
        }
        Ok(())
    }

    fn read(&self, socket: &Rc<Socket>, rest: &mut Vec<u8>) -> io::Result<()> {
        let mut reading = self.reading.borrow_mut();
        let Reading { buffer, actions } = &mut *reading;
        let kept = rest.len();
        buffer[..kept].copy_from_slice(rest);
        let got = match socket.stream.try_read(&mut buffer[kept..]) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(got) => kept + got,
            Err(cause) if cause.kind() == io::ErrorKind::WouldBlock => return Ok(()),
            Err(cause) => return Err(cause),
        };
        let mut at = 0;
        while let Some(head) = frame::first(&buffer[at..got]) {
            let payload = &mut buffer[at + head.start..at + head.end];
            frame::mask(payload, head.mask.unwrap_or_default());
            match head.opcode {
                frame::TEXT => self.obey(socket, actions.read(payload))?,
                frame::CLOSE => return Err(io::ErrorKind::ConnectionReset.into()),
                _ => {}
            }
            at += head.end;
        }
        rest.clear();
        rest.extend_from_slice(&buffer[at..got]);
        Ok(())
    }

    fn obey(&self, socket: &Rc<Socket>, action: Option<Action<'_>>) -> io::Result<()> {
        match action {
            Some(Action::Subscribe { room }) => {
                self.rooms
                    .borrow_mut()
                    .entry(room)
                    .or_default()
                    .push(Rc::clone(socket));
                socket.write(&wire::subscribed(room, self.order.last(room)));
                Ok(())
            }
            Some(Action::SendMessage(draft)) => {
                let author = Author {
                    core: self.index,
                    socket: socket.id,
                };
                self.order
                    .post(author, &draft)
                    .map_err(|_| io::ErrorKind::OutOfMemory.into())
            }
            None => Ok(()),
        }
    }

    /// Delivers whatever has come since the last batch, in one write for each socket.
    async fn pump(self: Rc<Self>, mut inbox: Receiver<Post>) {
        let mut posts = Vec::with_capacity(WIDEST_BATCH);
        while inbox.recv_many(&mut posts, WIDEST_BATCH).await > 0 {
            // A stable sort: posts of one room keep their order and become neighbors.
            posts.sort_by_key(|post| post.room);
            for batch in posts.chunk_by(|one, next| one.room == next.room) {
                self.deliver(batch);
            }
            posts.clear();
        }
    }

    fn deliver(&self, batch: &[Post]) {
        let rooms = self.rooms.borrow();
        let Some(room) = batch.first().and_then(|post| rooms.get(&post.room)) else {
            return;
        };
        let shared = joined(batch, |post| &post.shared);
        for post in batch.iter().filter(|post| post.author.core == self.index) {
            if let Some(author) = room.iter().find(|socket| socket.id == post.author.socket) {
                author.has_own_frame.set(true);
            }
        }
        for socket in room {
            if !socket.has_own_frame.replace(false) {
                socket.write(&shared);
                continue;
            }
            let me = Author {
                core: self.index,
                socket: socket.id,
            };
            let own = |post| {
                if Post::is_by(post, me) {
                    &post.own
                } else {
                    &post.shared
                }
            };
            socket.write(&joined(batch, own));
        }
    }
}

fn joined<'a>(batch: &'a [Post], frame: impl Fn(&'a Post) -> &'a Bytes) -> Bytes {
    if let [post] = batch {
        return frame(post).clone();
    }
    let mut all = Vec::with_capacity(batch.iter().map(|post| post.own.len()).sum());
    for post in batch {
        all.extend_from_slice(frame(post));
    }
    Bytes::from(all)
}
