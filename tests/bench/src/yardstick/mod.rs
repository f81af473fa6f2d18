//! The yardstick: how fast could a broadcast be on this machine, if nothing had to be stored?
//!
//! It has what every fast chat server has (frames encoded once and shared, one single-threaded runtime per core
//! with its own sockets, bounded queues, one write for all that is queued) and nothing else: no accounts, no
//! database, no limits. It speaks just enough of the protocol that one generator drives it and the real server.

mod core;
mod order;
mod socket;
mod upgrade;
mod wire;

use std::{
    io::Write,
    net::{Ipv4Addr, TcpListener},
    sync::Arc,
    thread,
};

use tokio::sync::mpsc;

use self::order::Order;
use crate::{
    fault::{Result, While},
    options::Sabotage,
};

/// Posts that may wait for a core before the socket that posts is dropped.
const QUEUED_POSTS: usize = 8_192;

/// Serves until the process is ended; prints the port it listens on.
pub(crate) fn serve(port: u16, cores: usize, sabotage: Option<Sabotage>) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).during("listen")?;
    let port = listener.local_addr().during("listen")?.port();
    println!("{port}");
    std::io::stdout().flush().during("print the port")?;

    let (posts, inboxes): (Vec<_>, Vec<_>) = (0..cores.max(1))
        .map(|_| mpsc::channel(QUEUED_POSTS))
        .unzip();
    let order = Arc::new(Order::new(posts, sabotage));
    let mut doors = Vec::new();
    for (index, inbox) in inboxes.into_iter().enumerate() {
        let (door, arrivals) = mpsc::unbounded_channel();
        let order = Arc::clone(&order);
        thread::Builder::new()
            .name(format!("core-{index}"))
            .spawn(move || core::run(index, order, arrivals, inbox))
            .during("start a core")?;
        doors.push(door);
    }
    for door in doors.iter().cycle() {
        let (stream, _) = listener.accept().during("accept")?;
        if door.send(stream).is_err() {
            break;
        }
    }
    Ok(())
}
