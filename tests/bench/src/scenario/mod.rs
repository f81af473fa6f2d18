//! What is measured, one file for each way of using a server.

mod crowd;
mod fanout;
mod idle;
mod paced;
mod rest;
mod scan;
mod sends;
mod spread;
mod words;

use crate::{
    fault::{Fault, Result},
    options::{Measure, Pace, Scenario},
    report::{Figure, Report},
    target::{Kind, Server, Stage},
};

/// Accounts that the sockets of a scenario are shared out among.
const PEOPLE: usize = 64;

/// A measured value.
type Sample = (Figure, f64);

/// Runs all scenarios asked for; the two servers take turns, so that both meet the same weather.
pub(crate) fn run_all(measure: &Measure) -> Report {
    let mut report = Report::new(measure);
    for &scenario in &measure.only {
        for round in 1..=rounds(scenario, measure) {
            for kind in [Kind::Yardstick, Kind::Rostra] {
                if !takes_part(kind, scenario, measure) || report.has_failed(kind, scenario) {
                    continue;
                }
                eprintln!("{scenario}, round {round}: {kind:?}");
                match run(scenario, kind, measure) {
                    Ok(samples) => report.add(kind, &samples),
                    Err(Fault::Interrupted) => {
                        report.fail(kind, scenario, Fault::Interrupted);
                        return report;
                    }
                    Err(fault) => report.fail(kind, scenario, fault),
                }
            }
        }
    }
    report
}

/// Memory does not change from one round to the next.
fn rounds(scenario: Scenario, measure: &Measure) -> usize {
    if scenario == Scenario::Idle {
        1
    } else {
        measure.rounds
    }
}

/// The yardstick has no REST.
fn takes_part(kind: Kind, scenario: Scenario, measure: &Measure) -> bool {
    match kind {
        Kind::Yardstick => scenario != Scenario::Rest,
        Kind::Rostra => !measure.yardstick_only,
    }
}

/// Each measurement has a server of its own, so that none inherits the memory or the load of another.
fn run(scenario: Scenario, kind: Kind, measure: &Measure) -> Result<Vec<Sample>> {
    let mut server = Server::start(kind, measure)?;
    let samples = match scenario {
        Scenario::Idle => idle(&server, measure),
        Scenario::Fanout => fanout(&server, measure),
        Scenario::Paced => paced(&server, measure),
        Scenario::Sends => sends(&server, measure),
        Scenario::Rest => rest(&server, measure),
    };
    samples.map_err(|fault| server.explain(fault))
}

fn idle(server: &Server, measure: &Measure) -> Result<Vec<Sample>> {
    let footprint = idle::run(server, measure.idle_sockets)?;
    Ok(vec![
        (Figure::IdleServer, footprint.server / 1e6),
        (Figure::IdleConnected, footprint.connected / 1_024.0),
        (Figure::IdleSubscribed, footprint.subscribed / 1_024.0),
    ])
}

fn fanout(server: &Server, measure: &Measure) -> Result<Vec<Sample>> {
    let stage = Stage::set(server, PEOPLE)?;
    let with = |in_flight, pace| fanout::Order {
        receivers: measure.receivers,
        in_flight,
        pace,
        threads: measure.threads,
        duration: measure.duration(),
    };
    let one = fanout::run(server, &stage, with(1, Pace::Delivered))?;
    let ten = fanout::run(server, &stage, with(measure.in_flight, measure.pace))?;
    Ok(vec![
        (Figure::FanoutOne, one.deliveries_per_second),
        (Figure::FanoutOneServerCpu, one.server_cpu),
        (Figure::FanoutOneGeneratorCpu, one.generator_cpu),
        (Figure::FanoutTen, ten.deliveries_per_second),
        (Figure::FanoutTenServerCpu, ten.server_cpu),
        (Figure::FanoutTenGeneratorCpu, ten.generator_cpu),
        (Figure::Checked, (one.deliveries + ten.deliveries) as f64),
    ])
}

fn paced(server: &Server, measure: &Measure) -> Result<Vec<Sample>> {
    let stage = Stage::set(server, PEOPLE)?;
    let order = paced::Order {
        receivers: measure.paced_receivers,
        per_second: measure.rate,
        threads: measure.threads,
        duration: measure.duration(),
    };
    let (delays, deliveries) = paced::run(&stage, order)?;
    Ok(vec![
        (Figure::PacedP50, delays.within(0.5)),
        (Figure::PacedP99, delays.within(0.99)),
        (Figure::PacedP999, delays.within(0.999)),
        (Figure::Checked, deliveries as f64),
    ])
}

fn sends(server: &Server, measure: &Measure) -> Result<Vec<Sample>> {
    let stage = Stage::set(server, PEOPLE.max(measure.senders.min(1_000)))?;
    let order = sends::Order {
        senders: measure.senders,
        rooms: measure.send_rooms,
        threads: measure.threads,
        duration: measure.duration(),
    };
    let acceptance = sends::run(&stage, order)?;
    let hearers = measure.senders.div_ceil(measure.send_rooms) as u64;
    Ok(vec![
        (Figure::Sends, acceptance.per_second),
        (Figure::SendsP50, acceptance.delays.within(0.5)),
        (Figure::SendsP99, acceptance.delays.within(0.99)),
        (Figure::Checked, (acceptance.accepted * hearers) as f64),
    ])
}

fn rest(server: &Server, measure: &Measure) -> Result<Vec<Sample>> {
    let stage = Stage::set(server, measure.clients)?;
    let order = rest::Order {
        clients: measure.clients,
        threads: measure.threads,
        duration: measure.duration(),
    };
    let library = rest::Library::fill(&stage, order)?;
    let mut samples = Vec::new();
    for sort in rest::Sort::ALL {
        let (rate, delay) = match sort {
            rest::Sort::History => (Figure::History, Figure::HistoryP99),
            rest::Sort::RoomList => (Figure::RoomList, Figure::RoomListP99),
            rest::Sort::SearchRoom => (Figure::SearchRoom, Figure::SearchRoomP99),
            rest::Sort::SearchAll => (Figure::SearchAll, Figure::SearchAllP99),
            rest::Sort::Posts => (Figure::Posts, Figure::PostsP99),
        };
        let throughput = library.measure(sort)?;
        samples.push((rate, throughput.per_second));
        samples.push((delay, throughput.delays.within(0.99)));
    }
    Ok(samples)
}
