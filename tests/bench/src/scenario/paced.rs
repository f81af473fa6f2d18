//! Open loop: messages leave on schedule whatever the server does, and delay counts from the schedule.
//!
//! So a server that stalls is charged for every message that should have gone out meanwhile.

use std::{
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    crowd::{self, LOOK_UP, SILENCE, Share},
    scan::{Event, Run, Scan, Tally},
    spread::Spread,
};
use crate::{
    client::{Ears, Listener, open_sockets, send},
    fault::{Fault, Result},
    target::Stage,
};

const LEAD: Duration = Duration::from_millis(50);
const WARM_UP: Duration = Duration::from_millis(500);
/// The receivers that also send, in turns.
const SENDERS: usize = 10;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    pub(crate) receivers: usize,
    pub(crate) per_second: u32,
    pub(crate) threads: usize,
    pub(crate) duration: Duration,
}

/// When each message is due.
#[derive(Clone, Copy, Debug)]
struct Schedule {
    start: Instant,
    per_second: u32,
    count: u64,
    /// The first message that is measured.
    warm: u64,
}

impl Schedule {
    fn due(&self, number: u64) -> Instant {
        self.start + Duration::from_nanos(number * 1_000_000_000 / u64::from(self.per_second))
    }
}

/// The delays of all deliveries but the warm-up's, and how many there were in all.
pub(crate) fn run(stage: &Stage, order: Order) -> Result<(Spread, u64)> {
    let everybody: Vec<_> = (0..stage.tokens.len()).collect();
    let room = stage.room(&everybody)?;
    let lines = open_sockets(stage.address, &stage.tokens, order.receivers)?;
    let mut shares = crowd::share_out(lines, order.threads)?;
    crowd::subscribe(&mut shares, |_| room)?;

    let step = (order.receivers / SENDERS).max(1);
    let senders: Vec<_> = crowd::streams(&shares).into_iter().step_by(step).collect();
    let messages = |time: Duration| (f64::from(order.per_second) * time.as_secs_f64()) as u64;
    let schedule = Schedule {
        start: Instant::now() + LEAD,
        per_second: order.per_second,
        count: messages(WARM_UP + order.duration),
        warm: messages(WARM_UP),
    };
    let is_over = AtomicBool::new(false);
    let heard = thread::scope(|scope| {
        let pacer = scope.spawn(|| {
            pace(schedule, room, &senders, &is_over)
                .inspect_err(|_| is_over.store(true, Ordering::Relaxed))
        });
        let heard = crowd::all_at_once(shares, |share| {
            listen(share, schedule, &is_over)
                .inspect_err(|_| is_over.store(true, Ordering::Relaxed))
        });
        let paced = pacer.join();
        let paced = paced.unwrap_or_else(|_| Err(Fault::Answer("the pacer panicked".to_owned())));
        paced.and(heard)
    })?;
    let deliveries = schedule.count * order.receivers as u64;
    Ok((Spread::new(heard.concat()), deliveries))
}

fn pace(
    schedule: Schedule,
    room: u64,
    senders: &[Arc<TcpStream>],
    is_over: &AtomicBool,
) -> Result<()> {
    let run = Run::new();
    for (number, sender) in (0..schedule.count).zip(senders.iter().cycle()) {
        if is_over.load(Ordering::Relaxed) {
            return Ok(());
        }
        let frame = run.send_frame(room, number);
        let wait = schedule
            .due(number)
            .saturating_duration_since(Instant::now());
        if !wait.is_zero() {
            thread::sleep(wait);
        }
        send(sender, &frame)?;
    }
    Ok(())
}

fn listen(mut share: Share, schedule: Schedule, is_over: &AtomicBool) -> Result<Vec<u32>> {
    let receivers = share.poller.lines.len();
    let mut ears = Ears(Ear::new(schedule, receivers));
    let mut heard = schedule.start;
    while ears.0.complete < receivers {
        match share.poller.turn(LOOK_UP, &mut ears)? {
            0 if is_over.load(Ordering::Relaxed) => return Ok(Vec::new()),
            0 if heard.elapsed() > SILENCE => return Err(ears.0.missing()),
            0 => {}
            _ => heard = Instant::now(),
        }
    }
    crowd::linger(&mut share.poller, &mut ears)?;
    ears.0.check()?;
    Ok(ears.0.delays)
}

struct Ear {
    schedule: Schedule,
    scan: Scan,
    tallies: Vec<Tally>,
    /// Receivers that have everything.
    complete: usize,
    /// In microseconds.
    delays: Vec<u32>,
}

impl Ear {
    fn new(schedule: Schedule, receivers: usize) -> Self {
        let tallies = vec![Tally::default(); receivers];
        Self {
            schedule,
            scan: Scan::new(),
            tallies,
            complete: 0,
            delays: Vec::new(),
        }
    }

    fn missing(&self) -> Fault {
        let count = self.schedule.count;
        let behind = self.tallies.len() - self.complete;
        Fault::Delivery(format!(
            "lost: {behind} receivers do not have all of {count} messages"
        ))
    }

    fn check(&self) -> Result<()> {
        let count = self.schedule.count;
        let due = Tally {
            last: count,
            sum: count * count.saturating_sub(1) / 2,
        };
        match self.tallies.iter().find(|&&tally| tally != due) {
            Some(tally) => Err(Fault::Delivery(format!(
                "a receiver ends with {tally:?}, not {due:?}"
            ))),
            None => Ok(()),
        }
    }
}

impl Listener for Ear {
    fn hear(&mut self, line: usize, text: &[u8]) -> Result<()> {
        let Event::Message(heard) = self.scan.event(text)? else {
            return Ok(());
        };
        let tally = &mut self.tallies[line];
        tally.count(heard)?;
        self.complete += usize::from(tally.last == self.schedule.count);
        if heard.number >= self.schedule.warm {
            self.delays
                .push(micros(self.schedule.due(heard.number).elapsed()));
        }
        Ok(())
    }
}

/// More than an hour is as bad as an hour.
pub(crate) fn micros(time: Duration) -> u32 {
    u32::try_from(time.as_micros()).unwrap_or(u32::MAX)
}
