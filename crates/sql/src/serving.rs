//! Who else serves this database.

use domain::Fault;
use sqlx::{Connection, Error, PgConnection};

use crate::engine::Pools;

/// What names the lock that a server holds on PostgreSQL: "serving". Another one is held during
/// migrations.
const SERVING: i64 = 0x73_6572_7669_6e67;

/// Held by a server for as long as it serves.
#[derive(Default)]
pub struct Claim {
    connection: Option<PgConnection>,
    is_shared: bool,
}

impl Claim {
    /// Whether another server holds it: what happens there is heard here only by who looks anew.
    pub const fn is_shared(&self) -> bool {
        self.is_shared
    }

    /// Takes the lock if nobody has it. A SQLite file is locked by its folder.
    pub(crate) async fn take(pools: &Pools) -> Result<Self, Fault> {
        match pools {
            Pools::Sqlite { .. } => Ok(Self::default()),
            Pools::Postgres(pool) => {
                let taken = async {
                    let mut connection = pool.acquire().await?.detach();
                    let is_free: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
                        .bind(SERVING)
                        .fetch_one(&mut connection)
                        .await?;
                    Ok(Self {
                        connection: Some(connection),
                        is_shared: !is_free,
                    })
                };
                let broke = |error: Error| Fault::new("look who else serves the database", error);
                taken.await.map_err(broke)
            }
        }
    }

    /// Lets it go, so that the next server finds it free.
    pub async fn release(self) {
        if let Some(connection) = self.connection {
            // The lock ends with the connection, however that ends.
            let _ = connection.close().await;
        }
    }
}
