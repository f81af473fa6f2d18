//! Measures the adapter: `cargo run --release -p rostra-sql --example measure -- sqlite:/tmp/x.db [messages [only]]`.
//!
//! Prints the latency of a single send, sends a second with 64 callers waiting, and pages, searches
//! and seats a second from 16 callers, over a room of 100,000 messages.

#![expect(
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a tool for developers"
)]

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{
    BodyLimit, ClientId, EmailAddress, Event, Events, MessageBody, Messages, NewAccount,
    NewMessage, NewRoom, PasswordHash, RoomId, RoomKind, RoomName, SearchQuery, Seq, Timestamp,
    UserId, Username,
};
use sql::{Database, DatabaseSettings};
use uuid::Uuid;

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
    let rare = if n.is_multiple_of(5_000) {
        " zebra"
    } else {
        ""
    };
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
    let size: usize = env::args()
        .nth(2)
        .map_or(100_000, |raw| raw.parse().unwrap());
    let db = Database::open(DatabaseSettings::new(url)).await.unwrap();
    db.start(Arc::new(Silence), Arc::new(()));
    let (accounts, rooms, messages) = (db.accounts(), db.rooms(), db.messages());
    let at = Timestamp::from_micros(1_790_000_000_000_000);
    let mut people = Vec::new();
    for n in 0..50 {
        let unique = Uuid::new_v4().simple();
        let account = NewAccount {
            username: Username::parse(&format!("Ann {n} {unique}")).unwrap(),
            email: EmailAddress::parse(&format!("a{unique}@example.org")).unwrap(),
            password_hash: PasswordHash::new("hash"),
            created_at: at,
        };
        people.push(accounts.open(account).await.unwrap().id);
    }
    let mut all = Vec::new();
    for n in 0..20 {
        let order = NewRoom {
            name: RoomName::parse(&format!("Room {n} {}", Uuid::new_v4().simple())).unwrap(),
            description: None,
            kind: RoomKind::Public,
            creator: people[0],
            created_at: at,
        };
        let room = rooms.open(order).await.unwrap().room.id;
        for person in &people[1..] {
            rooms.join(room, *person, at).await.unwrap();
        }
        all.push(room);
    }
    let room = all[0];
    let began = Instant::now();
    fill(&messages, room, &people, size).await;
    println!("filled {size} in {:.1?}", began.elapsed());
    let two = Duration::from_secs(3);
    let (m, p, r) = (messages.clone(), people.clone(), all.clone());
    each("send, 1 caller", 1, two, move |n| {
        let (m, order) = (m.clone(), order(r[n % 20], p[n % 50], n));
        async move { drop(m.append(order).await.unwrap()) }
    })
    .await;
    for callers in [16, 64, 256] {
        let (m, p, r) = (messages.clone(), people.clone(), all.clone());
        each(
            &format!("send, {callers} callers"),
            callers,
            two,
            move |n| {
                let (m, order) = (m.clone(), order(r[n % 20], p[n % 50], n));
                async move { drop(m.append(order).await.unwrap()) }
            },
        )
        .await;
    }
    let right = rooms.membership(people[0], room).await.unwrap();
    for callers in [1, 16] {
        let (m, right) = (messages.clone(), right.clone());
        each(
            &format!("page of 50, {callers} callers"),
            callers,
            two,
            move |n| {
                let (m, right) = (m.clone(), right.clone());
                let before = Seq::restored((size - (n * 37) % (size / 2)) as i64);
                async move {
                    assert_eq!(
                        m.page(&right, Some(before), 50)
                            .await
                            .unwrap()
                            .messages
                            .len(),
                        50
                    )
                }
            },
        )
        .await;
    }
    let (q, p) = (rooms.clone(), people.clone());
    each("membership, 16 callers", 16, two, move |n| {
        let (q, p) = (q.clone(), p[n % 50]);
        async move { assert_eq!(q.membership(p, room).await.unwrap().user(), p) }
    })
    .await;
    let (q, p) = (rooms.clone(), people.clone());
    each("seats (20), 16 callers", 16, two, move |n| {
        let (q, p) = (q.clone(), p[n % 50]);
        async move { assert_eq!(q.seats(p).await.unwrap().len(), 20) }
    })
    .await;
    let (q, p) = (rooms.clone(), people.clone());
    each("mark_read, no change", 16, two, move |n| {
        let (q, p) = (q.clone(), p[n % 50]);
        async move {
            assert!(
                q.mark_read(p, room, Some(Seq::restored(1)), at)
                    .await
                    .is_ok()
            )
        }
    })
    .await;
    for query in [
        "deploy",
        "deploys running",
        "zebra",
        "nothinglikethis",
        "deploy zebra",
    ] {
        let (m, right) = (messages.clone(), right.clone());
        let query = SearchQuery::parse(query).unwrap();
        each(
            &format!("search '{}'", query.as_str()),
            16,
            two,
            move |_| {
                let (m, right, query) = (m.clone(), right.clone(), query.clone());
                async move { drop(m.search(&right, &query, None, 20).await.unwrap()) }
            },
        )
        .await;
    }
    let small = rooms.membership(people[0], all[5]).await.unwrap();
    let (m, query) = (messages.clone(), SearchQuery::parse("zebra").unwrap());
    each("search 'zebra' elsewhere", 16, two, move |_| {
        let (m, right, query) = (m.clone(), small.clone(), query.clone());
        async move { drop(m.search(&right, &query, None, 20).await.unwrap()) }
    })
    .await;
    let (m, user) = (messages.clone(), people[3]);
    let query = SearchQuery::parse("deploys running").unwrap();
    each("search everywhere", 16, two, move |_| {
        let (m, query) = (m.clone(), query.clone());
        async move { drop(m.search_everywhere(user, &query, None, 20).await.unwrap()) }
    })
    .await;
    let statm = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in statm
        .lines()
        .filter(|line| line.starts_with("VmRSS") || line.starts_with("RssAnon"))
    {
        println!("{line}");
    }
    db.close().await;
}
