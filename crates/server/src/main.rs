//! The `rostra` binary: command line, settings, logs, wiring and shutdown.
//!
//! Everything here is about running the server; what it does lies in the other crates.

mod command;
mod settings;
mod serve;
mod listen;
mod wiring;
mod health;
mod metrics;
mod upkeep;
mod shutdown;
mod folder;
mod claim;
mod backup;
mod user;
mod clock;
mod telemetry;
mod healthcheck;
mod failure;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use actix_web::rt::System;
use sql::{Database, SchemaStep};

use command::{Order, Task};
use failure::Failure;
use folder::DataFolder;
use settings::{Layers, Settings};
use telemetry::Telemetry;

fn main() -> ExitCode {
    // Several crates speak TLS; whoever asks first must find the one provider we have.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match run(command::read()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to be told that this could not be told.
            let _ = writeln!(io::stderr(), "rostra: {}", failure.tell());
            failure.exit_code()
        }
    }
}

fn run(order: Order) -> Result<(), Failure> {
    let task = order.task.clone();
    if task == Task::OpenApi {
        return say(&http::openapi_json());
    }
    let layers = gather(order)?;
    if task == Task::CheckConfig {
        say(&layers.explain())?;
    }
    let settings = layers.understand().map_err(Failure::Settings)?;
    match task {
        Task::CheckHealth => return healthcheck::check(settings.address),
        Task::OpenApi | Task::CheckConfig => return Ok(()),
        Task::MigrateStatus => return System::new().block_on(migrate_status(&settings)),
        Task::User(order) => {
            return System::new().block_on(async { say(&user::run(&settings, order).await?) });
        }
        Task::Serve | Task::MigrateUp | Task::Backup(_) | Task::Restore(..) => {}
    }
    let telemetry = Telemetry::start(&settings)?;
    let done = System::new().block_on(perform(task, settings));
    telemetry.finish();
    done
}

/// The tasks that log.
async fn perform(task: Task, settings: Settings) -> Result<(), Failure> {
    match task {
        Task::Serve => serve::serve(settings).await,
        Task::MigrateUp => migrate(&settings).await,
        Task::Backup(file) => say(&backup::backup(&settings, &file).await?),
        Task::Restore(file, present) => {
            let _folder = DataFolder::take_for(&settings)?;
            say(&backup::restore(&settings, &file, present).await?)
        }
        Task::MigrateStatus
        | Task::User(_)
        | Task::OpenApi
        | Task::CheckConfig
        | Task::CheckHealth => Ok(()),
    }
}

fn gather(order: Order) -> Result<Layers, Failure> {
    // A variable that is not UTF-8 can't be one of ours.
    let environment = env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let config = order.config.as_deref();
    Layers::gather(order.flags, environment.collect(), config).map_err(Failure::Settings)
}

async fn migrate(settings: &Settings) -> Result<(), Failure> {
    let _folder = DataFolder::take_for(settings)?;
    let database = wiring::open_database(settings).await?;
    database.close().await;
    say("the database schema is up to date\n")
}

async fn migrate_status(settings: &Settings) -> Result<(), Failure> {
    let steps = Database::schema(&wiring::database_settings(settings)).await?;
    let told = |step: &SchemaStep| {
        let state = if step.is_taken { "taken" } else { "pending" };
        format!("{:<30} {state}\n", step.name)
    };
    say(&steps.iter().map(told).collect::<String>())
}

fn say(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads along has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        said => Ok(said?),
    }
}
