//! Addresses, told apart as long as they are not too many.

use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicBool, Ordering};

use super::whose::Client;

/// With more addresses than these at a time, each shares its count with others.
pub(super) const CROWD: usize = 50_000;
/// Among so many shared counts.
pub(super) const SHARED: u64 = 4_096;

/// Keeps the memory for addresses bounded, however many come: an attacker has more of them than we
/// have memory.
pub(super) struct Crowd {
    is_crowded: AtomicBool,
    hasher: RandomState,
}

impl Default for Crowd {
    fn default() -> Self {
        Self {
            is_crowded: AtomicBool::new(false),
            hasher: RandomState::new(),
        }
    }
}

impl Crowd {
    /// Takes note of how many addresses are remembered; to be called every few seconds.
    pub(super) fn look(&self, remembered: usize) {
        self.is_crowded.store(remembered > CROWD, Ordering::Relaxed);
    }

    /// Who an address is counted as. Peers of a Unix socket have none and are counted as one.
    pub(super) fn client(&self, address: Option<IpAddr>) -> Client {
        let client = Client::from(address.unwrap_or(Ipv4Addr::UNSPECIFIED.into()));
        if self.is_crowded.load(Ordering::Relaxed) {
            Client::Shared(self.hasher.hash_one(&client) % SHARED)
        } else {
            client
        }
    }
}
