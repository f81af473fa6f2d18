//! Whatever the broker loses, doubles and reorders, subscribers end up knowing what the database
//! knows, and hear it in order and once.

use domain::{Event, MessageId, Person};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::{Database, Device, Node, ROOM, View, ann, bob, cem, ms, on_a_worker, pass};

/// A change, and what becomes of its event.
#[derive(Debug, Clone)]
struct Step {
    act: Act,
    who: usize,
    /// Which of the messages so far, counted from the newest.
    which: usize,
    /// After how many more steps each copy of the event arrives; without a copy it is lost.
    delays: Vec<usize>,
    pause_ms: u64,
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Post,
    Edit,
    Delete,
    React(&'static str),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let act = prop_oneof![
        4 => Just(Act::Post),
        2 => Just(Act::Edit),
        1 => Just(Act::Delete),
        2 => Just(Act::React("👍")),
        1 => Just(Act::React("🎉")),
    ];
    let pause_ms = prop_oneof![3 => Just(0), 1 => 1_u64..60];
    let step = (act, 0..3_usize, 0..4_usize, vec(0..6_usize, 0..3), pause_ms);
    let step = step.prop_map(|(act, who, which, delays, pause_ms)| Step {
        act,
        who,
        which,
        delays,
        pause_ms,
    });
    vec(step, 1..40)
}

impl Step {
    fn commit(&self, database: &Database) -> Event {
        let who: Person = [ann(), bob(), cem()][self.who].clone();
        let Some(message) = self.target(database) else {
            return database.post(ROOM, &who, "hello");
        };
        match self.act {
            Act::Post => database.post(ROOM, &who, "hello"),
            Act::Edit => database.edit(ROOM, message, &format!("edit of {message}")),
            Act::Delete => database.delete(ROOM, message),
            Act::React(emoji) => database.react(ROOM, message, who.id, emoji),
        }
    }

    /// What is deleted stays as it is.
    fn target(&self, database: &Database) -> Option<MessageId> {
        let state = database.state();
        let messages = state.rooms[&ROOM].messages.iter().rev();
        let mut living = messages.filter(|stored| stored.message.deleted_at.is_none());
        living.nth(self.which).map(|stored| stored.message.id)
    }
}

struct Listener {
    device: Device,
    view: View,
}

impl Listener {
    async fn from_the_start(node: &Node, person: &Person) -> Self {
        let device = node.listener(person).await;
        let view = View::empty(person.id);
        Self { device, view }
    }

    fn listens(&mut self) {
        self.view.apply_all(&self.device.hears());
    }
}

async fn everybody_knows_what_the_database_knows(steps: Vec<Step>, latecomer: usize) {
    let node = Node::start();
    let mut listeners = vec![
        Listener::from_the_start(&node, &ann()).await,
        Listener::from_the_start(&node, &bob()).await,
    ];
    let mut on_the_way: Vec<(usize, Event)> = Vec::new();
    for (now, step) in steps.iter().enumerate() {
        let event = step.commit(&node.database);
        let copies = step.delays.iter();
        on_the_way.extend(copies.map(|delay| (now + delay, event.clone())));
        if now == latecomer {
            let device = node.connect(&cem());
            let mut view = View::empty(cem().id);
            view.apply_all(&device.resume(ROOM, 0).await);
            listeners.push(Listener { device, view });
        }
        let due = on_the_way.extract_if(.., |(due, _)| *due <= now);
        for (_, event) in due {
            node.publish([event]);
        }
        if step.pause_ms > 0 {
            pass(ms(step.pause_ms)).await;
            listeners.iter_mut().for_each(Listener::listens);
        }
    }
    node.publish(on_the_way.into_iter().map(|(_, event)| event));
    node.hub.stands_at(ROOM, node.database.head(ROOM).version);
    pass(ms(100)).await;
    for listener in &mut listeners {
        listener.listens();
        let me = listener.device.socket.person().id;
        assert_eq!(listener.view, View::of(&node.database, ROOM, me));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_subscriber_hears_the_room_in_order_whatever_the_broker_does(
        steps in steps(),
        latecomer in 0..40_usize,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(on_a_worker(everybody_knows_what_the_database_knows(steps, latecomer)));
    }
}
