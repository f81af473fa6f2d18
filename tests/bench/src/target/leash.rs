//! `rostra-bench leash PROGRAM`: becomes PROGRAM, which the kernel then ends together with the one who started it.
//!
//! So no server is left behind, however the generator ends; and the process id stays the child's own.

use std::{ffi::OsString, os::unix::process::CommandExt, process::Command};

use rustix::process::{Signal, set_parent_process_death_signal};

use crate::fault::{Fault, Result, While};

/// Returns only when the program could not be started.
pub(crate) fn exec(command: &[OsString]) -> Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL)).during("put on the leash")?;
    let Some((program, arguments)) = command.split_first() else {
        return Err(Fault::Answer("leash: no program named".to_owned()));
    };
    Err(Command::new(program).args(arguments).exec()).during("become the server")
}
