//! Keeps every client busy with its job.

use std::{
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use super::{Job, Throughput};
use crate::{
    client::{Line, Poller, Reader, first_answer, send},
    fault::{Fault, Result},
    scenario::{
        crowd::{LOOK_UP, SILENCE, all_at_once},
        paced::micros,
        spread::Spread,
    },
};

const WARM_UP: Duration = Duration::from_millis(300);

/// Runs the jobs, one to a connection, until all are done, but not (warm-up apart) longer than `duration`.
pub(crate) fn drive(
    address: SocketAddr,
    mut jobs: Vec<Box<dyn Job>>,
    threads: usize,
    duration: Option<Duration>,
) -> Result<Throughput> {
    let mut lines = jobs
        .iter()
        .map(|_| Line::open(address))
        .collect::<Result<Vec<_>>>()?;
    // Not before the connections are open: opening them is not measured.
    let warm = Instant::now() + WARM_UP;
    let close = duration.map(|duration| warm + duration);
    let mut shares = Vec::new();
    for left in (1..=threads.max(1)).rev() {
        let share = jobs.len().div_ceil(left);
        let (rest_of_jobs, rest_of_lines) = (jobs.split_off(share), lines.split_off(share));
        shares.push((Poller::new(lines)?, Desk::new(jobs, warm, close)));
        (jobs, lines) = (rest_of_jobs, rest_of_lines);
    }
    let desks = all_at_once(shares, |(poller, desk)| work(poller, desk))?;
    let calls = desks.iter().map(|desk| desk.calls).sum();
    let delays: Vec<_> = desks.into_iter().flat_map(|desk| desk.delays).collect();
    let per_second = duration.map_or(0.0, |time| delays.len() as f64 / time.as_secs_f64());
    Ok(Throughput {
        per_second,
        delays: Spread::new(delays),
        calls,
    })
}

fn work(mut poller: Poller, mut desk: Desk) -> Result<Desk> {
    for (client, line) in poller.lines.iter().enumerate() {
        desk.go_on(client, &line.stream)?;
    }
    let mut heard = Instant::now();
    while desk.busy > 0 {
        match poller.turn(LOOK_UP, &mut desk)? {
            0 if heard.elapsed() > SILENCE => {
                return Err(Fault::Late("an answer to a REST call".to_owned()));
            }
            0 => {}
            _ => heard = Instant::now(),
        }
    }
    Ok(desk)
}

struct Client {
    job: Box<dyn Job>,
    asked: Instant,
}

/// One thread's clients.
struct Desk {
    clients: Vec<Client>,
    warm: Instant,
    close: Option<Instant>,
    busy: usize,
    calls: u64,
    /// In microseconds, of the measured time.
    delays: Vec<u32>,
}

impl Desk {
    fn new(jobs: Vec<Box<dyn Job>>, warm: Instant, close: Option<Instant>) -> Self {
        let busy = jobs.len();
        let asked = Instant::now();
        let clients = jobs.into_iter().map(|job| Client { job, asked }).collect();
        Self {
            clients,
            warm,
            close,
            busy,
            calls: 0,
            delays: Vec::new(),
        }
    }

    fn go_on(&mut self, client: usize, stream: &TcpStream) -> Result<()> {
        let now = Instant::now();
        let client = &mut self.clients[client];
        let is_open = self.close.is_none_or(|close| now < close);
        match client.job.request().filter(|_| is_open) {
            Some(request) => {
                client.asked = now;
                send(stream, request.as_bytes())
            }
            None => {
                self.busy -= 1;
                Ok(())
            }
        }
    }
}

impl Reader for Desk {
    fn take(&mut self, line: usize, stream: &TcpStream, bytes: &[u8]) -> Result<usize> {
        let Some(answer) = first_answer(bytes)? else {
            return Ok(0);
        };
        let now = Instant::now();
        let client = &mut self.clients[line];
        client.job.check(answer.status, &answer.body)?;
        self.calls += 1;
        if now >= self.warm && self.close.is_none_or(|close| now < close) {
            self.delays.push(micros(now.duration_since(client.asked)));
        }
        self.go_on(line, stream)?;
        Ok(answer.length)
    }
}
