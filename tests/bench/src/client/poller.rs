//! Waits on many connections with one thread and one big buffer.

use std::{
    io::{self, Read},
    mem::MaybeUninit,
    net::TcpStream,
    os::fd::OwnedFd,
    time::Duration,
};

use rustix::event::{
    Timespec,
    epoll::{self, CreateFlags, Event, EventData, EventFlags},
};

use super::Line;
use crate::{
    fault::{Fault, Result, While},
    interrupt,
};

/// Holds far more than a socket buffer of queued frames, so that one read mostly takes all there is.
const BUFFER: usize = 1 << 20;
const EVENTS: usize = 256;

/// Understands what comes in on a line.
pub(crate) trait Reader {
    /// Takes what is whole in `bytes` and says how much that was; the remainder comes again with more behind it.
    fn take(&mut self, line: usize, stream: &TcpStream, bytes: &[u8]) -> Result<usize>;
}

#[derive(Debug)]
pub(crate) struct Poller {
    epoll: OwnedFd,
    buffer: Vec<u8>,
    pub(crate) lines: Vec<Line>,
}

impl Poller {
    pub(crate) fn new(lines: Vec<Line>) -> Result<Self> {
        let epoll = epoll::create(CreateFlags::CLOEXEC).during("create an epoll")?;
        for (index, line) in lines.iter().enumerate() {
            line.stream
                .set_nonblocking(true)
                .during("make a connection non-blocking")?;
            let name = EventData::new_u64(index as u64);
            epoll::add(&epoll, &line.stream, name, EventFlags::IN).during("watch a connection")?;
        }
        Ok(Self {
            epoll,
            buffer: vec![0; BUFFER],
            lines,
        })
    }

    /// Hands over what was read together with a handshake; no event will tell of it.
    pub(crate) fn start(&mut self, reader: &mut impl Reader) -> Result<()> {
        for (index, line) in self.lines.iter_mut().enumerate() {
            if !line.rest.is_empty() {
                let taken = reader.take(index, &line.stream, &line.rest)?;
                line.rest.drain(..taken);
            }
        }
        Ok(())
    }

    /// Waits until something comes, but no longer than `patience`, and has it read; says how many lines spoke.
    pub(crate) fn turn(&mut self, patience: Duration, reader: &mut impl Reader) -> Result<usize> {
        interrupt::check()?;
        let patience = Timespec::try_from(patience).unwrap_or_default();
        let mut room = [const { MaybeUninit::<Event>::uninit() }; EVENTS];
        let events = match epoll::wait(&self.epoll, &mut room, Some(&patience)) {
            Ok((events, _)) => events,
            Err(rustix::io::Errno::INTR) => return Ok(0),
            Err(cause) => return Err(cause).during("wait for connections"),
        };
        for event in &*events {
            let index = event.data.u64() as usize;
            listen(&mut self.lines[index], &mut self.buffer, index, reader)?;
        }
        Ok(events.len())
    }
}

/// One read: the event comes again if that was not all.
fn listen(
    line: &mut Line,
    buffer: &mut [u8],
    index: usize,
    reader: &mut impl Reader,
) -> Result<()> {
    let kept = line.rest.len();
    if kept >= buffer.len() {
        return Err(Fault::Answer(
            "a frame or answer of more than a mebibyte".to_owned(),
        ));
    }
    buffer[..kept].copy_from_slice(&line.rest);
    let got = match (&*line.stream).read(&mut buffer[kept..]) {
        Ok(0) => return Err(Fault::Answer("the server hung up".to_owned())),
        Ok(got) => kept + got,
        Err(cause) if cause.kind() == io::ErrorKind::WouldBlock => return Ok(()),
        Err(cause) => return Err(cause).during("read from the server"),
    };
    let taken = reader.take(index, &line.stream, &buffer[..got])?;
    line.rest.clear();
    line.rest.extend_from_slice(&buffer[taken..got]);
    Ok(())
}
