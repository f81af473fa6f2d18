//! Waiting senders: each sends, waits for its own message with its `client_id`, and sends the next.

use std::{
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use super::{
    crowd::{self, LOOK_UP, SILENCE, Share},
    paced::micros,
    scan::{Event, Run, Scan, Tally},
    spread::Spread,
};
use crate::{
    client::{Ears, Listener, open_sockets, send},
    fault::{Fault, Result},
    target::Stage,
};

const WARM_UP: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    pub(crate) senders: usize,
    pub(crate) rooms: usize,
    pub(crate) threads: usize,
    pub(crate) duration: Duration,
}

/// What the senders came to.
#[derive(Debug)]
pub(crate) struct Acceptance {
    pub(crate) per_second: f64,
    /// From sending to hearing oneself.
    pub(crate) delays: Spread,
    pub(crate) accepted: u64,
}

struct Shared {
    run: Run,
    /// One for each sender's room.
    rooms: Vec<u64>,
    /// Messages accepted, one count for each room.
    accepted: Vec<AtomicU64>,
    threads: usize,
    /// Threads none of whose senders waits any more.
    quiet: AtomicUsize,
    warm: Instant,
    close: Instant,
    is_over: AtomicBool,
}

pub(crate) fn run(stage: &Stage, order: Order) -> Result<Acceptance> {
    let people = stage.tokens.len();
    let in_room = |room: usize| {
        (room..order.senders)
            .step_by(order.rooms)
            .map(|one| one % people)
    };
    let rooms = (0..order.rooms.min(order.senders)).map(|room| {
        let mut members: Vec<_> = in_room(room).collect();
        members.sort_unstable();
        members.dedup();
        stage.room(&members)
    });
    let rooms = rooms.collect::<Result<Vec<_>>>()?;
    let lines = open_sockets(stage.address, &stage.tokens, order.senders)?;
    let mut shares = crowd::share_out(lines, order.threads)?;
    crowd::subscribe(&mut shares, |sender| rooms[sender % rooms.len()])?;

    let warm = Instant::now() + WARM_UP;
    let shared = Shared {
        run: Run::new(),
        accepted: rooms.iter().map(|_| AtomicU64::new(0)).collect(),
        rooms,
        threads: shares.len(),
        quiet: AtomicUsize::new(0),
        warm,
        close: warm + order.duration,
        is_over: AtomicBool::new(false),
    };
    let delays = crowd::all_at_once(shares, |share| {
        converse(share, &shared).inspect_err(|_| shared.is_over.store(true, Ordering::Relaxed))
    })?;
    let delays = delays.concat();
    Ok(Acceptance {
        per_second: delays.len() as f64 / order.duration.as_secs_f64(),
        delays: Spread::new(delays),
        accepted: shared
            .accepted
            .iter()
            .map(|count| count.load(Ordering::SeqCst))
            .sum(),
    })
}

fn converse(mut share: Share, shared: &Shared) -> Result<Vec<u32>> {
    let senders = share.poller.lines.iter().map(|line| Sender {
        stream: line.stream.clone(),
        tally: Tally::default(),
        sent: 0,
        sent_at: Instant::now(),
        is_waiting: false,
    });
    let senders = senders.collect();
    let mut ears = Ears(Ear::new(shared, share.first, senders));
    for line in 0..ears.0.senders.len() {
        ears.0.go_on(line)?;
    }
    let mut heard = Instant::now();
    while !ears.0.is_complete() {
        match share.poller.turn(LOOK_UP, &mut ears)? {
            0 if shared.is_over.load(Ordering::Relaxed) => return Ok(Vec::new()),
            0 if heard.elapsed() > SILENCE => {
                return Err(Fault::Delivery(
                    "lost: senders wait for their own message, \
                    or miss one of another, after long silence"
                        .to_owned(),
                ));
            }
            0 => {}
            _ => heard = Instant::now(),
        }
    }
    crowd::linger(&mut share.poller, &mut ears)?;
    match ears.0.is_complete() {
        true => Ok(ears.0.delays),
        false => Err(Fault::Delivery(
            "a message came that nobody sent".to_owned(),
        )),
    }
}

struct Sender {
    stream: Arc<TcpStream>,
    tally: Tally,
    /// How many of its own messages it has sent.
    sent: u64,
    sent_at: Instant,
    is_waiting: bool,
}

struct Ear<'a> {
    shared: &'a Shared,
    first: usize,
    senders: Vec<Sender>,
    scan: Scan,
    /// In microseconds, between warm-up and closing time.
    delays: Vec<u32>,
    is_quiet: bool,
}

impl<'a> Ear<'a> {
    fn new(shared: &'a Shared, first: usize, senders: Vec<Sender>) -> Self {
        let (scan, delays) = (Scan::new(), Vec::new());
        Self {
            shared,
            first,
            senders,
            scan,
            delays,
            is_quiet: false,
        }
    }

    fn room_of(&self, line: usize) -> usize {
        (self.first + line) % self.shared.rooms.len()
    }

    /// Unique in the measurement: the sender's number, then the count of its messages.
    fn number(&self, line: usize) -> u64 {
        (self.first + line) as u64 * 10_000_000 + self.senders[line].sent
    }

    fn go_on(&mut self, line: usize) -> Result<()> {
        let room = self.shared.rooms[self.room_of(line)];
        let frame = self.shared.run.send_frame(room, self.number(line));
        let sender = &mut self.senders[line];
        sender.is_waiting = true;
        sender.sent_at = Instant::now();
        send(&sender.stream, &frame)
    }

    fn accept(&mut self, line: usize) -> Result<()> {
        let now = Instant::now();
        let accepted = &self.shared.accepted[self.room_of(line)];
        accepted.fetch_add(1, Ordering::SeqCst);
        let sender = &mut self.senders[line];
        sender.is_waiting = false;
        sender.sent += 1;
        if now >= self.shared.warm && now < self.shared.close {
            self.delays.push(micros(now.duration_since(sender.sent_at)));
        }
        if now < self.shared.close {
            self.go_on(line)
        } else {
            Ok(())
        }
    }

    /// Nobody on any thread waits, and everybody here has heard all that was accepted in the room.
    fn is_complete(&mut self) -> bool {
        if Instant::now() < self.shared.close {
            return false;
        }
        if !self.is_quiet && self.senders.iter().all(|sender| !sender.is_waiting) {
            self.is_quiet = true;
            self.shared.quiet.fetch_add(1, Ordering::SeqCst);
        }
        self.shared.quiet.load(Ordering::SeqCst) == self.shared.threads
            && self.senders.iter().enumerate().all(|(line, sender)| {
                let accepted = &self.shared.accepted[self.room_of(line)];
                sender.tally.last == accepted.load(Ordering::SeqCst)
            })
    }
}

impl Listener for Ear<'_> {
    fn hear(&mut self, line: usize, text: &[u8]) -> Result<()> {
        let Event::Message(heard) = self.scan.event(text)? else {
            return Ok(());
        };
        self.senders[line].tally.count(heard)?;
        if !self.senders[line].is_waiting || heard.number != self.number(line) {
            return Ok(());
        }
        let due = self.shared.run.client_id(heard.number);
        match self.scan.client_id(text) {
            Some(id) if id == due.as_bytes() => self.accept(line),
            _ => Err(Fault::Delivery(
                "a sender's own message without its client_id".to_owned(),
            )),
        }
    }
}
