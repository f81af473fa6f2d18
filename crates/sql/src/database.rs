//! The database from opening to closing.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{Accounts, Epoch, Events, Fault, Messages, Meter, Oversight, Rooms, Sessions};
use sqlx::Pool;
use tokio::{sync::mpsc, task::JoinHandle};

use crate::{
    Claim, CopyError, SchemaStep,
    accounts::SqlAccounts,
    backup,
    engine::{Arg, Pools, Sql, Store, checkpoint, connect, look, migrate},
    epoch,
    log::{Log, Order, Writer},
    messages::SqlMessages,
    orm::Orm,
    oversight::SqlOversight,
    rooms::{SqlRooms, clear_all},
    sessions::SqlSessions,
    settings::{DatabaseSettings, OpenError, told},
};

/// An open database.
///
/// Opening comes in two steps, because the message log tells its [`Events`] to the hub, and the hub
/// heals itself from the log: [`open`](Self::open) makes the ports, [`start`](Self::start) starts the
/// one task that writes messages. What is ordered in between waits.
pub struct Database {
    store: Arc<Store>,
    orm: Arc<Orm>,
    log: Log,
    writer: Mutex<WriterState>,
    epoch: Epoch,
}

/// The life of the writer task.
enum WriterState {
    Waiting(mpsc::Receiver<Order>),
    Running(JoinHandle<()>),
    Stopped,
}

/// How busy the connections are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolFigures {
    /// How many connections may be open.
    pub pool_size: u32,
    /// How many are in use now.
    pub checked_out: u32,
    /// How many are open beyond the pool: always none, since callers wait instead.
    pub overflow: u32,
}

impl Database {
    /// Opens the database and brings its schema up to date.
    pub async fn open(settings: DatabaseSettings) -> Result<Self, OpenError> {
        let file = settings.file()?;
        if file.is_some() {
            // What is none of ours must not even be opened for writing: that changes the file.
            look(&settings).await?.compared()?;
        }
        let pools = connect(&settings).await?;
        migrate(&pools, file.as_deref()).await?;
        Self::over(pools, file.as_deref()).await
    }

    /// Opens a database whose schema is up to date; any other is refused and left as it is. For
    /// whoever works on it beside a server.
    pub async fn open_current(settings: DatabaseSettings) -> Result<Self, OpenError> {
        let pending = look(&settings).await?.pending()?;
        if pending.is_some() {
            return Err(OpenError::NotCurrent);
        }
        let file = settings.file()?;
        let pools = connect(&settings).await?;
        Self::over(pools, file.as_deref()).await
    }

    async fn over(pools: Pools, file: Option<&Path>) -> Result<Self, OpenError> {
        let epoch = epoch::of(&pools).await;
        let epoch = epoch.map_err(|error| unusable(file, error))?;
        let (log, orders) = Log::new();
        let store = Store::new(pools);
        Ok(Self {
            orm: Arc::new(Orm::over(&store)),
            store: Arc::new(store),
            log,
            writer: Mutex::new(WriterState::Waiting(orders)),
            epoch,
        })
    }

    /// What schema a database has; nothing is made or changed.
    pub async fn schema(settings: &DatabaseSettings) -> Result<Vec<SchemaStep>, OpenError> {
        look(settings).await?.compared()
    }

    /// Copies a SQLite database to a new file, as it is at one instant, while others use it.
    pub async fn copy(settings: &DatabaseSettings, to: &Path) -> Result<(), CopyError> {
        backup::copy(settings, to).await
    }

    /// Makes a copy ready to be used in place of the original: it is checked, gets an epoch of its
    /// own, and nobody is signed in to it. Answers the last step of its schema.
    pub async fn renew_copy(path: &Path) -> Result<String, CopyError> {
        backup::renew(path).await
    }

    /// Starts the writer on the current runtime; committed changes are told to `events` from now on.
    /// `meter` hears of every transaction. A second call does nothing.
    pub fn start(&self, events: Arc<dyn Events>, meter: Arc<dyn Meter>) {
        let mut state = self.writer_state();
        match std::mem::replace(&mut *state, WriterState::Stopped) {
            WriterState::Waiting(orders) => {
                tokio::spawn(checkpoint::run(Arc::downgrade(&self.store)));
                tokio::spawn(clear_all(Arc::downgrade(&self.orm)));
                let store = Arc::clone(&self.store);
                let writer = Writer {
                    store,
                    events,
                    meter,
                };
                *state = WriterState::Running(tokio::spawn(writer.run(orders)));
            }
            started @ (WriterState::Running(_) | WriterState::Stopped) => *state = started,
        }
    }

    /// Takes note that a server serves this database, for as long as the claim is held.
    pub async fn claim(&self) -> Result<Claim, Fault> {
        Claim::take(&self.store.pools).await
    }

    /// Who has an account.
    pub fn accounts(&self) -> Arc<dyn Accounts> {
        let orm = Arc::clone(&self.orm);
        Arc::new(SqlAccounts { orm })
    }

    /// Which devices are signed in.
    pub fn sessions(&self) -> Arc<dyn Sessions> {
        Arc::new(SqlSessions {
            store: Arc::clone(&self.store),
            orm: Arc::clone(&self.orm),
        })
    }

    /// Rooms, memberships and read markers.
    pub fn rooms(&self) -> Arc<dyn Rooms> {
        Arc::new(SqlRooms {
            store: Arc::clone(&self.store),
            orm: Arc::clone(&self.orm),
            log: self.log.clone(),
        })
    }

    /// What administrators see.
    pub fn oversight(&self) -> Arc<dyn Oversight> {
        Arc::new(SqlOversight {
            store: Arc::clone(&self.store),
        })
    }

    /// The message log.
    pub fn messages(&self) -> Arc<dyn Messages> {
        Arc::new(SqlMessages {
            store: Arc::clone(&self.store),
            log: self.log.clone(),
        })
    }

    /// The identity of this database; another one after a restored backup.
    pub const fn epoch(&self) -> &Epoch {
        &self.epoch
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Fault> {
        static PING: std::sync::LazyLock<Sql> =
            std::sync::LazyLock::new(|| Sql::new(|_| "SELECT $1 + 0".to_owned()));
        let answered = self.store.read(&PING, &[Arg::Int(1)]).await;
        answered
            .map(drop)
            .map_err(|error| Fault::new("reach the database", error))
    }

    /// How busy the connections are.
    pub fn pool_figures(&self) -> PoolFigures {
        let rested = self.store.rested();
        match &self.store.pools {
            Pools::Sqlite { read, .. } => figures(read, rested),
            Pools::Postgres(pool) => figures(pool, rested),
        }
    }

    /// How many orders wait to be written.
    pub fn orders_waiting(&self) -> usize {
        self.log.waiting()
    }

    /// How many reading statements ran so far.
    pub fn statements_read(&self) -> u64 {
        self.store.ran()
    }

    /// Writes what is queued, then closes all connections; SQLite folds its log into the file.
    pub async fn close(&self) {
        self.log.stop().await;
        let state = std::mem::replace(&mut *self.writer_state(), WriterState::Stopped);
        match state {
            WriterState::Running(task) => {
                if let Err(error) = task.await {
                    tracing::error!(%error, "the writer did not end as it should");
                }
            }
            WriterState::Waiting(_) | WriterState::Stopped => {}
        }
        self.store.close().await;
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    fn writer_state(&self) -> MutexGuard<'_, WriterState> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unusable(file: Option<&Path>, error: sqlx::Error) -> OpenError {
    match file {
        Some(path) => told(path, error),
        None => OpenError::Unreachable(error),
    }
}

fn figures<DB: sqlx::Database>(pool: &Pool<DB>, rested: usize) -> PoolFigures {
    let idle = u32::try_from(pool.num_idle() + rested).unwrap_or(u32::MAX);
    PoolFigures {
        pool_size: pool.options().get_max_connections(),
        checked_out: pool.size().saturating_sub(idle),
        overflow: 0,
    }
}
