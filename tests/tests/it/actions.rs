//! Who may do what over a socket: every action, as everybody, in a public and in a private room.

use outside::{Person, Server, Setup, Socket};
use serde_json::{Value, json};

/// What an action is answered: an event's type, an error's code, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Event(&'static str),
    Error(&'static str),
    Nothing,
}

use Told::{Error, Event, Nothing};

const OUTSIDE: Told = Error("not_a_member");
const HIDDEN: Told = Error("room_not_found");

/// An action, whether one must be subscribed to see what comes of it, and what a stranger to a
/// public and to a private room, and a member, are told.
#[rustfmt::skip]
fn table() -> Vec<(Value, bool, Told, Told, Told)> {
    vec![
        (json!({"action": "subscribe"}), false, OUTSIDE, HIDDEN, Event("subscribed")),
        (json!({"action": "subscribe", "since": 0}), false, OUTSIDE, HIDDEN, Event("new_message")),
        (json!({"action": "unsubscribe"}), false, Event("unsubscribed"), Event("unsubscribed"), Event("unsubscribed")),
        (json!({"action": "unsubscribe"}), true, Event("unsubscribed"), Event("unsubscribed"), Event("unsubscribed")),
        (json!({"action": "send_message", "content": "hi"}), true, OUTSIDE, HIDDEN, Event("new_message")),
        (json!({"action": "user_typing"}), true, Error("not_subscribed"), Error("not_subscribed"), Nothing),
        (json!({"action": "mark_read"}), true, OUTSIDE, HIDDEN, Nothing),
        (json!({"action": "mark_read", "seq": 1}), true, OUTSIDE, HIDDEN, Nothing),
        (json!({"action": "watch"}), false, Event("watching"), Event("watching"), Event("watching")),
        (json!({"action": "ping"}), false, Event("pong"), Event("pong"), Event("pong")),
    ]
}

/// Says the action and tells what came of it.
async fn outcome(server: &Server, person: &Person, room: i64, order: &Value, is_in: bool) -> Told {
    let mut socket = person.connects(server).await;
    if is_in {
        socket.subscribe(room).await;
    }
    let mut order = order.clone();
    order["room_id"] = json!(room);
    socket.say(order).await;
    first_told(&mut socket).await
}

async fn first_told(socket: &mut Socket) -> Told {
    socket.say(json!({"action": "ping"})).await;
    let first = socket.next().await;
    let known = [
        "subscribed",
        "new_message",
        "unsubscribed",
        "watching",
        "pong",
        "typing_indicator",
    ];
    let kind = first["type"].as_str().unwrap();
    if kind == "error" {
        let codes = ["not_a_member", "room_not_found", "not_subscribed"];
        let code = codes.into_iter().find(|code| first["code"] == *code);
        return Error(code.unwrap_or_else(|| panic!("{first}")));
    }
    let kind = known
        .into_iter()
        .find(|it| *it == kind)
        .unwrap_or_else(|| panic!("{first}"));
    // The answer to our ping alone: the action itself was answered by nothing.
    if kind == "pong" { Nothing } else { Event(kind) }
}

async fn s01_s07_every_action_tells_everybody_what_the_table_says(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob, cem) = (
        server.person("Ann").await,
        server.person("Bob").await,
        server.person("Cem").await,
    );
    let open = ann.opens(&server, "Open").await;
    bob.joins(&server, open).await;
    let closed = ann.opens_private(&server, "Closed").await;
    ann.adds(&server, closed, &bob).await;
    for room in [open, closed] {
        ann.says(&server, room, "first").await;
    }
    for (order, is_in, stranger_open, stranger_closed, member) in table() {
        let cases = [
            (&cem, open, false, stranger_open),
            (&cem, closed, false, stranger_closed),
            (&bob, open, is_in, member),
            (&bob, closed, is_in, member),
            (&ann, open, is_in, member),
            (&ann, closed, is_in, member),
        ];
        for (person, room, is_in, expected) in cases {
            let expected = if expected == Event("pong") {
                Nothing
            } else {
                expected
            };
            let told = outcome(&server, person, room, &order, is_in).await;
            assert_eq!(told, expected, "{order} of {} in room {room}", person.name);
        }
    }
}

on_both_databases!(s01_s07_every_action_tells_everybody_what_the_table_says);
