//! The place that is measured, and what is measured there.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    EmailAddress, Membership, Messages, NewAccount, NewRoom, PasswordHash, RoomId, RoomKind,
    RoomName, Rooms, SearchQuery, Seq, Timestamp, UserId, Username,
};
use sql::Database;
use uuid::Uuid;

use super::{each, order};

/// When everything happens, about.
const AT: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);
const FOR: Duration = Duration::from_secs(3);

/// People, rooms where all of them sit, and the ports to ask.
pub(crate) struct Place {
    rooms: Arc<dyn Rooms>,
    pub(crate) messages: Arc<dyn Messages>,
    pub(crate) people: Vec<UserId>,
    pub(crate) all: Vec<RoomId>,
    /// So many messages are in the first room.
    size: usize,
}

impl Place {
    pub(crate) async fn made_in(db: &Database, size: usize) -> Self {
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

    pub(crate) async fn sends(&self) {
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

    pub(crate) async fn pages(&self) {
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

    pub(crate) async fn seats(&self) {
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

    pub(crate) async fn searches(&self) {
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

    /// The longest that one caller waited; a large room's messages are cleared away meanwhile.
    pub(crate) async fn sends_while_a_room_goes(&self) {
        self.rooms.close(self.all[0], self.people[0]).await.unwrap();
        let (mut longest, began) = (Duration::ZERO, Instant::now());
        for n in 0.. {
            let sent = Instant::now();
            let order = order(self.all[1], self.people[0], n);
            self.messages.append(order).await.unwrap();
            longest = longest.max(sent.elapsed());
            if began.elapsed() > FOR {
                break;
            }
        }
        println!(
            "send while a room of {} goes: {longest:.1?} at most",
            self.size
        );
    }
}
