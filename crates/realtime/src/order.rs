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
    /// The newest version that anybody spoke of; what lies between is late or lost.
    head: Version,
    /// What came too early.
    held: BTreeMap<Version, MessageEvent>,
}

impl RoomOrder {
    /// Takes an event from the broker, which may lose, double and reorder; answers what may be
    /// handed on now.
    pub(crate) fn accept(&mut self, event: MessageEvent) -> Vec<MessageEvent> {
        self.head = self.head.max(event.version);
        match self.last {
            Some(last) if event.version <= last => Vec::new(),
            Some(last) if event.version > last.next() => {
                self.hold(event);
                Vec::new()
            }
            Some(_) | None => {
                self.last = Some(event.version);
                let mut next = vec![event];
                self.release(&mut next);
                next
            }
        }
    }

    /// The room is known to stand at `version`; if nothing was known, events follow on it.
    pub(crate) fn stands_at(&mut self, version: Version) {
        self.head = self.head.max(version);
        self.last.get_or_insert(version);
    }

    /// From where something is missing, if anything is.
    pub(crate) fn missing_since(&self) -> Option<Version> {
        self.last.filter(|last| *last < self.head)
    }

    /// Everything up to `version` was handed on from the database; answers what follows on it.
    pub(crate) fn filled_to(&mut self, version: Version) -> Vec<MessageEvent> {
        self.stands_at(version);
        self.last = self.last.max(Some(version));
        self.held = self.held.split_off(&version.next());
        let mut next = Vec::new();
        self.release(&mut next);
        next
    }

    fn hold(&mut self, event: MessageEvent) {
        self.held.insert(event.version, event);
        if self.held.len() > MOST_HELD {
            self.held.pop_last();
        }
    }

    fn release(&mut self, next: &mut Vec<MessageEvent>) {
        while let Some(last) = self.last
            && let Some(event) = self.held.remove(&last.next())
        {
            self.last = Some(event.version);
            next.push(event);
        }
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

    fn feed(order: &mut RoomOrder, arrivals: &[i64]) -> Vec<i64> {
        arrivals
            .iter()
            .flat_map(|version| order.accept(event(*version)))
            .map(|event| event.version.get())
            .collect()
    }

    fn missing(order: &RoomOrder) -> Option<i64> {
        order.missing_since().map(Version::get)
    }

    #[test]
    fn events_in_order_pass() {
        assert_eq!(feed(&mut RoomOrder::default(), &[5, 6, 7]), [5, 6, 7]);
    }

    #[test]
    fn a_doubled_event_is_dropped() {
        let mut order = RoomOrder::default();
        assert_eq!(feed(&mut order, &[5, 6, 6, 5, 7]), [5, 6, 7]);
    }

    #[test]
    fn reordered_events_are_put_in_order() {
        let mut order = RoomOrder::default();
        assert_eq!(feed(&mut order, &[5, 8, 7]), [5]);
        assert_eq!(missing(&order), Some(5));
        assert_eq!(feed(&mut order, &[6, 9]), [6, 7, 8, 9]);
        assert_eq!(missing(&order), None);
    }

    #[test]
    fn a_hole_is_closed_by_what_the_database_has() {
        let mut order = RoomOrder::default();
        assert_eq!(feed(&mut order, &[5, 8, 10]), [5]);
        assert_eq!(missing(&order), Some(5));
        assert_eq!(order.filled_to(Version::restored(9)), [event(10)]);
        assert_eq!(missing(&order), None);
        assert_eq!(feed(&mut order, &[11]), [11]);
    }

    #[test]
    fn what_comes_after_a_subscription_follows_on_what_it_read() {
        let mut order = RoomOrder::default();
        order.stands_at(Version::restored(5));
        assert_eq!(missing(&order), None);
        assert!(feed(&mut order, &[7]).is_empty());
        assert_eq!(feed(&mut order, &[6]), [6, 7]);
    }

    #[test]
    fn a_lost_event_is_missed_as_soon_as_somebody_knows_a_later_version() {
        let mut order = RoomOrder::default();
        feed(&mut order, &[5]);
        order.stands_at(Version::restored(7));
        assert_eq!(missing(&order), Some(5));
        assert_eq!(feed(&mut order, &[6, 7]), [6, 7]);
        assert_eq!(missing(&order), None);
    }

    #[test]
    fn no_more_is_held_than_is_useful_and_nothing_dropped_is_forgotten() {
        let mut order = RoomOrder::default();
        feed(&mut order, &[1]);
        for version in 3..3_000 {
            order.accept(event(version));
        }
        assert_eq!(order.held.len(), MOST_HELD);
        assert_eq!(order.filled_to(Version::restored(2)).len(), MOST_HELD);
        assert_eq!(missing(&order), Some(2 + 1_024));
    }
}
