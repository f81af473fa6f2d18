//! The command line.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::backup::Present;
use crate::settings::{ALL, Key};
use crate::user::{self, UserOrder};

/// What `rostra` is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// Serve until told to stop.
    Serve,
    /// Bring the schema up to date and end.
    MigrateUp,
    /// Tell how far the schema is.
    MigrateStatus,
    /// Write a backup to this file.
    Backup(PathBuf),
    /// Restore the backup in this file.
    Restore(PathBuf, Present),
    /// Look after accounts.
    User(UserOrder),
    /// Print the API's description.
    OpenApi,
    /// Explain the settings.
    CheckConfig,
    /// Ask a running server whether it is ready.
    CheckHealth,
}

/// An understood command line.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) task: Task,
    /// By the name of the key.
    pub(crate) flags: BTreeMap<String, String>,
    pub(crate) config: Option<PathBuf>,
}

/// Understands this process's command line; `--help`, `--version` and mistakes end the process.
pub(crate) fn read() -> Order {
    understand(&grammar().get_matches())
}

fn grammar() -> Command {
    let config = Arg::new("config")
        .long("config")
        .value_name("FILE")
        .global(true)
        .help("Settings file; without it, rostra.toml in the data folder");
    Command::new("rostra")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A real-time chat server")
        .arg(config)
        .args(ALL.iter().filter_map(flag))
        .subcommand(Command::new("serve").about("Serve until told to stop (the default)"))
        .subcommand(migrate())
        .subcommand(backup())
        .subcommand(restore())
        .subcommand(user::grammar())
        .subcommand(Command::new("openapi").about("Print the API's description as JSON"))
        .subcommand(
            Command::new("config")
                .about("Look at the settings")
                .subcommand_required(true)
                .subcommand(Command::new("check").about("Explain every setting and check it")),
        )
        .subcommand(
            Command::new("healthcheck").about("Ask the configured address whether it is ready"),
        )
}

fn migrate() -> Command {
    Command::new("migrate")
        .about("Look after the database schema; `serve` brings it up to date by itself")
        .subcommand(Command::new("up").about("Bring it up to date (the default)"))
        .subcommand(Command::new("status").about("Tell which steps it has taken; changes nothing"))
}

fn backup() -> Command {
    let file = Arg::new("file").value_name("FILE").required(true);
    Command::new("backup")
        .about("Write the database and the secret to one file, while serving or not")
        .arg(file.help("A new file; only its owner may read it"))
}

fn restore() -> Command {
    let file = Arg::new("file").value_name("FILE").required(true);
    let overwrite = Arg::new("overwrite").long("overwrite");
    Command::new("restore")
        .about("Put a backup in place; everybody has to sign in anew")
        .arg(file.help("A file that `rostra backup` wrote"))
        .arg(
            overwrite
                .action(ArgAction::SetTrue)
                .help("Move data that is there aside instead of refusing"),
        )
}

fn flag(key: &Key) -> Option<Arg> {
    let long = key.flag?;
    let help = format!("{} [{}, default: {}]", key.help, key.variable, key.default);
    let arg = Arg::new(key.name).value_name("VALUE").help(help);
    Some(arg.long(long).global(true).allow_hyphen_values(true))
}

fn understand(given: &ArgMatches) -> Order {
    // A flag may stand on either side of the task's name.
    let innermost = innermost(given);
    let text = |name: &str| innermost.get_one::<String>(name).cloned();
    let flags = ALL.iter().filter(|key| key.flag.is_some());
    Order {
        task: task(given),
        config: text("config").map(PathBuf::from),
        flags: flags
            .filter_map(|key| Some((key.name.to_owned(), text(key.name)?)))
            .collect(),
    }
}

fn innermost(given: &ArgMatches) -> &ArgMatches {
    given
        .subcommand()
        .map_or(given, |(_, inner)| innermost(inner))
}

fn task(given: &ArgMatches) -> Task {
    match given.subcommand() {
        Some(("openapi", _)) => Task::OpenApi,
        Some(("user", given)) => Task::User(user::understand(given)),
        Some(("config", _)) => Task::CheckConfig,
        Some(("healthcheck", _)) => Task::CheckHealth,
        Some(("migrate", given)) => match given.subcommand_name() {
            Some("status") => Task::MigrateStatus,
            Some(_) | None => Task::MigrateUp,
        },
        Some(("backup", given)) => Task::Backup(file(given)),
        Some(("restore", given)) if given.get_flag("overwrite") => {
            Task::Restore(file(given), Present::MoveAside)
        }
        Some(("restore", given)) => Task::Restore(file(given), Present::Keep),
        _ => Task::Serve,
    }
}

/// The file that must be named.
fn file(given: &ArgMatches) -> PathBuf {
    let named = given.get_one::<String>("file");
    named.map(PathBuf::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Order, Present, Task, grammar, understand};

    fn order(words: &[&str]) -> Order {
        let words = ["rostra"].iter().chain(words);
        let given = grammar().try_get_matches_from(words);
        understand(&given.unwrap_or_else(|error| panic!("{error}")))
    }

    #[test]
    fn the_grammar_is_sound() {
        grammar().debug_assert();
    }

    #[test]
    fn serving_is_what_it_does_unless_told_otherwise() {
        let tasks = [
            (vec![], Task::Serve),
            (vec!["serve"], Task::Serve),
            (vec!["migrate"], Task::MigrateUp),
            (vec!["migrate", "up"], Task::MigrateUp),
            (vec!["migrate", "status"], Task::MigrateStatus),
            (vec!["backup", "a.tar"], Task::Backup("a.tar".into())),
            (
                vec!["restore", "a.tar"],
                Task::Restore("a.tar".into(), Present::Keep),
            ),
            (
                vec!["restore", "--overwrite", "a.tar"],
                Task::Restore("a.tar".into(), Present::MoveAside),
            ),
            (vec!["openapi"], Task::OpenApi),
            (vec!["config", "check"], Task::CheckConfig),
            (vec!["healthcheck"], Task::CheckHealth),
        ];
        for (words, task) in tasks {
            assert_eq!(order(&words).task, task, "{words:?}");
        }
    }

    #[test]
    fn a_flag_may_stand_before_or_after_the_task() {
        for words in [
            ["--port", "9000", "migrate", "up"],
            ["migrate", "up", "--port", "9000"],
        ] {
            assert_eq!(
                order(&words).flags.get("port").map(String::as_str),
                Some("9000")
            );
        }
    }

    #[test]
    fn secrets_have_no_flag() {
        for flag in ["--secret-key", "--database-url"] {
            assert!(
                grammar()
                    .try_get_matches_from(["rostra", flag, "x"])
                    .is_err()
            );
        }
    }
}
