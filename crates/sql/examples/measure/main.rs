//! Measures the adapter: `cargo run --release -p rostra-sql --example measure -- sqlite:/tmp/x.db [messages [only]]`.
//!
//! Prints the latency of a single send, sends a second with 64 callers waiting, and pages, searches
//! and seats a second from 16 callers, over a room of 100,000 messages; at last how long a send waits
//! while that room is deleted.

#![expect(
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a tool for developers"
)]

mod place;

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{
    BodyLimit, ClientId, Event, Events, MessageBody, Messages, NewMessage, RoomId, Timestamp,
    UserId,
};
use sql::{Database, DatabaseSettings};
use uuid::Uuid;

use place::Place;

struct Silence;

impl Events for Silence {
    fn publish(&self, events: Vec<Event>) {
        drop(events);
    }
}

const WORDS: [&str; 16] = [
    "deploy", "running", "meeting", "coffee", "server", "release", "tomorrow", "ticket", "review",
    "lunch", "question", "database", "window", "garden", "holiday", "number",
];

fn order(room: RoomId, author: UserId, n: usize) -> NewMessage {
    let words: Vec<&str> = (0..14)
        .map(|k| WORDS[(n * 7 + k * (n % 11 + 1)) % 16])
        .collect();
    let rare = ["", " zebra"][usize::from(n.is_multiple_of(5_000))];
    let text = format!("message {n}: {}{rare}", words.join(" "));
    NewMessage {
        room,
        author,
        body: MessageBody::parse(&text, BodyLimit::DEFAULT).unwrap(),
        client_id: Some(ClientId::restored(Uuid::new_v4())),
        reply_to: None,
        at: Timestamp::from_micros(1_790_000_000_000_000 + n as i64),
    }
}

/// What this process has used of the processors, in microseconds.
fn cpu_micros() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat
        .split(' ')
        .skip(13)
        .take(2)
        .filter_map(|raw| raw.parse::<u64>().ok());
    ticks.sum::<u64>() * 10_000
}

async fn each<F, Fut>(name: &str, callers: usize, time: Duration, act: F)
where
    F: Fn(usize) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send,
{
    if env::args().nth(3).is_some_and(|only| !name.contains(&only)) {
        return;
    }
    let (done, act) = (Arc::new(AtomicUsize::new(0)), Arc::new(act));
    let cpu = cpu_micros();
    let start = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (done, act) = (done.clone(), act.clone());
            tokio::spawn(async move {
                let mut spent = Vec::new();
                while start.elapsed() < time {
                    let began = Instant::now();
                    act(done.fetch_add(1, Ordering::Relaxed)).await;
                    spent.push(began.elapsed());
                }
                spent
            })
        })
        .collect();
    let mut spent = Vec::new();
    for task in tasks {
        spent.extend(task.await.unwrap());
    }
    spent.sort();
    let rate = spent.len() as f64 / start.elapsed().as_secs_f64();
    let at = |part: usize| spent[(spent.len() - 1) * part / 100];
    let cost = (cpu_micros() - cpu) / spent.len() as u64;
    let (p50, p99) = (at(50), at(99));
    println!(
        "{name:<28} {rate:>9.0}/s   p50 {p50:>9.1?}   p99 {p99:>9.1?}   {cost:>5} us CPU each"
    );
}

async fn fill(messages: &Arc<dyn Messages>, room: RoomId, people: &[UserId], count: usize) {
    let next = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..512)
        .map(|_| {
            let (next, messages, people) = (next.clone(), messages.clone(), people.to_vec());
            tokio::spawn(async move {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= count {
                        break;
                    }
                    messages
                        .append(order(room, people[n % people.len()], n))
                        .await
                        .unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let url = env::args().nth(1).unwrap();
    let size = env::args().nth(2);
    let size: usize = size.map_or(100_000, |raw| raw.parse().unwrap());
    let db = Database::open(DatabaseSettings::new(url)).await.unwrap();
    db.start(Arc::new(Silence), Arc::new(()));
    let place = Place::made_in(&db, size).await;
    let began = Instant::now();
    fill(&place.messages, place.all[0], &place.people, size).await;
    println!("filled {size} in {:.1?}", began.elapsed());
    place.sends().await;
    place.pages().await;
    place.seats().await;
    place.searches().await;
    place.sends_while_a_room_goes().await;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find(|line| line.starts_with("VmRSS"));
    println!("{}", memory.unwrap_or_default());
    db.close().await;
}
