//! Passwords hashed by bcrypt: slow on purpose, off the event loop, as many at a time as there are
//! cores, so that a flood of sign-ins starves nobody. A bounded number waits; the rest is sent away,
//! so that a flood neither fills the memory nor makes everybody wait for ever.

use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;

use async_trait::async_trait;
use bcrypt::BcryptError;
use domain::{Fault, Measured, Meter, Password, PasswordHash, Passwords};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// So many wait for each core at most: at the default cost nobody waits for much more than ten
/// seconds, and what waits takes less than a megabyte.
const WAITING_PER_CORE: usize = 32;

/// How slow hashing is: each step doubles the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost(u32);

impl Cost {
    /// The cost when nothing is configured.
    pub const DEFAULT: Self = Self(12);

    /// A cost of 4 to 16, or `None`.
    pub fn new(cost: u32) -> Option<Self> {
        (4..=16).contains(&cost).then_some(Self(cost))
    }

    /// The number of doublings.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// A well-formed hash of this cost that belongs to no password: comparing with it takes the
    /// time of a real comparison.
    fn nobodys_hash(self) -> String {
        let salt_and_hash = ".".repeat(22 + 31);
        format!("$2b${:02}${salt_and_hash}", self.0)
    }
}

/// Hashes and compares passwords with bcrypt.
pub struct BcryptPasswords {
    cost: Cost,
    /// Who may wait or work.
    places: Arc<Semaphore>,
    /// Who may work.
    slots: Arc<Semaphore>,
    meter: Arc<dyn Meter>,
}

impl BcryptPasswords {
    /// Hashes at `cost`; hashes made at another cost still compare. `meter` hears of everybody who
    /// is sent away.
    pub fn new(cost: Cost, meter: Arc<dyn Meter>) -> Self {
        let cores = available_parallelism().map_or(1, NonZero::get);
        Self {
            cost,
            places: Arc::new(Semaphore::new(cores * (1 + WAITING_PER_CORE))),
            slots: Arc::new(Semaphore::new(cores)),
            meter,
        }
    }

    /// Runs slow work on a thread of its own, when one of the slots is free; not at all when as many
    /// wait as may.
    async fn slowly<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce() -> Result<T, BcryptError> + Send + 'static,
    ) -> Result<T, Fault> {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            self.meter.note(Measured::PasswordTurnedAway);
            return Err(Fault::overload(doing));
        };
        let slots = Arc::clone(&self.slots);
        let slot = slots
            .acquire_owned()
            .await
            .map_err(|error| Fault::new(doing, error))?;
        let done = spawn_blocking(move || {
            let done = work();
            // Held by the work itself: a caller who gives up does not free them early.
            drop((slot, place));
            done
        });
        let done = done.await.map_err(|error| Fault::new(doing, error))?;
        done.map_err(|error| Fault::new(doing, error))
    }
}

#[async_trait]
impl Passwords for BcryptPasswords {
    async fn hash(&self, password: Password) -> Result<PasswordHash, Fault> {
        let cost = self.cost.get();
        let hash = self.slowly("hash a password", move || {
            bcrypt::non_truncating_hash(password.expose(), cost)
        });
        hash.await.map(PasswordHash::new)
    }

    async fn verify(&self, candidate: &str, hash: Option<PasswordHash>) -> Result<bool, Fault> {
        let known = hash.is_some();
        let hash = hash.map_or_else(|| self.cost.nobodys_hash(), |hash| hash.expose().to_owned());
        // What could never be a password would be cut or read as another one; it is compared all
        // the same, as an empty one, to take the same time.
        let candidate = Password::parse(candidate).ok();
        let matches = self.slowly("compare a password", move || {
            let text = candidate.as_ref().map_or("", Password::expose);
            let matches = bcrypt::non_truncating_verify(text, &hash)?;
            Ok(matches && candidate.is_some())
        });
        Ok(matches.await? && known)
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use bcrypt::HashParts;

    use super::Cost;

    #[test]
    fn nobodys_hash_is_a_real_one_of_the_same_cost() {
        for cost in [Cost::new(4).unwrap(), Cost::DEFAULT] {
            let parts = HashParts::from_str(&cost.nobodys_hash()).unwrap();
            assert_eq!(parts.get_cost(), cost.get());
        }
    }
}
