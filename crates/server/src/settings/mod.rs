//! Settings: flags before environment before `rostra.toml` before defaults that work.
//!
//! Texts are understood once, here; a mistake names its key, and all mistakes are told together.

mod file;
mod key;
mod layer;
mod parse;
mod reader;
mod secret;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::BodyLimit;
use http::{Network, Origin, SocketLimits};
use secrecy::SecretString;
use security::Cost;

pub(crate) use key::{ALL, Key};
pub(crate) use layer::Layers;
pub(crate) use secret::{SecretError, read_or_make_secret};

use layer::Place;
use parse::{
    address, body_limit, collector, cost, database_url, filter, format, origins, proxies, signing,
    socket_address,
};
use reader::{Reader, number, switch};

/// What is logged unless configured: ourselves, and of others only what is wrong.
const DEFAULT_FILTER: &str = "info,actix_server=warn,sea_orm_migration=warn";

/// Everything that can be configured, understood.
pub(crate) struct Settings {
    /// Where to listen; port 0 is any free one.
    pub(crate) address: SocketAddr,
    /// Where figures are served, if not beside everything else.
    pub(crate) metrics_address: Option<SocketAddr>,
    /// What is kept on disk lies here.
    pub(crate) data_dir: PathBuf,
    /// Which database; may hold a password.
    pub(crate) database: Database,
    /// What signs tokens, if it was given.
    pub(crate) secret_key: Option<SecretString>,
    /// How long a sign-in lasts.
    pub(crate) token_lifetime: Duration,
    /// Pages of these origins may call the server.
    pub(crate) cors_origins: Vec<Origin>,
    /// Whose `X-Forwarded-For` counts.
    pub(crate) trusted_proxies: Vec<Network>,
    /// Whether anything is limited.
    pub(crate) rate_limits: bool,
    /// How often a client may ask in a minute.
    pub(crate) api_per_minute: NonZeroU32,
    /// How many sockets a client may hold.
    pub(crate) sockets: SocketLimits,
    /// How slow password hashing is.
    pub(crate) bcrypt_cost: Cost,
    /// The longest message.
    pub(crate) body_limit: BodyLimit,
    /// What is logged and how.
    pub(crate) log: Log,
    /// Where traces are sent, if anywhere.
    pub(crate) trace_collector: Option<String>,
    /// Whether the API's description is served.
    pub(crate) debug: bool,
    /// How long a stop may take.
    pub(crate) grace: Duration,
    /// Variables that look like ours but mean nothing.
    pub(crate) unknown_variables: Vec<String>,
}

/// Which database.
#[derive(Clone)]
pub(crate) enum Database {
    /// SQLite, in the data folder unless a file is named.
    Sqlite(Option<SecretString>),
    /// PostgreSQL.
    Postgres(SecretString),
}

/// What is logged and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Log {
    pub(crate) filter: String,
    /// `None` looks whether a terminal reads along.
    pub(crate) format: Option<LogFormat>,
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

impl Layers {
    /// What flags and environment say, and the file: the given one, or `rostra.toml` in the data
    /// folder, if there is one.
    pub(crate) fn gather(
        flags: BTreeMap<String, String>,
        environment: BTreeMap<String, String>,
        config: Option<&Path>,
    ) -> Result<Self, Vec<String>> {
        let mut layers = Self {
            flags,
            environment,
            ..Self::default()
        };
        let mut mistakes = layers.read_secret_files().err().unwrap_or_default();
        let beside_data = layers.data_dir().join("rostra.toml");
        let path = config.unwrap_or(&beside_data);
        let content = file::read(path, config.is_some());
        layers.file = content.settings;
        mistakes.extend(content.mistakes);
        if config.is_none() && layers.file.contains_key(key::DATA_DIR.name) {
            let shown = path.display();
            mistakes.push(format!(
                "{shown}: data_dir cannot be set by the file in the data folder; name the file with --config"
            ));
        }
        // What the settings themselves say is told in the same breath.
        match layers.understand() {
            Err(wrong) if !mistakes.is_empty() => mistakes.extend(wrong),
            Ok(_) | Err(_) => {}
        }
        if mistakes.is_empty() {
            Ok(layers)
        } else {
            Err(mistakes)
        }
    }

    fn data_dir(&self) -> PathBuf {
        let (text, _) = self.find(key::DATA_DIR).unwrap_or(("data", Place::Default));
        PathBuf::from(text)
    }

    /// Understands everything, or tells every mistake.
    pub(crate) fn understand(&self) -> Result<Settings, Vec<String>> {
        let mut reader = Reader::new(self);
        let database = reader.read(key::DATABASE_URL, database_url);
        let database = database.unwrap_or(Database::Sqlite(None));
        let secret_key = reader.read(key::SECRET_KEY, signing);
        if matches!(database, Database::Postgres(_)) && self.find(key::SECRET_KEY).is_none() {
            reader.refuse(key::SECRET_KEY, "must be set when PostgreSQL is used");
        }
        let minutes = reader.read(key::TOKEN_MINUTES, number(1, 525_600));
        let grace = reader.read(key::GRACE_SECONDS, number(1, 3_600));
        let settings = Settings {
            address: read_address(&mut reader),
            metrics_address: reader.read(key::METRICS_ADDRESS, socket_address),
            data_dir: self.data_dir(),
            database,
            secret_key,
            token_lifetime: Duration::from_secs(minutes.unwrap_or(30) * 60),
            cors_origins: reader.read(key::CORS_ORIGINS, origins).unwrap_or_default(),
            trusted_proxies: reader
                .read(key::TRUSTED_PROXIES, proxies)
                .unwrap_or_default(),
            rate_limits: reader.read(key::RATE_LIMITS, switch).unwrap_or(true),
            api_per_minute: read_api_limit(&mut reader),
            sockets: read_socket_limits(&mut reader),
            bcrypt_cost: reader.read(key::BCRYPT_COST, cost).unwrap_or(Cost::DEFAULT),
            body_limit: reader
                .read(key::MESSAGE_CHARS, body_limit)
                .unwrap_or(BodyLimit::DEFAULT),
            log: Log {
                filter: reader
                    .read(key::LOG, filter)
                    .unwrap_or_else(|| DEFAULT_FILTER.to_owned()),
                format: reader.read(key::LOG_FORMAT, format),
            },
            trace_collector: reader.read(key::TRACE_COLLECTOR, collector),
            debug: reader.read(key::DEBUG, switch).unwrap_or(false),
            grace: Duration::from_secs(grace.unwrap_or(10)),
            unknown_variables: self.unknown_variables().map(str::to_owned).collect(),
        };
        reader.finish(settings)
    }

    /// Every setting, its value and where it came from; secrets are not shown.
    pub(crate) fn explain(&self) -> String {
        let line = |key: &Key| {
            let (text, place) = self.find(*key).unwrap_or((key.default, Place::Default));
            let shown = match place {
                Place::Default => text,
                Place::Flag | Place::Environment | Place::SecretFile | Place::File
                    if key.is_secret() =>
                {
                    "(not shown)"
                }
                Place::Flag | Place::Environment | Place::SecretFile | Place::File => text,
            };
            format!("{:<30} {:<12} {shown}\n", key.variable, place.to_string())
        };
        let unknown = self.unknown_variables();
        let unknown =
            unknown.map(|name| format!("{name:<30} {:<12} (means nothing here)\n", "environment"));
        ALL.iter().map(line).chain(unknown).collect()
    }
}

fn read_api_limit(reader: &mut Reader<'_>) -> NonZeroU32 {
    const DEFAULT: NonZeroU32 = NonZeroU32::new(600).unwrap();
    let given = reader.read(key::API_RATE_LIMIT, number(1, 1_000_000));
    given.and_then(NonZeroU32::new).unwrap_or(DEFAULT)
}

fn read_socket_limits(reader: &mut Reader<'_>) -> SocketLimits {
    SocketLimits {
        per_user: reader
            .read(key::SOCKETS_PER_USER, number(1, 100_000))
            .unwrap_or(50),
        per_address: reader
            .read(key::SOCKETS_PER_ADDRESS, number(1, 1_000_000))
            .unwrap_or(1_000),
    }
}

fn read_address(reader: &mut Reader<'_>) -> SocketAddr {
    let host = reader.read(key::HOST, address);
    let port = reader.read(key::PORT, number(0, u16::MAX));
    SocketAddr::new(
        host.unwrap_or(IpAddr::from([127, 0, 0, 1])),
        port.unwrap_or(8000),
    )
}

#[cfg(test)]
mod tests;
