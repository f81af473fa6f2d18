//! How much news a busy worker waits for before it tells its sockets again.
//!
//! The write call is what a delivery costs, however many frames it carries. Whoever hears their own
//! message and then sends the next one brings as much news as the time before, so a worker waits for
//! as much as lately came together, and no longer once it is there.

/// Looks back over so many batches, and waits in full after every so many: only then it finds out
/// that more comes together than lately did.
const LOOKED_BACK: usize = 16;

/// What the last batches brought.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    recent: [usize; LOOKED_BACK],
    batches: usize,
}

/// What to wait for, as long as there is time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// So many notices.
    Notices(usize),
    /// Whatever comes.
    Everything,
}

impl Gathering {
    /// What to wait for after a batch of so many notices.
    pub(crate) fn after(&mut self, notices: usize) -> Goal {
        self.batches = self.batches.wrapping_add(1);
        let place = self.batches % LOOKED_BACK;
        if let Some(oldest) = self.recent.get_mut(place) {
            *oldest = notices;
        }
        match place {
            0 => Goal::Everything,
            _ => Goal::Notices(self.recent.iter().copied().max().unwrap_or(0)),
        }
    }
}

impl Goal {
    /// Whether so many notices are enough.
    pub(crate) const fn is_met_by(self, notices: usize) -> bool {
        match self {
            Self::Notices(wanted) => notices >= wanted,
            Self::Everything => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gathering, Goal, LOOKED_BACK};

    /// Ten senders, each of whom sends again as soon as they have heard themselves: `told` of them
    /// were told just now, the others' news waits already. Gives the size of the next batch.
    fn next_batch(gathering: &mut Gathering, told: usize) -> usize {
        let waiting = 10 - told;
        match gathering.after(told).is_met_by(waiting) {
            true => waiting,
            false => 10,
        }
    }

    #[test]
    fn senders_who_take_turns_are_brought_together_and_stay_so() {
        let mut gathering = Gathering::default();
        let mut told = 5;
        for _ in 0..LOOKED_BACK {
            told = next_batch(&mut gathering, told);
        }
        let later: Vec<_> = (0..100)
            .map(|_| {
                told = next_batch(&mut gathering, told);
                told
            })
            .collect();
        assert_eq!(later, [10; 100]);
    }

    #[test]
    fn as_much_as_lately_is_enough() {
        let mut gathering = Gathering::default();
        assert_eq!(gathering.after(7), Goal::Notices(7));
        assert_eq!(gathering.after(3), Goal::Notices(7));
        let goals: Vec<_> = (0..LOOKED_BACK).map(|_| gathering.after(3)).collect();
        assert_eq!(goals.last(), Some(&Goal::Notices(3)));
    }

    #[test]
    fn now_and_then_a_worker_waits_for_whatever_comes() {
        let mut gathering = Gathering::default();
        let goals = (0..10 * LOOKED_BACK).map(|_| gathering.after(1));
        let in_full = goals.filter(|goal| *goal == Goal::Everything).count();
        assert_eq!(in_full, 10);
    }
}
