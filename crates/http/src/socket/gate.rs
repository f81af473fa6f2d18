//! How many sockets one client may hold open on this node.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::UserId;

use crate::limit::Client;

/// The most sockets of one client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SocketLimits {
    /// Of one person.
    pub per_user: usize,
    /// From one address.
    pub per_address: usize,
}

/// Counts the open sockets of each client; shared by all workers.
#[derive(Clone)]
pub struct Gate(Option<Arc<Counts>>);

struct Counts {
    limits: SocketLimits,
    users: Mutex<HashMap<UserId, usize>>,
    addresses: Mutex<HashMap<Client, usize>>,
}

/// A place at the gate, given back when it is dropped.
pub(super) struct Place {
    back: Option<(Arc<Counts>, Whose)>,
}

enum Whose {
    User(UserId),
    Address(Client),
}

impl Gate {
    /// A gate that nobody has passed yet; without limits it is open to all.
    pub fn new(limits: Option<SocketLimits>) -> Self {
        let counts = |limits| Counts {
            limits,
            users: Mutex::default(),
            addresses: Mutex::default(),
        };
        Self(limits.map(|limits| Arc::new(counts(limits))))
    }

    /// A place for a socket from this address, unless it has all it may have.
    pub(super) fn admit_address(&self, address: Client) -> Option<Place> {
        let Some(counts) = &self.0 else {
            return Some(Place { back: None });
        };
        let most = counts.limits.per_address;
        let is_in = take(lock(&counts.addresses), address.clone(), most);
        is_in.then(|| counts.place(Whose::Address(address)))
    }

    /// A place for a socket of this person, unless they have all they may have.
    pub(super) fn admit_user(&self, user: UserId) -> Option<Place> {
        let Some(counts) = &self.0 else {
            return Some(Place { back: None });
        };
        let is_in = take(lock(&counts.users), user, counts.limits.per_user);
        is_in.then(|| counts.place(Whose::User(user)))
    }
}

impl Counts {
    fn place(self: &Arc<Self>, whose: Whose) -> Place {
        Place {
            back: Some((Arc::clone(self), whose)),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        match self.back.take() {
            Some((counts, Whose::User(user))) => give_back(lock(&counts.users), &user),
            Some((counts, Whose::Address(address))) => {
                give_back(lock(&counts.addresses), &address);
            }
            None => {}
        }
    }
}

type Held<'a, K> = MutexGuard<'a, HashMap<K, usize>>;

fn lock<K>(counts: &Mutex<HashMap<K, usize>>) -> Held<'_, K> {
    // Each change is one step that cannot panic halfway.
    counts.lock().unwrap_or_else(PoisonError::into_inner)
}

fn take<K: Eq + Hash>(mut counts: Held<'_, K>, whose: K, most: usize) -> bool {
    let count = counts.entry(whose).or_default();
    let is_free = *count < most;
    if is_free {
        *count += 1;
    }
    is_free
}

fn give_back<K: Eq + Hash>(mut counts: Held<'_, K>, whose: &K) {
    match counts.get_mut(whose) {
        Some(count) if *count > 1 => *count -= 1,
        Some(_) | None => drop(counts.remove(whose)),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    use super::*;

    fn gate() -> Gate {
        Gate::new(Some(SocketLimits {
            per_user: 2,
            per_address: 3,
        }))
    }

    fn address(last: u8) -> Client {
        Client::from(IpAddr::from(Ipv4Addr::new(192, 0, 2, last)))
    }

    #[test]
    fn a_person_holds_so_many_sockets_and_no_more() {
        let (gate, ann) = (gate(), UserId::restored(1));
        let first = gate.admit_user(ann).unwrap();
        let _second = gate.admit_user(ann).unwrap();
        assert!(gate.admit_user(ann).is_none());
        assert!(gate.admit_user(UserId::restored(2)).is_some());
        drop(first);
        assert!(gate.admit_user(ann).is_some());
    }

    #[test]
    fn an_address_holds_so_many_sockets_and_no_more() {
        let gate = gate();
        let held: Vec<_> = (0..3).map(|_| gate.admit_address(address(1))).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(gate.admit_address(address(1)).is_none());
        assert!(gate.admit_address(address(2)).is_some());
    }

    /// A household or server has a whole /64.
    #[test]
    fn neighbors_of_one_network_are_one_address() {
        let gate = gate();
        let neighbor = |last| IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last));
        let held: Vec<_> = (1..=3)
            .map(|last| gate.admit_address(neighbor(last).into()))
            .collect();
        assert!(held.iter().all(Option::is_some));
        assert!(gate.admit_address(neighbor(4).into()).is_none());
    }

    #[test]
    fn who_left_is_not_remembered() {
        let gate = gate();
        for last in 0..=255 {
            drop(gate.admit_address(address(last)).unwrap());
            drop(
                gate.admit_user(UserId::restored(i64::from(last) + 1))
                    .unwrap(),
            );
        }
        let counts = gate.0.unwrap();
        assert!(lock(&counts.addresses).is_empty());
        assert!(lock(&counts.users).is_empty());
    }

    #[test]
    fn without_limits_everybody_comes_in() {
        let gate = Gate::new(None);
        let held: Vec<_> = (0..5_000).map(|_| gate.admit_address(address(1))).collect();
        assert!(held.iter().all(Option::is_some));
    }
}
