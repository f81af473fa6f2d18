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
    BodyLimit, ClientId, EmailAddress, Event, Events, Membership, MessageBody, Messages,
    NewAccount, NewMessage, NewRoom, PasswordHash, RoomId, RoomKind, RoomName, Rooms, SearchQuery,
    Seq, Timestamp, UserId, Username,
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

/// When everything happens, about.
const AT: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);
const FOR: Duration = Duration::from_secs(3);

/// People, rooms where all of them sit, and the ports to ask.
struct Place {
    rooms: Arc<dyn Rooms>,
    messages: Arc<dyn Messages>,
    people: Vec<UserId>,
    all: Vec<RoomId>,
    /// So many messages are in the first room.
    size: usize,
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
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find(|line| line.starts_with("VmRSS"));
    println!("{}", memory.unwrap_or_default());
    db.close().await;
}

impl Place {
    async fn made_in(db: &Database, size: usize) -> Self {
        let (accounts, rooms) = (db.accounts(), db.rooms());
        let mut people = Vec::new();
        for n in 0..50 {
            let unique = Uuid::new_v4().simple();
            let account = NewAccount {
                username: Username::parse(&format!("Ann {n} {unique}")).unwrap(),
                email: EmailAddress::parse(&format!("a{unique}@example.org")).unwrap(),
                password_hash: PasswordHash::new("hash"),
                created_at: AT,
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
                created_at: AT,
            };
            let room = rooms.open(order).await.unwrap().room.id;
            for person in &people[1..] {
                rooms.join(room, *person, AT).await.unwrap();
            }
            all.push(room);
        }
        Self {
            rooms,
            messages: db.messages(),
            people,
            all,
            size,
        }
    }

    async fn right(&self, room: RoomId) -> Membership {
        self.rooms.membership(self.people[0], room).await.unwrap()
    }

    async fn sends(&self) {
        for callers in [1, 16, 64, 256] {
            let (m, p, r) = (self.messages.clone(), self.people.clone(), self.all.clone());
            each(
                &format!("send, {callers} callers"),
                callers,
                FOR,
                move |n| {
                    let (m, order) = (m.clone(), order(r[n % 20], p[n % 50], n));
                    async move { drop(m.append(order).await.unwrap()) }
                },
            )
            .await;
        }
    }

    async fn pages(&self) {
        let (size, right) = (self.size, self.right(self.all[0]).await);
        for callers in [1, 16] {
            let (m, right) = (self.messages.clone(), right.clone());
            each(
                &format!("page of 50, {callers} callers"),
                callers,
                FOR,
                move |n| {
                    let (m, right) = (m.clone(), right.clone());
                    let before = Seq::restored((size - (n * 37) % (size / 2)) as i64);
                    async move {
                        let page = m.page(&right, Some(before), 50).await.unwrap();
                        assert_eq!(page.messages.len(), 50);
                    }
                },
            )
            .await;
        }
    }

    async fn seats(&self) {
        let room = self.all[0];
        let (q, p) = (self.rooms.clone(), self.people.clone());
        each("membership, 16 callers", 16, FOR, move |n| {
            let (q, p) = (q.clone(), p[n % 50]);
            async move { assert_eq!(q.membership(p, room).await.unwrap().user(), p) }
        })
        .await;
        let (q, p) = (self.rooms.clone(), self.people.clone());
        each("seats (20), 16 callers", 16, FOR, move |n| {
            let (q, p) = (q.clone(), p[n % 50]);
            async move { assert_eq!(q.seats(p).await.unwrap().len(), 20) }
        })
        .await;
        let (q, p) = (self.rooms.clone(), self.people.clone());
        each("mark_read, no change", 16, FOR, move |n| {
            let (q, p) = (q.clone(), p[n % 50]);
            async move {
                let marked = q.mark_read(p, room, Some(Seq::restored(1)), AT).await;
                assert!(marked.is_ok());
            }
        })
        .await;
    }

    async fn searches(&self) {
        let (large, small) = (self.right(self.all[0]).await, self.right(self.all[5]).await);
        for (words, right) in [
            ("deploy", &large),
            ("deploys running", &large),
            ("zebra", &large),
            ("nothinglikethis", &large),
            ("deploy zebra", &large),
            ("zebra", &small),
        ] {
            let (m, right) = (self.messages.clone(), right.clone());
            let query = SearchQuery::parse(words).unwrap();
            let name = format!("search '{words}' in {}", right.room());
            each(&name, 16, FOR, move |_| {
                let (m, right, query) = (m.clone(), right.clone(), query.clone());
                async move { drop(m.search(&right, &query, None, 20).await.unwrap()) }
            })
            .await;
        }
        let (m, user) = (self.messages.clone(), self.people[3]);
        let query = SearchQuery::parse("deploys running").unwrap();
        each("search everywhere", 16, FOR, move |_| {
            let (m, query) = (m.clone(), query.clone());
            async move { drop(m.search_everywhere(user, &query, None, 20).await.unwrap()) }
        })
        .await;
    }
}
