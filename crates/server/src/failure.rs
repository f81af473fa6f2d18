//! Why the process ends with an error, in a sentence for the operator.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use sql::OpenError;
use thiserror::Error;

use crate::backup::BackupFailed;
use crate::settings::SecretError;
use crate::telemetry::chain;
use crate::user::UserFailed;

/// Why the process ends with an error.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// The settings can't be understood.
    #[error("the settings are not valid:\n  {}", .0.join("\n  "))]
    Settings(Vec<String>),
    /// The data folder can't be written to.
    #[error("the data folder {} cannot be written to; see to whom it belongs, or set another one with ROSTRA_DATA_DIR", path.display())]
    Folder { path: PathBuf, source: io::Error },
    /// Another process serves this data folder.
    #[error("the data folder {} is in use by another rostra; stop it first", .0.display())]
    FolderInUse(PathBuf),
    /// The generated secret can't be read or written.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The database can't be opened.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// A backup was not made or not restored.
    #[error(transparent)]
    Backup(#[from] BackupFailed),
    /// An account is left as it was.
    #[error(transparent)]
    User(#[from] UserFailed),
    /// The address can't be listened on.
    #[error(
        "cannot listen on {address}; if the port is taken, stop who has it or set another one with PORT"
    )]
    Listen {
        address: SocketAddr,
        source: io::Error,
    },
    /// Traces can't be sent as configured.
    #[error("traces cannot be sent: {0}")]
    Traces(String),
    /// The machine refuses something every server needs.
    #[error("the server could not run")]
    Run(#[from] io::Error),
    /// Work was still going on when the time to stop was over.
    #[error("the server did not stop within its grace time")]
    Late,
    /// A running server is not ready, or there is none.
    #[error("the server at {address} is not ready: {why}")]
    NotReady { address: SocketAddr, why: String },
}

impl Failure {
    /// The whole story in one line, or one line per mistake.
    pub(crate) fn tell(&self) -> String {
        chain(self)
    }

    /// 2 for a mistake of the operator, 1 for everything else.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Settings(_) => ExitCode::from(2),
            Self::Folder { .. }
            | Self::FolderInUse(_)
            | Self::Secret(_)
            | Self::Database(_)
            | Self::Backup(_)
            | Self::User(_)
            | Self::Listen { .. }
            | Self::Traces(_)
            | Self::Run(_)
            | Self::Late
            | Self::NotReady { .. } => ExitCode::FAILURE,
        }
    }
}
