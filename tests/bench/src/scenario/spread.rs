//! Delays and their percentiles: all of them are kept, nothing is estimated.

#[derive(Debug)]
pub(crate) struct Spread(Vec<u32>);

impl Spread {
    /// Of delays in microseconds.
    pub(crate) fn new(mut delays: Vec<u32>) -> Self {
        delays.sort_unstable();
        Self(delays)
    }

    /// The delay, in milliseconds, that this share (0 to 1) of all do not exceed.
    pub(crate) fn within(&self, share: f64) -> f64 {
        let place = (self.0.len() as f64 * share).ceil() as usize;
        self.0
            .get(place.saturating_sub(1))
            .map_or(f64::NAN, |&delay| f64::from(delay) / 1e3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_delays_that_occurred() {
        let spread = Spread::new((1..=1_000).rev().map(|number| number * 1_000).collect());
        assert_eq!(
            [0.5, 0.99, 0.999].map(|share| spread.within(share)),
            [500.0, 990.0, 999.0]
        );
    }
}
