//! The server is killed in the middle of it all and started again: what was acknowledged stays,
//! once, in one order, and everybody who comes back sees the same.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use outside::{Person, Server, Setup, Socket, View};
use serde_json::{Value, json};

const ROUNDS: usize = 4;
const PEOPLE: usize = 4;
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
    async fn flow(&mut self, server: &Server, room: i64, enough: &tokio::sync::Barrier) {
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
                    enough.wait().await;
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

    /// Comes back and hears everything that was missed.
    async fn catch_up(&mut self, server: &Server, room: i64) {
        let mut socket = self.person.connects(server).await;
        socket.say(self.view.subscription(room)).await;
        for event in socket.hear_until("subscribed").await {
            self.hear(&event);
        }
        assert!(!self.view.was_reset);
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
    for _ in 0..ROUNDS {
        let enough = tokio::sync::Barrier::new(PEOPLE + 1);
        let mut flowing = Box::pin(join_all(
            senders
                .iter_mut()
                .map(|sender| sender.flow(&server, room, &enough)),
        ));
        tokio::select! {
            _ = &mut flowing => panic!("the server ended by itself: {:#?}", server.log()),
            _ = enough.wait() => {}
        }
        server.signal_kill();
        flowing.await;
        server.kill();
        server.start().await;
        check(&server, &ann, room, &mut senders).await;
    }
}

async fn check(server: &Server, reader: &Person, room: i64, senders: &mut [Sender]) {
    let history = reader.history(server, room).await;
    let seqs: Vec<_> = history
        .iter()
        .map(|it| it["seq"].as_i64().unwrap())
        .collect();
    let dense: Vec<_> = (1..=i64::try_from(seqs.len()).unwrap()).collect();
    assert_eq!(seqs, dense, "seq has holes");
    let contents: Vec<_> = history
        .iter()
        .map(|it| it["content"].as_str().unwrap())
        .collect();
    let distinct: BTreeSet<_> = contents.iter().copied().collect();
    assert_eq!(distinct.len(), contents.len(), "something is there twice");
    for sender in senders {
        sender.catch_up(server, room).await;
        for content in &sender.acknowledged {
            assert!(
                distinct.contains(content.as_str()),
                "{content} was acknowledged and is lost"
            );
        }
        assert_eq!(
            sender.view.messages(),
            View::of_history(&history),
            "{}",
            sender.person.name
        );
    }
}

on_both_databases!(nothing_acknowledged_is_lost_and_nothing_is_doubled);
