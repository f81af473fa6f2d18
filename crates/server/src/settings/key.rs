//! The names of all settings: one table that flags, environment and file share.

/// A setting as the operator spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    /// Its name in the environment.
    pub(crate) variable: &'static str,
    /// Its name in `rostra.toml`.
    pub(crate) name: &'static str,
    /// Its name on the command line, where every user of the machine can read it: secrets have none.
    pub(crate) flag: Option<&'static str>,
    /// What it does, in a line.
    pub(crate) help: &'static str,
    /// What holds when nothing is set, in words.
    pub(crate) default: &'static str,
}

const fn key(
    names: (&'static str, &'static str, &'static str),
    default: &'static str,
    help: &'static str,
) -> Key {
    let (variable, name, flag) = names;
    Key {
        variable,
        name,
        flag: Some(flag),
        help,
        default,
    }
}

const fn secret(
    names: (&'static str, &'static str),
    default: &'static str,
    help: &'static str,
) -> Key {
    let (variable, name) = names;
    Key {
        variable,
        name,
        flag: None,
        help,
        default,
    }
}

pub(crate) const PORT: Key = key(
    ("PORT", "port", "port"),
    "8000",
    "Port to listen on; 0 takes a free one and logs it",
);
pub(crate) const HOST: Key = key(
    ("ROSTRA_HOST", "host", "host"),
    "127.0.0.1",
    "IP address to listen on",
);
pub(crate) const DATA_DIR: Key = key(
    ("ROSTRA_DATA_DIR", "data_dir", "data-dir"),
    "./data",
    "Folder of the SQLite file, the generated secret and rostra.toml",
);
pub(crate) const DATABASE_URL: Key = secret(
    ("DATABASE_URL", "database_url"),
    "SQLite in the data folder",
    "`sqlite:FILE` or `postgres://...`",
);
pub(crate) const SECRET_KEY: Key = secret(
    ("SECRET_KEY", "secret_key"),
    "generated once into the data folder",
    "Signs access tokens; at least 32 bytes",
);
pub(crate) const TOKEN_MINUTES: Key = key(
    (
        "ACCESS_TOKEN_EXPIRE_MINUTES",
        "access_token_expire_minutes",
        "access-token-expire-minutes",
    ),
    "30",
    "How long a sign-in lasts",
);
pub(crate) const CORS_ORIGINS: Key = key(
    ("BACKEND_CORS_ORIGINS", "cors_origins", "cors-origins"),
    "none",
    "Other origins whose pages may call the server; comma separated or JSON",
);
pub(crate) const TRUSTED_PROXIES: Key = key(
    (
        "ROSTRA_TRUSTED_PROXIES",
        "trusted_proxies",
        "trusted-proxies",
    ),
    "none",
    "Addresses whose X-Forwarded-For counts; comma separated or JSON",
);
pub(crate) const RATE_LIMITS: Key = key(
    ("ROSTRA_RATE_LIMITS", "rate_limits", "rate-limits"),
    "on",
    "`off` lifts every limit, for tests and benchmarks",
);
pub(crate) const API_RATE_LIMIT: Key = key(
    ("ROSTRA_API_RATE_LIMIT", "api_rate_limit", "api-rate-limit"),
    "600",
    "Requests a minute of one account, or of one address that is not signed in",
);
pub(crate) const SOCKETS_PER_USER: Key = key(
    (
        "ROSTRA_SOCKETS_PER_USER",
        "sockets_per_user",
        "sockets-per-user",
    ),
    "50",
    "Open sockets of one person, on one node",
);
pub(crate) const SOCKETS_PER_ADDRESS: Key = key(
    (
        "ROSTRA_SOCKETS_PER_ADDRESS",
        "sockets_per_address",
        "sockets-per-address",
    ),
    "1000",
    "Open sockets from one address, on one node",
);
pub(crate) const BCRYPT_COST: Key = key(
    ("ROSTRA_BCRYPT_COST", "bcrypt_cost", "bcrypt-cost"),
    "12",
    "How slow password hashing is, 4 to 16",
);
pub(crate) const MESSAGE_CHARS: Key = key(
    (
        "ROSTRA_MAX_MESSAGE_CHARS",
        "max_message_chars",
        "max-message-chars",
    ),
    "1000",
    "The longest message, 1 to 16000 characters",
);
pub(crate) const METRICS_ADDRESS: Key = key(
    ("ROSTRA_METRICS_ADDR", "metrics_addr", "metrics-addr"),
    "same listener, for this machine only",
    "Address and port that serve /metrics, and nothing else, to whoever reaches them",
);
pub(crate) const LOG: Key = key(
    ("ROSTRA_LOG", "log", "log"),
    "info",
    "What is logged, such as `warn` or `info,rostra_http=debug`",
);
pub(crate) const LOG_FORMAT: Key = key(
    ("ROSTRA_LOG_FORMAT", "log_format", "log-format"),
    "text on a terminal, else json",
    "`text` or `json`",
);
pub(crate) const TRACE_COLLECTOR: Key = key(
    (
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "otel_exporter_otlp_endpoint",
        "otel-exporter-otlp-endpoint",
    ),
    "none",
    "Sends traces to this OTLP collector, such as http://localhost:4318",
);
pub(crate) const DEBUG: Key = key(
    ("DEBUG", "debug", "debug"),
    "false",
    "Serves /docs and /openapi.json",
);
pub(crate) const GRACE_SECONDS: Key = key(
    (
        "ROSTRA_SHUTDOWN_GRACE_SECONDS",
        "shutdown_grace_seconds",
        "shutdown-grace-seconds",
    ),
    "10",
    "How long a stop may take",
);

/// All settings, in the order in which they are explained.
pub(crate) const ALL: [Key; 20] = [
    PORT,
    HOST,
    DATA_DIR,
    DATABASE_URL,
    SECRET_KEY,
    TOKEN_MINUTES,
    CORS_ORIGINS,
    TRUSTED_PROXIES,
    RATE_LIMITS,
    API_RATE_LIMIT,
    SOCKETS_PER_USER,
    SOCKETS_PER_ADDRESS,
    BCRYPT_COST,
    MESSAGE_CHARS,
    METRICS_ADDRESS,
    LOG,
    LOG_FORMAT,
    TRACE_COLLECTOR,
    DEBUG,
    GRACE_SECONDS,
];

impl Key {
    /// Whether its value is never shown.
    pub(crate) const fn is_secret(self) -> bool {
        self.flag.is_none()
    }
}
