//! The epoch: a random name that a database gets once.

use domain::Epoch;
use sqlx::Error;
use uuid::Uuid;

use crate::engine::Pools;

const NAME: &str = "INSERT INTO server_state (name, value) VALUES ('epoch', $1) \
    ON CONFLICT (name) DO NOTHING";
const READ: &str = "SELECT value FROM server_state WHERE name = 'epoch'";

/// The epoch of the database; the first to ask names it.
pub(crate) async fn of(pools: &Pools) -> Result<Epoch, Error> {
    let fresh = Uuid::new_v4().simple().to_string();
    let epoch: String = match pools {
        Pools::Sqlite { write, .. } => {
            sqlx::query(NAME).bind(fresh).execute(write).await?;
            sqlx::query_scalar(READ).fetch_one(write).await?
        }
        Pools::Postgres(pool) => {
            sqlx::query(NAME).bind(fresh).execute(pool).await?;
            sqlx::query_scalar(READ).fetch_one(pool).await?
        }
    };
    Ok(Epoch::new(epoch))
}
