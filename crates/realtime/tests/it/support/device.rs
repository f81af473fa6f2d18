//! A connected device that reads what it is sent.

use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use domain::{Epoch, RoomId, Version};
use protocol::Resume;
use realtime::{LocalHub, Socket, SubscribeRefused};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::{Pipe, settle};

#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) socket: Rc<Socket>,
    pub(crate) local: Rc<LocalHub>,
    /// What came by the short way.
    pub(crate) pipe: Pipe,
}

impl Device {
    /// Everything that was sent since the last time, but pings.
    pub(crate) fn hears(&self) -> Vec<Value> {
        let mut heard = self.hears_pings_too();
        heard.retain(|frame| kind(frame) != "ping");
        heard
    }

    /// Everything that was sent since the last time.
    pub(crate) fn hears_pings_too(&self) -> Vec<Value> {
        let mut bytes = self.pipe.take();
        let mut cx = Context::from_waker(Waker::noop());
        let mut heard = Vec::new();
        while let Poll::Ready(Some(block)) = self.socket.poll_frame(&mut cx) {
            // A socket that is gone queues an empty block as its last.
            if block.is_empty() {
                heard.push(json!({"type": "nothing"}));
            }
            bytes.extend_from_slice(&block);
        }
        let mut frames = decoded(&bytes);
        frames.append(&mut heard);
        frames
    }

    /// How many frames each block has of what waits.
    pub(crate) fn hears_in_blocks(&self) -> Vec<usize> {
        let mut blocks = Vec::new();
        let mut cx = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(block)) = self.socket.poll_frame(&mut cx) {
            blocks.push(decoded(&block).len());
        }
        blocks
    }

    /// Everything that was sent, once every task has done what it can.
    pub(crate) async fn hears_soon(&self) -> Vec<Value> {
        settle().await;
        self.hears()
    }

    pub(crate) async fn subscribe(&self, room: RoomId) -> Result<(), SubscribeRefused> {
        self.local.subscribe(&self.socket, room, None).await
    }

    pub(crate) async fn resume(&self, room: RoomId, since: i64) -> Vec<Value> {
        self.resume_of(room, since, None).await
    }

    pub(crate) async fn resume_of(
        &self,
        room: RoomId,
        since: i64,
        epoch: Option<&str>,
    ) -> Vec<Value> {
        let resume = Resume {
            since: Version::restored(since),
            epoch: epoch.map(Epoch::new),
        };
        let begun = self.local.subscribe(&self.socket, room, Some(resume));
        begun.await.unwrap();
        self.hears()
    }

    /// Begins to subscribe, and goes on with the test meanwhile.
    pub(crate) async fn begins_to_subscribe(
        &self,
        room: RoomId,
    ) -> JoinHandle<Result<(), SubscribeRefused>> {
        let device = self.clone();
        let beginning = tokio::task::spawn_local(async move { device.subscribe(room).await });
        settle().await;
        beginning
    }

    pub(crate) async fn unsubscribe(&self, room: RoomId) -> bool {
        self.local.unsubscribe(&self.socket, room).await
    }

    pub(crate) async fn watch(&self) {
        self.local.watch(&self.socket).await.unwrap();
        assert_eq!(types(&self.hears()), ["watching"]);
    }

    pub(crate) fn types_in(&self, room: RoomId) -> bool {
        self.local.typing(&self.socket, room)
    }

    /// The connection breaks.
    pub(crate) async fn breaks(&self) {
        self.local.disconnect(&self.socket).await;
    }

    /// The connection breaks, and nobody holds on to it.
    pub(crate) async fn vanishes(self) -> Weak<Socket> {
        self.breaks().await;
        Rc::downgrade(&self.socket)
    }
}

pub(crate) fn types(frames: &[Value]) -> Vec<&str> {
    frames.iter().map(kind).collect()
}

pub(crate) fn of_type<'a>(frames: &'a [Value], wanted: &str) -> Vec<&'a Value> {
    let matching = frames.iter().filter(|frame| kind(frame) == wanted);
    matching.collect()
}

fn kind(frame: &Value) -> &str {
    frame["type"].as_str().unwrap()
}

/// The frames of a block as JSON.
fn decoded(mut block: &[u8]) -> Vec<Value> {
    let mut frames = Vec::new();
    while !block.is_empty() {
        frames.push(first_of(&mut block));
    }
    frames
}

/// Takes one unmasked frame (RFC 6455, section 5.2) off a block.
fn first_of(block: &mut &[u8]) -> Value {
    let (header, length) = match *block {
        [_, 126, high, low, ..] => (4, usize::from(u16::from_be_bytes([*high, *low]))),
        [_, 127, rest @ ..] => {
            let length = u64::from_be_bytes(rest[..8].try_into().unwrap());
            (10, usize::try_from(length).unwrap())
        }
        [_, short, ..] => (2, usize::from(*short)),
        [] | [_] => panic!("half a frame: {block:?}"),
    };
    let (frame, rest) = block.split_at(header + length);
    *block = rest;
    let payload = &frame[header..];
    match frame[0] {
        0x81 => serde_json::from_slice(payload).unwrap(),
        0x88 => json!({"type": "close", "code": u16::from_be_bytes([payload[0], payload[1]])}),
        0x89 => json!({"type": "ping"}),
        other => panic!("an unknown frame {other:x}"),
    }
}
