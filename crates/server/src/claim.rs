//! Whether another server serves the same database.

use sql::{Claim, Database};

/// Two servers of one database may overlap for a moment while one takes over from the other.
pub(crate) async fn claim(database: &Database) -> Claim {
    match database.claim().await {
        Ok(claim) => {
            if claim.is_shared() {
                tracing::warn!(
                    "another server uses this database: people here will not hear at once what is \
                     said there; stop one of the two"
                );
            }
            claim
        }
        Err(fault) => {
            tracing::warn!(error = %fault.with_causes(), "other servers are not known");
            Claim::default()
        }
    }
}
