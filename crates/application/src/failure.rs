//! Why a use case did not do what it was asked.

use domain::{Fault, StoreError};
use thiserror::Error;

/// A use case answers with its own refusal `R`, or reports a breakdown.
#[derive(Debug, Error)]
pub enum Failure<R> {
    /// The chat's rules forbid it; nothing was changed. Told to the user.
    #[error("{0}")]
    Refused(R),
    /// Something outside the chat broke down. Logged once at the edge, never told in detail.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl<R> Failure<R> {
    /// The same failure with the refusal put into a wider one.
    pub(crate) fn map<S>(self, widen: impl FnOnce(R) -> S) -> Failure<S> {
        match self {
            Self::Refused(refused) => Failure::Refused(widen(refused)),
            Self::Fault(fault) => Failure::Fault(fault),
        }
    }
}

impl<R> From<StoreError<R>> for Failure<R> {
    fn from(error: StoreError<R>) -> Self {
        match error {
            StoreError::Conflict(refused) => Self::Refused(refused),
            StoreError::Fault(fault) => Self::Fault(fault),
        }
    }
}
