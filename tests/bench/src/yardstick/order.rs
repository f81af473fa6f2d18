//! The one order of a room that every core delivers in.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use tokio::sync::mpsc::Sender;

use super::wire::{self, Draft};
use crate::options::Sabotage;

/// Every so many messages one is spoiled by sabotage.
const SPOILED: u64 = 50;

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
    sabotage: Option<Sabotage>,
    /// A post kept back by sabotage.
    kept: Mutex<Option<Post>>,
}

impl Order {
    pub(crate) fn new(cores: Vec<Sender<Post>>, sabotage: Option<Sabotage>) -> Self {
        Self {
            lasts: Mutex::default(),
            cores,
            sabotage,
            kept: Mutex::default(),
        }
    }

    /// The lock is held until every core has the post: this makes the order one.
    pub(crate) fn post(&self, author: Author, draft: &Draft<'_>) -> Result<(), Overrun> {
        let mut lasts = self.lasts.lock().unwrap_or_else(PoisonError::into_inner);
        let last = lasts.entry(draft.room).or_default();
        *last += 1;
        let (shared, own) = wire::new_message(*last, author, draft);
        let post = Post {
            room: draft.room,
            author,
            shared,
            own,
        };
        match self.sabotage {
            Some(sabotage) => self.spoil(*last, post, sabotage),
            None => self.hand_over(&post),
        }
    }

    fn hand_over(&self, post: &Post) -> Result<(), Overrun> {
        self.cores
            .iter()
            .try_for_each(|core| core.try_send(post.clone()).map_err(|_full| Overrun))
    }

    fn spoil(&self, seq: u64, post: Post, sabotage: Sabotage) -> Result<(), Overrun> {
        let kept = self
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match sabotage {
            Sabotage::Lose if seq.is_multiple_of(SPOILED) => Ok(()),
            Sabotage::Double if seq.is_multiple_of(SPOILED) => {
                self.hand_over(&post)?;
                self.hand_over(&post)
            }
            Sabotage::Swap if seq.is_multiple_of(SPOILED) => {
                *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(post);
                Ok(())
            }
            Sabotage::Lose | Sabotage::Double | Sabotage::Swap => {
                self.hand_over(&post)?;
                kept.map_or(Ok(()), |kept| self.hand_over(&kept))
            }
        }
    }

    pub(crate) fn last(&self, room: u64) -> u64 {
        let lasts = self.lasts.lock().unwrap_or_else(PoisonError::into_inner);
        lasts.get(&room).copied().unwrap_or_default()
    }
}
