//! Why a transaction did not happen, before it is known what it was for.

use domain::{Fault, StoreError};
use sea_orm::DbErr;

/// Refused by the rules, or broken.
pub(crate) enum Failed<C> {
    Refused(C),
    Broke(DbErr),
}

impl<C> From<DbErr> for Failed<C> {
    fn from(error: DbErr) -> Self {
        Self::Broke(error)
    }
}

impl<C> Failed<C> {
    pub(crate) fn doing(self, what: &'static str) -> StoreError<C> {
        match self {
            Self::Refused(conflict) => StoreError::Conflict(conflict),
            Self::Broke(error) => StoreError::Fault(Fault::new(what, error)),
        }
    }
}
