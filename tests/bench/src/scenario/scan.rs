//! Reading events as cheaply as checking them allows.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::{
    fault::{Fault, Result},
    frame,
    needle::{self, Needle},
};

/// A message as a receiver heard it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    /// Its place in the room, given by the server.
    pub(crate) seq: u64,
    /// Its number, which the generator wrote into the text.
    pub(crate) number: u64,
}

#[derive(Debug)]
pub(crate) enum Event {
    Message(Heard),
    Subscribed,
    /// Presence and the like, which nobody here waits for.
    Other,
}

#[derive(Debug)]
pub(crate) struct Scan {
    new_message: Needle,
    seq: Needle,
    content: Needle,
    client_id: Needle,
    subscribed: Needle,
    error: Needle,
}

impl Scan {
    pub(crate) fn new() -> Self {
        Self {
            new_message: Needle::new(r#""type":"new_message""#),
            seq: Needle::new(r#""seq":"#),
            content: Needle::new(r#""content":""#),
            client_id: Needle::new(r#""client_id":""#),
            subscribed: Needle::new(r#""type":"subscribed""#),
            error: Needle::new(r#""type":"error""#),
        }
    }

    pub(crate) fn event(&mut self, text: &[u8]) -> Result<Event> {
        if self.new_message.after(text).is_some() {
            let seq = self.seq.after(text).and_then(needle::number);
            let number = self.content.after(text).and_then(needle::number);
            return match (seq, number) {
                (Some(seq), Some(number)) => Ok(Event::Message(Heard { seq, number })),
                _ => Err(unexpected(text)),
            };
        }
        if self.subscribed.after(text).is_some() {
            return Ok(Event::Subscribed);
        }
        match self.error.after(text) {
            Some(_) => Err(unexpected(text)),
            None => Ok(Event::Other),
        }
    }

    /// The `client_id` that the author of a message finds in its own copy.
    pub(crate) fn client_id<'a>(&mut self, text: &'a [u8]) -> Option<&'a [u8]> {
        needle::string(self.client_id.after(text)?)
    }
}

fn unexpected(text: &[u8]) -> Fault {
    Fault::Answer(String::from_utf8_lossy(text).into_owned())
}

/// Checks what one receiver hears of one room: each message once, in order, none left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) last: u64,
    /// Of the numbers in the texts: tells if the right texts came under the right count.
    pub(crate) sum: u64,
}

impl Tally {
    pub(crate) fn count(&mut self, heard: Heard) -> Result<()> {
        let due = self.last + 1;
        if heard.seq != due {
            let what = if heard.seq < due {
                "doubled or out of order"
            } else {
                "lost"
            };
            let Heard { seq, number } = heard;
            return Err(Fault::Delivery(format!(
                "{what}: seq {seq} (text {number}) came where {due} was due"
            )));
        }
        self.last = due;
        self.sum = self.sum.wrapping_add(heard.number);
        Ok(())
    }
}

/// Sets the `client_id`s of one measurement apart from those of all others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run(u32);

impl Run {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let seconds = now.as_secs() as u32;
        Self(
            seconds
                .wrapping_shl(6)
                .wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)),
        )
    }

    pub(crate) fn client_id(self, number: u64) -> String {
        format!("{:08x}-0000-4000-8000-{number:012x}", self.0)
    }

    /// The frame that sends message `number` to a room.
    pub(crate) fn send_frame(self, room: u64, number: u64) -> Vec<u8> {
        let text = super::words::text(number);
        let id = self.client_id(number);
        masked(&format!(
            r#"{{"action":"send_message","room_id":{room},"content":"{text}","client_id":"{id}"}}"#
        ))
    }
}

pub(crate) fn subscribe_frame(room: u64) -> Vec<u8> {
    masked(&format!(r#"{{"action":"subscribe","room_id":{room}}}"#))
}

fn masked(text: &str) -> Vec<u8> {
    let mut wire = Vec::with_capacity(text.len() + 14);
    frame::push_masked(&mut wire, frame::TEXT, text.as_bytes());
    wire
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_a_double_and_a_swap_are_noticed() {
        let heard = |seq| Heard { seq, number: seq };
        for wrong in [[1, 3], [1, 1], [2, 1]] {
            let mut tally = Tally::default();
            assert!(
                wrong
                    .into_iter()
                    .try_for_each(|seq| tally.count(heard(seq)))
                    .is_err()
            );
        }
        let mut tally = Tally::default();
        assert!((1..4).try_for_each(|seq| tally.count(heard(seq))).is_ok());
        assert_eq!(tally, Tally { last: 3, sum: 6 });
    }
}
