//! Version order: what a room's sockets may hear next, and what is missing.

use std::collections::BTreeMap;

use domain::{MessageEvent, Version};

/// So many events are held back behind a hole; older ones are found in the database anyway.
const MOST_HELD: usize = 1_024;

/// One room's place in its one order.
#[derive(Debug, Default)]
pub(crate) struct RoomOrder {
    /// The last version handed on; unknown until the first event or subscription.
    last: Option<Version>,
    /// What came too early.
    held: BTreeMap<Version, MessageEvent>,
}

/// What to do after an event came in.
#[derive(Debug, PartialEq)]
pub(crate) enum Accepted {
    /// Hand these on, in this order.
    Next(Vec<MessageEvent>),
    /// Something is missing before it; it is held back.
    Hole,
    /// It was handed on before.
    Old,
}

impl RoomOrder {
    /// Takes an event from the broker, which may lose, double and reorder.
    pub(crate) fn accept(&mut self, event: MessageEvent) -> Accepted {
        match self.last {
            Some(last) if event.version <= last => Accepted::Old,
            Some(last) if event.version > last.next() => {
                self.hold(event);
                Accepted::Hole
            }
            Some(_) | None => {
                self.last = Some(event.version);
                let mut next = vec![event];
                next.extend(self.release());
                Accepted::Next(next)
            }
        }
    }

    /// A subscriber has read everything up to `version`; if nothing was known, events follow on it.
    pub(crate) fn starts_at(&mut self, version: Version) {
        self.last.get_or_insert(version);
    }

    /// From where something is missing, if anything is.
    pub(crate) fn missing_since(&self) -> Option<Version> {
        self.last.filter(|_| !self.held.is_empty())
    }

    /// Everything up to `version` was handed on from the database; answers what follows on it.
    pub(crate) fn filled_to(&mut self, version: Version) -> Vec<MessageEvent> {
        if self.last.is_none_or(|last| last < version) {
            self.last = Some(version);
        }
        self.held = self.held.split_off(&version.next());
        self.release()
    }

    fn hold(&mut self, event: MessageEvent) {
        self.held.insert(event.version, event);
        if self.held.len() > MOST_HELD {
            self.held.pop_last();
        }
    }

    fn release(&mut self) -> Vec<MessageEvent> {
        let mut next = Vec::new();
        while let Some(last) = self.last
            && let Some(event) = self.held.remove(&last.next())
        {
            self.last = Some(event.version);
            next.push(event);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use domain::{MessageChange, MessageId, RoomId, Timestamp};

    use super::*;

    fn event(version: i64) -> MessageEvent {
        let change = MessageChange::Deleted {
            message: MessageId::restored(1),
            at: Timestamp::from_micros(0),
        };
        MessageEvent {
            room: RoomId::restored(1),
            version: Version::restored(version),
            change,
        }
    }

    fn versions(accepted: Accepted) -> Vec<i64> {
        match accepted {
            Accepted::Next(events) => events.iter().map(|event| event.version.get()).collect(),
            Accepted::Hole => vec![-1],
            Accepted::Old => vec![-2],
        }
    }

    fn feed(order: &mut RoomOrder, arrivals: &[i64]) -> Vec<i64> {
        arrivals
            .iter()
            .flat_map(|version| versions(order.accept(event(*version))))
            .collect()
    }

    #[test]
    fn events_in_order_pass() {
        assert_eq!(feed(&mut RoomOrder::default(), &[5, 6, 7]), [5, 6, 7]);
    }

    #[test]
    fn a_doubled_event_is_dropped() {
        assert_eq!(
            feed(&mut RoomOrder::default(), &[5, 6, 6, 5, 7]),
            [5, 6, -2, -2, 7]
        );
    }

    #[test]
    fn reordered_events_are_put_in_order() {
        assert_eq!(
            feed(&mut RoomOrder::default(), &[5, 8, 7, 6, 9]),
            [5, -1, -1, 6, 7, 8, 9]
        );
    }

    #[test]
    fn a_hole_is_closed_by_what_the_database_has() {
        let mut order = RoomOrder::default();
        assert_eq!(feed(&mut order, &[5, 8, 10]), [5, -1, -1]);
        assert_eq!(order.missing_since(), Some(Version::restored(5)));
        assert_eq!(order.filled_to(Version::restored(9)), [event(10)]);
        assert_eq!(order.missing_since(), None);
        assert_eq!(feed(&mut order, &[11]), [11]);
    }

    #[test]
    fn what_comes_after_a_subscription_follows_on_what_it_read() {
        let mut order = RoomOrder::default();
        order.starts_at(Version::restored(5));
        assert_eq!(feed(&mut order, &[7]), [-1]);
        order.starts_at(Version::restored(9));
        assert_eq!(feed(&mut order, &[6]), [6, 7]);
    }

    #[test]
    fn no_more_is_held_than_is_useful() {
        let mut order = RoomOrder::default();
        feed(&mut order, &[1]);
        for version in 3..3_000 {
            order.accept(event(version));
        }
        assert_eq!(order.held.len(), MOST_HELD);
        assert_eq!(order.filled_to(Version::restored(2)).len(), MOST_HELD);
    }
}
