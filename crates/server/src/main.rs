//! The `rostra` binary: command line, settings, logs, wiring and shutdown.
//!
//! Everything here is about running the server; what it does lies in the other crates.

mod command;
mod settings;
mod serve;
mod wiring;
mod health;
mod shutdown;
mod folder;
mod clock;
mod telemetry;
mod healthcheck;
mod failure;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use actix_web::rt::System;

use command::{Order, Task};
use failure::Failure;
use folder::DataFolder;
use settings::{Layers, Settings};

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
    if order.task == Task::OpenApi {
        return say(&http::openapi_json());
    }
    let (task, layers) = (order.task, gather(order)?);
    if task == Task::CheckConfig {
        say(&layers.explain())?;
    }
    let settings = layers.understand().map_err(Failure::Settings)?;
    match task {
        Task::Serve => {
            telemetry::start(&settings.log);
            System::new().block_on(serve::serve(settings))
        }
        Task::MigrateUp => {
            telemetry::start(&settings.log);
            System::new().block_on(migrate(&settings))
        }
        Task::CheckHealth => healthcheck::check(settings.address),
        Task::OpenApi | Task::CheckConfig => Ok(()),
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

fn say(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads along has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        said => Ok(said?),
    }
}
