//! The one order of a room that every core delivers in.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use tokio::sync::mpsc::Sender;

use super::wire::{self, Draft};

/// A message on its way to the sockets of a core.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) room: u64,
    pub(crate) author: Author,
    /// The frame for everybody else.
    pub(crate) shared: Bytes,
    /// The frame for the author, which names the `client_id`.
    pub(crate) own: Bytes,
}

impl Post {
    pub(crate) fn is_by(&self, author: Author) -> bool {
        self.author == author
    }
}

/// The socket that a message came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Author {
    pub(crate) core: usize,
    pub(crate) socket: u64,
}

/// A core has too many posts waiting.
#[derive(Debug)]
pub(crate) struct Overrun;

/// Numbers the messages of each room and hands them to all cores in that order.
#[derive(Debug)]
pub(crate) struct Order {
    lasts: Mutex<HashMap<u64, u64>>,
    cores: Vec<Sender<Post>>,
}

impl Order {
    pub(crate) fn new(cores: Vec<Sender<Post>>) -> Self {
        Self { lasts: Mutex::default(), cores }
    }

    /// The lock is held until every core has the post: this makes the order one.
    pub(crate) fn post(&self, author: Author, draft: &Draft<'_>) -> Result<(), Overrun> {
        let mut lasts = self.lasts.lock().unwrap_or_else(PoisonError::into_inner);
        let last = lasts.entry(draft.room).or_default();
        *last += 1;
        let (shared, own) = wire::new_message(*last, author, draft);
        let post = Post { room: draft.room, author, shared, own };
        for core in &self.cores {
            core.try_send(post.clone()).map_err(|_full| Overrun)?;
        }
        Ok(())
    }

    pub(crate) fn last(&self, room: u64) -> u64 {
        let lasts = self.lasts.lock().unwrap_or_else(PoisonError::into_inner);
        lasts.get(&room).copied().unwrap_or_default()
    }
}
