//! `rostra-bench`: how fast is Rostra, compared with a bare broadcast server on the same machine?
//!
//! The generator starts both servers as child processes, drives them through the same code, and checks every
//! delivery on the way. See `README.md` beside this crate for what the figures mean.
#![expect(
    clippy::as_conversions,
    reason = "counts become floats and indexes; none comes near 2^52"
)]
#![expect(
    clippy::indexing_slicing,
    reason = "indexes are of our own making and on the hot path"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "measuring is reading the clock and waiting"
)]

mod client;
mod fault;
mod frame;
mod interrupt;
mod needle;
mod options;
mod report;
mod scenario;
mod target;
mod yardstick;

use std::{process::ExitCode, thread};

use clap::Parser;

use self::{
    fault::Result,
    options::{Measure, Options, Role},
};

fn main() -> ExitCode {
    let options = Options::parse();
    let done = match options.role {
        Some(Role::Yardstick {
            port,
            cores,
            sabotage,
        }) => {
            let cores = cores.unwrap_or_else(processors);
            yardstick::serve(port, cores, sabotage).map(|()| ExitCode::SUCCESS)
        }
        Some(Role::Leash { command }) => target::exec(&command).map(|()| ExitCode::SUCCESS),
        None => measure(options.measure),
    };
    done.unwrap_or_else(|fault| {
        eprintln!("rostra-bench: {fault}");
        ExitCode::from(2)
    })
}

fn measure(measure: Measure) -> Result<ExitCode> {
    interrupt::listen()?;
    let measure = measure.checked()?;
    let report = scenario::run_all(&measure);
    print!("{report}");
    if let Some(file) = &measure.json {
        report.write_json(file)?;
    }
    Ok(report.verdict())
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}
