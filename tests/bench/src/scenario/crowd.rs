//! Sockets that are open and subscribed, shared out among the threads of the generator.

use std::{
    net::TcpStream,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use super::scan::{Event, Scan, subscribe_frame};
use crate::{
    client::{Ears, Line, Listener, Poller, Reader, send},
    fault::{Fault, Result, While},
};

/// How long everybody's subscription may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long nothing at all may come before what is missing counts as lost.
pub(crate) const SILENCE: Duration = Duration::from_secs(10);
const AFTERMATH: Duration = Duration::from_millis(200);
/// How often a thread that hears nothing looks up.
pub(crate) const LOOK_UP: Duration = Duration::from_millis(20);

/// A thread's share of the sockets.
#[derive(Debug)]
pub(crate) struct Share {
    pub(crate) poller: Poller,
    /// The number, among all, of the share's first socket.
    pub(crate) first: usize,
}

/// Shares out lines in runs of neighbors.
pub(crate) fn share_out(mut lines: Vec<Line>, threads: usize) -> Result<Vec<Share>> {
    let (mut shares, mut first) = (Vec::new(), 0);
    for left in (1..=threads.max(1)).rev() {
        let rest = lines.split_off(lines.len().div_ceil(left));
        let count = lines.len();
        shares.push(Share {
            poller: Poller::new(lines)?,
            first,
        });
        first += count;
        lines = rest;
    }
    Ok(shares)
}

/// The streams of all sockets, in order.
pub(crate) fn streams(shares: &[Share]) -> Vec<Arc<TcpStream>> {
    let lines = shares.iter().flat_map(|share| &share.poller.lines);
    lines.map(|line| Arc::clone(&line.stream)).collect()
}

/// Subscribes every socket to the room that `room` names for it, and waits until all are.
pub(crate) fn subscribe(shares: &mut [Share], room: impl Fn(usize) -> u64) -> Result<()> {
    for share in shares {
        let count = share.poller.lines.len();
        let mut waiting = Ears(Subscribing {
            scan: Scan::new(),
            left: count,
        });
        share.poller.start(&mut waiting)?;
        for (index, line) in share.poller.lines.iter().enumerate() {
            send(&line.stream, &subscribe_frame(room(share.first + index)))?;
        }
        let deadline = Instant::now() + PATIENCE;
        while waiting.0.left > 0 {
            share.poller.turn(LOOK_UP, &mut waiting)?;
            if Instant::now() > deadline {
                let left = waiting.0.left;
                return Err(Fault::Late(format!("{left} of {count} subscriptions")));
            }
        }
    }
    Ok(())
}

struct Subscribing {
    scan: Scan,
    left: usize,
}

impl Listener for Subscribing {
    fn hear(&mut self, _line: usize, text: &[u8]) -> Result<()> {
        match self.scan.event(text)? {
            Event::Message(_) => Err(Fault::Delivery("a message that nobody sent".to_owned())),
            Event::Subscribed => {
                self.left = self.left.saturating_sub(1);
                Ok(())
            }
            Event::Other => Ok(()),
        }
    }
}

/// Listens on after all is over: whatever is doubled comes last.
pub(crate) fn linger(poller: &mut Poller, reader: &mut impl Reader) -> Result<()> {
    let end = Instant::now() + AFTERMATH;
    while Instant::now() < end {
        poller.turn(LOOK_UP, reader)?;
    }
    Ok(())
}

/// Has one thread for each share do its part; all the parts, or the first failure.
pub(crate) fn all_at_once<S: Send, T: Send>(
    shares: Vec<S>,
    part: impl Fn(S) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    thread::scope(|scope| {
        let start = |share| {
            let part = &part;
            thread::Builder::new()
                .spawn_scoped(scope, move || part(share))
                .during("start a thread")
        };
        let threads = shares.into_iter().map(start).collect::<Result<Vec<_>>>()?;
        let join = |thread: thread::ScopedJoinHandle<'_, Result<T>>| {
            thread
                .join()
                .unwrap_or_else(|_| Err(Fault::Answer("a thread panicked".to_owned())))
        };
        threads.into_iter().map(join).collect()
    })
}
