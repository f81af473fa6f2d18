//! One thread's receivers in a closed loop.

use super::relay::{RING, Relay};
use crate::{
    client::Listener,
    fault::{Fault, Result},
    options::Pace,
    scenario::scan::{Event, Heard, Scan, Tally},
};

pub(crate) struct Ear<'a> {
    relay: &'a Relay,
    /// The number, among all, of the thread's first receiver.
    first: usize,
    /// Every so many receivers one is a sender.
    step: usize,
    pub(crate) tallies: Vec<Tally>,
    scan: Scan,
    /// For each message under way, how many of the thread's receivers have it.
    under_way: Vec<UnderWay>,
}

#[derive(Clone, Copy, Default)]
struct UnderWay {
    seq: u64,
    receivers: usize,
}

impl<'a> Ear<'a> {
    pub(crate) fn new(relay: &'a Relay, first: usize, receivers: usize, step: usize) -> Self {
        Self {
            relay,
            first,
            step,
            tallies: vec![Tally::default(); receivers],
            scan: Scan::new(),
            under_way: vec![UnderWay::default(); RING as usize],
        }
    }

    fn count(&mut self, heard: Heard) -> Result<()> {
        let slot = &mut self.under_way[(heard.seq % RING) as usize];
        if slot.seq != heard.seq {
            if slot.receivers > 0 {
                return Err(Fault::Late(
                    "one receiver is thousands of messages behind".to_owned(),
                ));
            }
            slot.seq = heard.seq;
        }
        slot.receivers += 1;
        if slot.receivers < self.tallies.len() {
            return Ok(());
        }
        slot.receivers = 0;
        self.relay.thread_has(heard)
    }

    fn is_own(&self, line: usize, number: u64) -> bool {
        self.first + line == self.relay.sender_of(number) * self.step
    }
}

impl Listener for Ear<'_> {
    fn hear(&mut self, line: usize, text: &[u8]) -> Result<()> {
        let Event::Message(heard) = self.scan.event(text)? else {
            return Ok(());
        };
        self.tallies[line].count(heard)?;
        if self.relay.pace == Pace::Heard && self.is_own(line, heard.number) {
            self.relay.go_on(heard.number)?;
        }
        self.count(heard)
    }
}
