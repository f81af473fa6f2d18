//! Puts the node together: which adapter stands behind which port is decided here and nowhere else.

use std::num::NonZeroU32;
use std::sync::Arc;

use application::{
    Conversation, ConversationPorts, Lobby, LobbyPorts, Overview, OverviewPorts, People,
    PeoplePorts,
};
use domain::{Attempts, Clock, Connections, Events, Limiter, Presence, SessionSpan};
use http::{
    Documents, Gate, Http, HttpSettings, MetricsPage, RateLimits, Services, SocketParts,
    TrustedProxies,
};
use realtime::{
    Hub, HubParts, LocalAttempts, LocalBroker, LocalLimiter, LocalParts, LocalPresence, NoAttempts,
    NoLimits, QueueLimit,
};
use secrecy::{ExposeSecret, SecretString};
use security::{BcryptPasswords, JwtTokens, RandomSecrets, SigningKey};
use sql::{Database, DatabaseSettings};
use tokio::task::JoinSet;

use crate::claim::claim;
use crate::clock::SystemClock;
use crate::failure::Failure;
use crate::health::NodeHealth;
use crate::metrics::Metrics;
use crate::settings::{self, Settings, read_or_make_secret};
use crate::upkeep::{forget_expired, notice_endings};

/// What a person may send in a minute (docs/protocol.md).
const SENDS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(30).unwrap();

/// A node that is ready to serve.
pub(crate) struct Node {
    /// The REST side.
    pub(crate) http: Http,
    /// The socket side.
    pub(crate) sockets: SocketParts,
    /// Everybody who is connected.
    pub(crate) hub: Arc<Hub>,
    /// What is known.
    pub(crate) database: Arc<Database>,
    /// What is counted.
    pub(crate) metrics: Arc<Metrics>,
    /// Whether new work is welcome.
    pub(crate) health: Arc<NodeHealth>,
    /// What goes on beside the requests.
    tasks: JoinSet<()>,
}

/// The ports that more than one service needs.
struct Ports {
    events: Arc<dyn Events>,
    connections: Arc<dyn Connections>,
    presence: Arc<dyn Presence>,
    limiter: Arc<dyn Limiter>,
    clock: Arc<dyn Clock>,
    metrics: Arc<Metrics>,
}

impl Node {
    /// Opens the database and puts everything over it together.
    pub(crate) async fn open(settings: &Settings) -> Result<Self, Failure> {
        let key = signing_key(settings)?;
        let database = open_database(settings).await?;
        let metrics = Metrics::new(SystemClock.now());
        let mut tasks = JoinSet::new();
        let (hub, healing) = Hub::new(HubParts {
            messages: database.messages(),
            epoch: database.epoch().clone(),
            meter: metrics.clone(),
        });
        tasks.spawn(healing);
        tasks.spawn(claim(&database).await);
        let ports = Ports::new(settings, &hub, &metrics, &mut tasks);
        database.start(Arc::clone(&ports.events), metrics.clone());
        metrics.ask(Arc::clone(&hub), Arc::clone(&database));
        let health = Arc::new(NodeHealth::new(Arc::clone(&database)));
        let services = services(settings, &database, &ports, key, Arc::clone(&health));
        let sockets = sockets(settings, &hub, &database, ports, &services);
        tasks.spawn(forget_expired(services.people.clone()));
        tasks.spawn(notice_endings(services.people.clone()));
        let http = Http::new(edge(settings), services);
        tasks.spawn({
            let http = http.clone();
            async move { http.upkeep().await }
        });
        Ok(Self {
            http,
            sockets,
            hub,
            database,
            metrics,
            health,
            tasks,
        })
    }

    /// Ends what goes on beside the requests, then writes what is still to be written and closes the
    /// database, which would else be asked when it is closed.
    pub(crate) async fn close(mut self) {
        self.tasks.shutdown().await;
        self.database.close().await;
    }
}

impl Ports {
    /// The adapters of a single node.
    fn new(
        settings: &Settings,
        hub: &Arc<Hub>,
        metrics: &Arc<Metrics>,
        tasks: &mut JoinSet<()>,
    ) -> Self {
        let events: Arc<dyn Events> = Arc::new(LocalBroker::new(Arc::clone(hub)));
        let (presence, deciding) = LocalPresence::new(Arc::clone(&events));
        tasks.spawn(deciding);
        let limiter: Arc<dyn Limiter> = if settings.rate_limits {
            let (limiter, forgetting) = LocalLimiter::new(SENDS_PER_MINUTE);
            tasks.spawn(forgetting);
            Arc::new(limiter)
        } else {
            Arc::new(NoLimits)
        };
        let connections: Arc<dyn Connections> = Arc::<Hub>::clone(hub);
        Self {
            events,
            connections,
            presence,
            limiter,
            clock: Arc::new(SystemClock),
            metrics: Arc::clone(metrics),
        }
    }
}

pub(crate) fn signing_key(settings: &Settings) -> Result<SigningKey, Failure> {
    let secret: SecretString = match &settings.secret_key {
        Some(secret) => secret.clone(),
        None => read_or_make_secret(&settings.data_dir)?,
    };
    let key = SigningKey::parse(secret.expose_secret().as_bytes());
    key.map_err(|too_short| {
        let path = settings.data_dir.display();
        Failure::Settings(vec![format!("the secret in {path} {too_short}")])
    })
}

/// Opens the configured database.
pub(crate) async fn open_database(settings: &Settings) -> Result<Arc<Database>, Failure> {
    let database = Database::open(database_settings(settings)).await?;
    Ok(Arc::new(database))
}

/// Opens the configured database beside a server that may run on it: its schema must be up to date.
pub(crate) async fn open_current_database(settings: &Settings) -> Result<Database, Failure> {
    Ok(Database::open_current(database_settings(settings)).await?)
}

/// The configured database, or the SQLite file of the data folder.
pub(crate) fn database_settings(settings: &Settings) -> DatabaseSettings {
    let url = match &settings.database {
        settings::Database::Sqlite(None) => {
            format!("sqlite:{}", settings.data_dir.join("rostra.db").display())
        }
        settings::Database::Sqlite(Some(url)) | settings::Database::Postgres(url) => {
            url.expose_secret().to_owned()
        }
    };
    DatabaseSettings::new(url)
}

fn services(
    settings: &Settings,
    database: &Database,
    ports: &Ports,
    key: SigningKey,
    health: Arc<NodeHealth>,
) -> Services {
    let clock = || Arc::clone(&ports.clock);
    let events = || Arc::clone(&ports.events);
    Services {
        people: people(settings, database, ports, key),
        lobby: Lobby::new(LobbyPorts {
            rooms: database.rooms(),
            presence: Arc::clone(&ports.presence),
            events: events(),
            clock: clock(),
        }),
        overview: Overview::new(OverviewPorts {
            oversight: database.oversight(),
            rooms: database.rooms(),
            events: events(),
            clock: clock(),
        }),
        conversation: Conversation::new(ConversationPorts {
            messages: database.messages(),
            rooms: database.rooms(),
            limiter: Arc::clone(&ports.limiter),
            clock: clock(),
            meter: ports.metrics.clone(),
        }),
        health,
        monitor: ports.metrics.clone(),
    }
}

fn people(settings: &Settings, database: &Database, ports: &Ports, key: SigningKey) -> People {
    let clock = Arc::clone(&ports.clock);
    let secrets = Arc::new(RandomSecrets::new(&key));
    let tokens = JwtTokens::new(key, settings.token_lifetime, Arc::clone(&clock));
    let attempts: Arc<dyn Attempts> = match settings.rate_limits {
        true => Arc::new(LocalAttempts::new(Arc::clone(&clock))),
        false => Arc::new(NoAttempts),
    };
    let passwords = BcryptPasswords::new(settings.bcrypt_cost, ports.metrics.clone());
    let ports = PeoplePorts {
        accounts: database.accounts(),
        sessions: database.sessions(),
        attempts,
        passwords: Arc::new(passwords),
        tokens: Arc::new(tokens),
        secrets,
        connections: Arc::clone(&ports.connections),
        events: Arc::clone(&ports.events),
        clock,
    };
    People::new(ports, SessionSpan::for_tokens_of(settings.token_lifetime))
}

fn sockets(
    settings: &Settings,
    hub: &Arc<Hub>,
    database: &Database,
    ports: Ports,
    services: &Services,
) -> SocketParts {
    let origins = settings.cors_origins.iter();
    SocketParts {
        local: LocalParts {
            hub: Arc::clone(hub),
            rooms: database.rooms(),
            presence: ports.presence,
            events: ports.events,
            limit: QueueLimit::default(),
            body_limit: settings.body_limit,
        },
        people: services.people.clone(),
        conversation: services.conversation.clone(),
        allowed_origins: origins.map(|origin| origin.as_str().to_owned()).collect(),
        monitor: ports.metrics,
        trusted_proxies: TrustedProxies::new(settings.trusted_proxies.clone()),
        gate: Gate::new(settings.rate_limits.then_some(settings.sockets)),
    }
}

fn edge(settings: &Settings) -> HttpSettings {
    HttpSettings {
        body_limit: settings.body_limit,
        cors_origins: settings.cors_origins.clone(),
        trusted_proxies: TrustedProxies::new(settings.trusted_proxies.clone()),
        rate_limits: if settings.rate_limits {
            RateLimits::On {
                api_per_minute: settings.api_per_minute,
            }
        } else {
            RateLimits::Off
        },
        documents: if settings.debug {
            Documents::Served
        } else {
            Documents::Hidden
        },
        metrics: match settings.metrics_address {
            Some(_) => MetricsPage::Elsewhere,
            None => MetricsPage::Here,
        },
    }
}
