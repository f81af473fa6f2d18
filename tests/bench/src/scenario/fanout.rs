//! Closed loops: so many messages in flight to one room, the next one sent when one has come through.

mod ear;
mod relay;

use std::time::{Duration, Instant};

use self::{ear::Ear, relay::Relay};
use super::{
    crowd::{self, LOOK_UP, SILENCE, Share},
    scan::Tally,
};
use crate::{
    client::{Ears, open_sockets},
    fault::{Fault, Result},
    options::Pace,
    target::{Server, Stage, Usage},
};

/// A loop's beginning, which is not measured: buffers and caches settle.
const WARM_UP: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    pub(crate) receivers: usize,
    pub(crate) in_flight: usize,
    pub(crate) pace: Pace,
    pub(crate) threads: usize,
    pub(crate) duration: Duration,
}

/// What a loop came to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    pub(crate) deliveries_per_second: f64,
    /// All deliveries, the warm-up's too; each one was checked.
    pub(crate) deliveries: u64,
    /// Processor time, in microseconds for each delivery.
    pub(crate) server_cpu: f64,
    pub(crate) generator_cpu: f64,
}

pub(crate) fn run(server: &Server, stage: &Stage, order: Order) -> Result<Flow> {
    let everybody: Vec<_> = (0..stage.tokens.len()).collect();
    let room = stage.room(&everybody)?;
    let lines = open_sockets(stage.address, &stage.tokens, order.receivers)?;
    let mut shares = crowd::share_out(lines, order.threads)?;
    crowd::subscribe(&mut shares, |_| room)?;

    let step = order.receivers / order.in_flight;
    let senders = crowd::streams(&shares)
        .into_iter()
        .step_by(step)
        .take(order.in_flight);
    let relay = Relay::new(room, senders.collect(), shares.len(), order);
    let before = (server.usage()?, Usage::of("self")?);
    relay.open(Instant::now() + WARM_UP, order.duration)?;
    let tallies = crowd::all_at_once(shares, |share| {
        listen(share, &relay, step).inspect_err(|_| relay.give_up())
    })?;
    let after = (server.usage()?, Usage::of("self")?);
    check(&relay, &tallies.concat())?;
    let deliveries = relay.sent() * order.receivers as u64;
    Ok(Flow {
        deliveries_per_second: relay.completed_per_second() * order.receivers as f64,
        deliveries,
        server_cpu: after.0.cpu_since(before.0, deliveries),
        generator_cpu: after.1.cpu_since(before.1, deliveries),
    })
}

fn listen(mut share: Share, relay: &Relay, step: usize) -> Result<Vec<Tally>> {
    let mut ears = Ears(Ear::new(relay, share.first, share.poller.lines.len(), step));
    let mut heard = Instant::now();
    while !relay.is_over() {
        match share.poller.turn(LOOK_UP, &mut ears)? {
            0 if heard.elapsed() > SILENCE => return Err(missing(relay, &ears.0.tallies)),
            0 => {}
            _ => heard = Instant::now(),
        }
    }
    crowd::linger(&mut share.poller, &mut ears)?;
    Ok(ears.0.tallies)
}

fn missing(relay: &Relay, tallies: &[Tally]) -> Fault {
    let sent = relay.sent();
    let behind = tallies.iter().filter(|tally| tally.last < sent).count();
    let secs = SILENCE.as_secs();
    Fault::Delivery(format!(
        "lost: {behind} receivers miss messages of {sent} after {secs} s of silence"
    ))
}

/// The count is exact, and the texts are the ones that were sent.
fn check(relay: &Relay, tallies: &[Tally]) -> Result<()> {
    let due = Tally {
        last: relay.sent(),
        sum: relay.sum(),
    };
    match tallies.iter().find(|&&tally| tally != due) {
        Some(tally) => Err(Fault::Delivery(format!(
            "a receiver ends with {tally:?}, not {due:?}"
        ))),
        None => Ok(()),
    }
}
