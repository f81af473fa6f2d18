//! The command line.

use std::{ffi::OsString, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::fault::{Fault, Result, While};

/// Measures Rostra beside a bare broadcast server, and checks every delivery on the way.
#[derive(Debug, Parser)]
#[command(name = "rostra-bench", args_conflicts_with_subcommands = true)]
pub(crate) struct Options {
    #[command(subcommand)]
    pub(crate) role: Option<Role>,
    #[command(flatten)]
    pub(crate) measure: Measure,
}

/// What this program does when it is not measuring.
#[derive(Debug, Subcommand)]
pub(crate) enum Role {
    /// Serve as the bare broadcast server; prints the port.
    Yardstick {
        /// 0 picks a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Runtimes of one thread each; as many as processors by default.
        #[arg(long)]
        cores: Option<usize>,
        #[arg(long, hide = true, value_enum)]
        sabotage: Option<Sabotage>,
    },
    /// Become a program that ends with its parent.
    #[command(hide = true)]
    Leash {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<OsString>,
    },
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Measure {
    /// The server's program.
    #[arg(long, default_value_os_t = default_server())]
    pub(crate) server: PathBuf,
    /// Has the server use this database instead of SQLite in its data folder.
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// Where data folders are made; beside the server's program by default, to be on a real disk.
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// The scenarios to run.
    #[arg(long, value_delimiter = ',', default_values_t = Scenario::ALL)]
    pub(crate) only: Vec<Scenario>,
    /// Measures each scenario so many times, the two servers taking turns.
    #[arg(long, default_value_t = 3)]
    pub(crate) rounds: usize,
    /// How long each measurement lasts.
    #[arg(long, default_value_t = 3.0)]
    pub(crate) seconds: f64,
    /// Measures the yardstick alone.
    #[arg(long)]
    pub(crate) yardstick_only: bool,
    /// Has the yardstick break its deliveries, to prove that this is noticed.
    #[arg(long, hide = true, value_enum)]
    pub(crate) sabotage: Option<Sabotage>,
    /// Writes all figures to a file.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Threads of the generator.
    #[arg(long, default_value_t = 2)]
    pub(crate) threads: usize,
    /// Sockets in the room of `fanout`.
    #[arg(long, default_value_t = 1_000)]
    pub(crate) receivers: usize,
    /// Senders in flight in the second loop of `fanout`.
    #[arg(long, default_value_t = 10)]
    pub(crate) in_flight: usize,
    /// When a sender of the second loop of `fanout` goes on.
    #[arg(long, value_enum, default_value_t = Pace::Heard)]
    pub(crate) pace: Pace,
    /// Sockets in the room of `paced`.
    #[arg(long, default_value_t = 100)]
    pub(crate) paced_receivers: usize,
    /// Messages a second in `paced`.
    #[arg(long, default_value_t = 1_000)]
    pub(crate) rate: u32,
    /// Waiting senders of `sends`.
    #[arg(long, default_value_t = 64)]
    pub(crate) senders: usize,
    /// Rooms that the senders of `sends` are spread over.
    #[arg(long, default_value_t = 32)]
    pub(crate) send_rooms: usize,
    /// Keep-alive connections of `rest`.
    #[arg(long, default_value_t = 16)]
    pub(crate) clients: usize,
    /// Sockets of `idle`.
    #[arg(long, default_value_t = 5_000)]
    pub(crate) idle_sockets: usize,
}

impl Measure {
    /// Refuses what cannot be measured; makes paths independent of the working folder.
    pub(crate) fn checked(mut self) -> Result<Self> {
        let senders_fit = (1..=self.receivers).contains(&self.in_flight);
        let counts = [
            self.rounds,
            self.threads,
            self.senders,
            self.send_rooms,
            self.clients,
        ];
        let is_sound = senders_fit
            && counts.iter().all(|&count| count > 0)
            && self.receivers.min(self.paced_receivers).min(self.senders) >= self.threads
            && self.rate > 0
            && (0.1..=600.0).contains(&self.seconds);
        if !is_sound {
            let text = "counts must be positive, senders in flight no more than receivers, \
                threads no more than sockets, and seconds between 0.1 and 600";
            return Err(Fault::Setup(text.to_owned()));
        }
        if !self.yardstick_only && !self.server.is_file() {
            let text = format!(
                "no server at {}: build it (`cargo build --release`), name it (--server), \
                 or measure without it (--yardstick-only)",
                self.server.display(),
            );
            return Err(Fault::Setup(text));
        }
        if let Some(folder) = &mut self.data_dir {
            *folder = folder
                .canonicalize()
                .during(&format!("find {}", folder.display()))?;
        }
        Ok(self)
    }

    pub(crate) fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.seconds)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scenario {
    Fanout,
    Paced,
    Sends,
    Rest,
    Idle,
}

impl Scenario {
    const ALL: [Self; 5] = [
        Self::Idle,
        Self::Fanout,
        Self::Paced,
        Self::Sends,
        Self::Rest,
    ];
}

impl std::fmt::Display for Scenario {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.to_possible_value();
        formatter.write_str(name.as_ref().map_or("", |value| value.get_name()))
    }
}

/// What a broken yardstick does to every fiftieth message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sabotage {
    Lose,
    Double,
    Swap,
}

/// When a sender in flight sends its next message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pace {
    /// As soon as it hears its own message, as a person would.
    Heard,
    /// When everybody has got its message.
    Delivered,
}

/// Where `cargo build --release` puts the server: beside this crate's workspace, else in the working folder.
fn default_server() -> PathBuf {
    let built = PathBuf::from("target/release/rostra");
    let of_workspace = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(&built);
    if of_workspace.exists() {
        of_workspace
    } else {
        built
    }
}
