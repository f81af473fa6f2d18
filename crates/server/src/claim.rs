//! Whether another server serves the same database.

use std::sync::Arc;
use std::time::Duration;

use domain::Fault;
use sql::{Claim, Database};
use tokio::time::sleep;

/// Two servers of one database may overlap for a moment while one takes over from the other; then the
/// one that stays is to be the one that the next is warned of.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Claims the database, and warns if another server has; once it is looked the answer is told, and the
/// rest is to be spawned: it holds the claim, or takes it as soon as it is free.
pub(crate) async fn claim(database: &Arc<Database>) -> impl Future<Output = ()> + Send + 'static {
    let mut claimed = database.claim().await;
    warn(&claimed);
    let database = Arc::clone(database);
    async move {
        loop {
            sleep(LOOK_EVERY).await;
            match &mut claimed {
                Ok(Claim::Sole(sole)) => {
                    if !sole.is_held().await {
                        claimed = database.claim().await;
                        warn(&claimed);
                    }
                }
                // Told already.
                Ok(Claim::Shared) | Err(_) => claimed = database.claim().await,
            }
        }
    }
}

fn warn(claimed: &Result<Claim, Fault>) {
    match claimed {
        Ok(Claim::Sole(_)) => {}
        Ok(Claim::Shared) => tracing::warn!(
            "another server uses this database: people here will not hear at once what is said \
             there; stop one of the two"
        ),
        Err(fault) => {
            tracing::warn!(error = %fault.with_causes(), "other servers are not known");
        }
    }
}
