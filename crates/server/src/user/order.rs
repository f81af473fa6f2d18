//! `rostra user ...`, understood.

use clap::{Arg, ArgAction, ArgMatches, Command};

/// What to do with accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UserOrder {
    /// Open one.
    Add {
        name: String,
        email: String,
        is_admin: bool,
        from_stdin: bool,
    },
    /// List all.
    List,
    /// Let nobody in.
    Disable(String),
    /// Let its owner in again.
    Enable(String),
    /// Give it another password.
    ResetPassword { name: String, from_stdin: bool },
    /// Make its owner an administrator, or no longer one.
    SetAdmin(String, bool),
}

/// The words of the command line.
pub(crate) fn grammar() -> Command {
    let name = || Arg::new("name").value_name("NAME").required(true);
    let from_stdin = || {
        Arg::new("password-stdin")
            .long("password-stdin")
            .action(ArgAction::SetTrue)
            .help("Read the password from standard input instead of making one")
    };
    let email = Arg::new("email").long("email").required(true);
    let admin = Arg::new("admin").long("admin").action(ArgAction::SetTrue);
    let off = Arg::new("off").long("off").action(ArgAction::SetTrue);
    Command::new("user")
        .about("Look after accounts, while the server runs or not")
        .subcommand_required(true)
        .subcommand(
            Command::new("add")
                .about("Open an account; the first one is an administrator's")
                .arg(name())
                .arg(
                    email
                        .value_name("ADDRESS")
                        .help("Where its owner gets mail"),
                )
                .arg(admin.help("Its owner runs the place"))
                .arg(from_stdin()),
        )
        .subcommand(Command::new("list").about("List all accounts by name"))
        .subcommand(
            Command::new("disable")
                .about("Let nobody in, and sign all devices out")
                .arg(name()),
        )
        .subcommand(
            Command::new("enable")
                .about("Let the owner of a disabled account in again")
                .arg(name()),
        )
        .subcommand(
            Command::new("reset-password")
                .about("Give an account another password, and sign all devices out")
                .arg(name())
                .arg(from_stdin()),
        )
        .subcommand(
            Command::new("set-admin")
                .about("Make somebody an administrator")
                .arg(name())
                .arg(off.help("Make them none any more")),
        )
}

/// The order that was given; the grammar has checked that it is complete.
pub(crate) fn understand(given: &ArgMatches) -> UserOrder {
    let Some((word, given)) = given.subcommand() else {
        return UserOrder::List;
    };
    let text = |name: &str| given.get_one::<String>(name).cloned().unwrap_or_default();
    match word {
        "add" => UserOrder::Add {
            name: text("name"),
            email: text("email"),
            is_admin: given.get_flag("admin"),
            from_stdin: given.get_flag("password-stdin"),
        },
        "disable" => UserOrder::Disable(text("name")),
        "enable" => UserOrder::Enable(text("name")),
        "reset-password" => UserOrder::ResetPassword {
            name: text("name"),
            from_stdin: given.get_flag("password-stdin"),
        },
        "set-admin" => UserOrder::SetAdmin(text("name"), !given.get_flag("off")),
        _ => UserOrder::List,
    }
}
