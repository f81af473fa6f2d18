//! The server is killed in the middle of it all and started again: what was acknowledged stays,
//! once, in one order, and everybody who comes back sees the same.

use std::collections::BTreeSet;

use futures_util::future::{join, join_all};
use outside::{Person, Server, Setup, Socket, View};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

const ROUNDS: usize = 4;
const PEOPLE: u32 = 4;
/// So many messages each person gets acknowledged before the server is killed.
const BEFORE_THE_END: usize = 25;

/// Somebody who sends numbered messages, and what they know of them.
struct Sender {
    person: Person,
    view: View,
    /// Sent and not heard of yet; sent again after the crash under the same client id.
    open: Vec<(String, String)>,
    acknowledged: BTreeSet<String>,
    count: usize,
}

impl Sender {
    async fn arrive(server: &Server, name: &str, room: i64) -> Self {
        let person = server.person(name).await;
        person.joins(server, room).await;
        Self {
            person,
            view: View::default(),
            open: Vec::new(),
            acknowledged: BTreeSet::new(),
            count: 0,
        }
    }

    /// Resumes, sends again what is open, and goes on sending until the line breaks.
    async fn flow(&mut self, server: &Server, room: i64, enough: &Semaphore) {
        let mut socket = self.person.connects(server).await;
        socket.say(self.view.subscription(room)).await;
        let mut acknowledged_now = 0;
        for (client_id, content) in self.open.clone() {
            say(&mut socket, room, &client_id, &content).await;
        }
        loop {
            while self.open.len() < 5 {
                self.count += 1;
                let (client_id, content) = (
                    outside::uuid(),
                    format!("{} {}", self.person.name, self.count),
                );
                say(&mut socket, room, &client_id, &content).await;
                self.open.push((client_id, content));
            }
            let Some(event) = socket.next_or_end().await else {
                return;
            };
            if self.hear(&event) {
                acknowledged_now += 1;
                if acknowledged_now == BEFORE_THE_END {
                    enough.add_permits(1);
                }
            }
        }
    }

    /// Applies an event; whether it acknowledged a message of this sender's.
    fn hear(&mut self, event: &Value) -> bool {
        let client_id = event["message"]["client_id"].as_str();
        let place = self
            .open
            .iter()
            .position(|(id, _)| Some(id.as_str()) == client_id);
        if !self.is_repeated(event) {
            self.view.apply(event);
        }
        let Some(place) = place else { return false };
        let (_, content) = self.open.remove(place);
        self.acknowledged.insert(content)
    }

    /// A repeated send is answered with the first message, to the sender alone: not news.
    fn is_repeated(&self, event: &Value) -> bool {
        event["type"] == "new_message"
            && event["version"]
                .as_i64()
                .is_some_and(|version| version <= self.view.version)
    }

    /// Comes back and hears everything that was missed. What was open stays open, also when it
    /// was stored: then sending it again must not store it twice.
    async fn catch_up(&mut self, server: &Server, room: i64) {
        let mut socket = self.person.connects(server).await;
        socket.say(self.view.subscription(room)).await;
        for event in socket.hear_until("subscribed").await {
            self.view.apply(&event);
        }
        assert!(!self.view.was_reset);
    }
}

/// Somebody who posts numbered messages over REST, one after the other.
struct Poster {
    person: Person,
    /// Posted and not answered yet; posted again after the crash under the same client id.
    open: Option<(String, String)>,
    acknowledged: BTreeSet<String>,
    count: usize,
}

impl Poster {
    async fn arrive(server: &Server, name: &str, room: i64) -> Self {
        let person = server.person(name).await;
        person.joins(server, room).await;
        Self {
            person,
            open: None,
            acknowledged: BTreeSet::new(),
            count: 0,
        }
    }

    /// Posts until the line breaks, first of all what is open.
    async fn flow(&mut self, server: &Server, room: i64) {
        loop {
            let (client_id, content) = self.open.take().unwrap_or_else(|| self.next());
            self.open = Some((client_id.clone(), content.clone()));
            let order = json!({"room_id": room, "content": content, "client_id": client_id});
            let request = self.person.request(server, Method::POST, "/api/messages");
            let Ok(answer) = request.json(&order).send().await else {
                return;
            };
            let status = answer.status().as_u16();
            let Ok(message) = answer.json::<Value>().await else {
                return;
            };
            assert!([200, 201].contains(&status), "{status}: {message}");
            assert_eq!(message["content"], content.as_str());
            self.open = None;
            self.acknowledged.insert(content);
        }
    }

    fn next(&mut self) -> (String, String) {
        self.count += 1;
        let content = format!("{} {}", self.person.name, self.count);
        (outside::uuid(), content)
    }
}

async fn say(socket: &mut Socket, room: i64, client_id: &str, content: &str) {
    let action = json!({
        "action": "send_message", "room_id": room, "content": content, "client_id": client_id,
    });
    socket.say(action).await;
}

async fn nothing_acknowledged_is_lost_and_nothing_is_doubled(setup: Setup) {
    let mut server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    let mut senders = vec![];
    for number in 0..PEOPLE {
        senders.push(Sender::arrive(&server, &format!("Sender {number}"), room).await);
    }
    let mut poster = Poster::arrive(&server, "Poster", room).await;
    for _ in 0..ROUNDS {
        // Nobody waits for the others: the server is killed while all are sending.
        let enough = Semaphore::new(0);
        let senders_flow = senders
            .iter_mut()
            .map(|sender| sender.flow(&server, room, &enough));
        let poster_flows = poster.flow(&server, room);
        let mut flowing = Box::pin(join(join_all(senders_flow), poster_flows));
        tokio::select! {
            _ = &mut flowing => panic!("the server ended by itself: {:#?}", server.log()),
            _ = enough.acquire_many(PEOPLE) => {}
        }
        server.signal_kill();
        flowing.await;
        server.kill();
        server.start().await;
        check(&server, &ann, room, &mut senders, &poster).await;
    }
    assert!(!poster.acknowledged.is_empty());
}

async fn check(
    server: &Server,
    reader: &Person,
    room: i64,
    senders: &mut [Sender],
    poster: &Poster,
) {
    let history = reader.history(server, room).await;
    let seqs: Vec<_> = history
        .iter()
        .map(|it| it["seq"].as_i64().unwrap())
        .collect();
    let dense: Vec<_> = (1..=i64::try_from(seqs.len()).unwrap()).collect();
    assert_eq!(seqs, dense, "seq has holes");
    let times: Vec<_> = history
        .iter()
        .map(|it| it["created_at"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted(), "time went back: {times:#?}");
    let contents: Vec<_> = history
        .iter()
        .map(|it| it["content"].as_str().unwrap())
        .collect();
    let distinct: BTreeSet<_> = contents.iter().copied().collect();
    assert_eq!(distinct.len(), contents.len(), "something is there twice");
    for sender in senders {
        sender.catch_up(server, room).await;
        assert_kept(&sender.acknowledged, &distinct);
        assert_eq!(
            sender.view.messages(),
            View::of_history(&history),
            "{}",
            sender.person.name
        );
    }
    assert_kept(&poster.acknowledged, &distinct);
}

#[track_caller]
fn assert_kept(acknowledged: &BTreeSet<String>, there: &BTreeSet<&str>) {
    let acknowledged = acknowledged.iter().map(String::as_str);
    let lost: Vec<_> = acknowledged.filter(|it| !there.contains(it)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
}

on_both_databases!(nothing_acknowledged_is_lost_and_nothing_is_doubled);
