//! Who else serves this database.

use domain::Fault;
use sqlx::{Connection, Error, PgConnection};

use crate::engine::Pools;

/// What names the lock that a server holds on PostgreSQL: "serving". Another one is held during
/// migrations.
const SERVING: i64 = 0x73_6572_7669_6e67;

/// That a server serves a database, which it holds for as long as it does.
#[derive(Debug)]
pub enum Claim {
    /// No other server holds it.
    Sole(Sole),
    /// Another server holds it: what happens there is heard here only by who looks anew.
    Shared,
}

/// What a claim is held by.
#[derive(Debug)]
pub struct Sole(Option<PgConnection>);

impl Claim {
    /// Takes the lock if nobody has it. A SQLite file is locked by its folder.
    pub(crate) async fn take(pools: &Pools) -> Result<Self, Fault> {
        let Pools::Postgres(pool) = pools else {
            return Ok(Self::Sole(Sole(None)));
        };
        let taken = async {
            let mut connection = pool.acquire().await?.detach();
            let is_free: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
                .bind(SERVING)
                .fetch_one(&mut connection)
                .await?;
            if is_free {
                return Ok(Self::Sole(Sole(Some(connection))));
            }
            connection.close().await?;
            Ok(Self::Shared)
        };
        taken
            .await
            .map_err(|error: Error| Fault::new("look who else serves the database", error))
    }
}

impl Sole {
    /// Whether it is held still: the lock ends with its connection, however that ends.
    pub async fn is_held(&mut self) -> bool {
        match &mut self.0 {
            Some(connection) => connection.ping().await.is_ok(),
            None => true,
        }
    }
}
