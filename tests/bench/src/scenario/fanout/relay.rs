//! What the threads of a closed loop share: who sends next, and what has come through everywhere.

use std::{
    net::TcpStream,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use super::Order;
use crate::{
    client::send,
    fault::{Fault, Result},
    options::Pace,
    scenario::scan::{Heard, Run},
};

/// Messages by which the fastest receiver may be ahead of the slowest.
pub(crate) const RING: u64 = 4_096;

/// Messages are numbered so that sender `k` of `n` sends k, k + n, k + 2n ...: a number tells its sender.
#[derive(Debug)]
pub(crate) struct Relay {
    run: Run,
    room: u64,
    senders: Vec<Arc<TcpStream>>,
    pub(crate) pace: Pace,
    threads: u32,
    /// For each message under way, the threads all of whose receivers have it.
    through: Vec<AtomicU32>,
    sent: AtomicU64,
    sum: AtomicU64,
    completed: AtomicU64,
    hours: OnceLock<Hours>,
    warm: OnceLock<Mark>,
    last: Mutex<Option<Mark>>,
    is_over: AtomicBool,
}

#[derive(Clone, Copy, Debug)]
struct Hours {
    warm: Instant,
    close: Instant,
}

/// How many messages were through at a time.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: Instant,
    completed: u64,
}

impl Relay {
    pub(crate) fn new(
        room: u64,
        senders: Vec<Arc<TcpStream>>,
        threads: usize,
        order: Order,
    ) -> Self {
        Self {
            run: Run::new(),
            room,
            senders,
            pace: order.pace,
            threads: threads as u32,
            through: (0..RING).map(|_| AtomicU32::new(0)).collect(),
            sent: AtomicU64::new(0),
            sum: AtomicU64::new(0),
            completed: AtomicU64::new(0),
            hours: OnceLock::new(),
            warm: OnceLock::new(),
            last: Mutex::new(None),
            is_over: AtomicBool::new(false),
        }
    }

    /// Sends the first message of every sender.
    pub(crate) fn open(&self, warm: Instant, duration: Duration) -> Result<()> {
        self.hours.get_or_init(|| Hours {
            warm,
            close: warm + duration,
        });
        (0..self.senders.len() as u64).try_for_each(|number| self.post(number))
    }

    pub(crate) fn sender_of(&self, number: u64) -> usize {
        number as usize % self.senders.len()
    }

    /// The sender of message `number` has reason to go on; does so until closing time.
    pub(crate) fn go_on(&self, number: u64) -> Result<()> {
        match self.hours.get() {
            Some(hours) if Instant::now() < hours.close => {
                self.post(number + self.senders.len() as u64)
            }
            _ => Ok(()),
        }
    }

    fn post(&self, number: u64) -> Result<()> {
        self.sent.fetch_add(1, SeqCst);
        self.sum.fetch_add(number, SeqCst);
        match self.senders.get(self.sender_of(number)) {
            Some(stream) => send(stream, &self.run.send_frame(self.room, number)),
            None => Ok(()),
        }
    }

    /// All receivers of one thread have the message; with the last thread, everybody has.
    pub(crate) fn thread_has(&self, heard: Heard) -> Result<()> {
        if heard.seq > self.completed.load(SeqCst) + RING {
            return Err(Fault::Late(
                "one thread is thousands of messages behind".to_owned(),
            ));
        }
        let slot = &self.through[(heard.seq % RING) as usize];
        if slot.fetch_add(1, SeqCst) + 1 < self.threads {
            return Ok(());
        }
        slot.store(0, SeqCst);
        // Before the count goes up, else the last message could seem to be the end.
        if self.pace == Pace::Delivered {
            self.go_on(heard.number)?;
        }
        let completed = self.completed.fetch_add(1, SeqCst) + 1;
        self.mark(Mark {
            at: Instant::now(),
            completed,
        });
        Ok(())
    }

    fn mark(&self, mark: Mark) {
        let Some(hours) = self.hours.get() else {
            return;
        };
        if mark.at >= hours.warm {
            self.warm.get_or_init(|| mark);
        }
        if mark.at >= hours.close && mark.completed == self.sent.load(SeqCst) {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(mark);
            self.is_over.store(true, SeqCst);
        }
    }

    /// Has the other threads end too.
    pub(crate) fn give_up(&self) {
        self.is_over.store(true, SeqCst);
    }

    pub(crate) fn is_over(&self) -> bool {
        self.is_over.load(SeqCst)
    }

    pub(crate) fn sent(&self) -> u64 {
        self.sent.load(SeqCst)
    }

    pub(crate) fn sum(&self) -> u64 {
        self.sum.load(SeqCst)
    }

    /// Between the end of the warm-up and the last delivery.
    pub(crate) fn completed_per_second(&self) -> f64 {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match (self.warm.get(), last) {
            (Some(warm), Some(last)) if last.at > warm.at => {
                let time = last.at.duration_since(warm.at).as_secs_f64();
                (last.completed - warm.completed) as f64 / time
            }
            _ => 0.0,
        }
    }
}
