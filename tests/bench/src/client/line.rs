//! One connection of the generator.

use std::{
    io::{self, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::fault::{Fault, Result, While};

/// How long a server may leave a request of ours in its receive buffer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// The stream is shared because another thread may be the one that finds out it is time to send.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) stream: Arc<TcpStream>,
    /// What came of a frame or an answer that is not whole yet.
    pub(crate) rest: Vec<u8>,
}

impl Line {
    /// Connects, still blocking: openings are easier to follow one after the other.
    pub(crate) fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE).during("connect")?;
        stream.set_nodelay(true).during("set TCP_NODELAY")?;
        stream
            .set_read_timeout(Some(PATIENCE))
            .during("set a read timeout")?;
        stream
            .set_write_timeout(Some(PATIENCE))
            .during("set a write timeout")?;
        Ok(Self {
            stream: Arc::new(stream),
            rest: Vec::new(),
        })
    }
}

/// Writes all of `bytes`, waiting for room when the stream does not block by itself.
pub(crate) fn send(mut stream: &TcpStream, mut bytes: &[u8]) -> Result<()> {
    while !bytes.is_empty() {
        match stream.write(bytes) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(cause) if cause.kind() == io::ErrorKind::WouldBlock => wait_for_room(stream)?,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause).during("send"),
        }
    }
    Ok(())
}

fn wait_for_room(stream: &TcpStream) -> Result<()> {
    let patience = Timespec::try_from(PATIENCE)
        .map_err(|_| Fault::Late("an endless wait was asked for".to_owned()))?;
    let mut streams = [PollFd::new(stream, PollFlags::OUT)];
    match poll(&mut streams, Some(&patience)).during("wait for room to send")? {
        0 => Err(Fault::Late(
            "the server stopped reading from a connection".to_owned(),
        )),
        _ => Ok(()),
    }
}
