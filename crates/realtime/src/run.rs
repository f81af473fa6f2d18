//! Changes of a room that come together, joined into one block of frames.
//!
//! Handling a frame costs a socket about the same whatever its length, so a worker that finds several
//! changes of a room waiting joins their frames once. The block is the worker's own copy even of a
//! single frame: a reference count that several threads change for every socket is slower than that.

use std::sync::Arc;

use bytes::Bytes;
use domain::{RoomId, UserId, Version};

use crate::delivery::{Change, Delivery};

/// Changes of one room, each following on the one before.
pub(crate) struct Run<'a> {
    pub(crate) deliveries: &'a [&'a Arc<Delivery>],
    pub(crate) room: RoomId,
    /// Only who has heard exactly everything up to here may be told the block.
    pub(crate) after: Version,
    pub(crate) version: Version,
    /// What everybody hears of it; empty when nobody listened.
    pub(crate) block: Bytes,
    /// How many frames the block has.
    pub(crate) frames: usize,
    /// Who gets something else instead, by id.
    personal: Vec<UserId>,
}

impl<'a> Run<'a> {
    /// Puts changes into runs: those of each room in the order in which they came.
    pub(crate) fn each<'d: 'a>(changes: &'a mut [&'d Arc<Delivery>]) -> impl Iterator<Item = Self> {
        changes.sort_by_key(|delivery| delivery.room);
        let follows = |one: &&Arc<Delivery>, next: &&Arc<Delivery>| {
            one.room == next.room && one.version == next.after
        };
        changes.chunk_by(follows).filter_map(Run::of)
    }

    fn of(deliveries: &'a [&'a Arc<Delivery>]) -> Option<Self> {
        let (first, last) = (deliveries.first()?, deliveries.last()?);
        let changes = || deliveries.iter().flat_map(|delivery| &delivery.changes);
        let mut personal: Vec<_> = changes().flat_map(Change::authors).collect();
        personal.sort_unstable();
        personal.dedup();
        Some(Self {
            deliveries,
            room: first.room,
            after: first.after,
            version: last.version,
            block: join(changes().flat_map(|change| &change.frames)),
            frames: changes().map(|change| change.frames.len()).sum(),
            personal,
        })
    }

    /// Whether `user` gets something else than the block.
    pub(crate) fn is_personal_to(&self, user: UserId) -> bool {
        self.personal.binary_search(&user).is_ok()
    }
}

fn join<'a>(frames: impl Iterator<Item = &'a Bytes> + Clone) -> Bytes {
    let mut block = Vec::with_capacity(frames.clone().map(Bytes::len).sum());
    for frame in frames {
        block.extend_from_slice(frame);
    }
    Bytes::from(block)
}
