//! Ctrl-C and SIGTERM end a measurement at its next turn, so that children and folders are cleaned up.

use std::{
    process,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use tokio::{
    runtime, select,
    signal::unix::{SignalKind, signal},
};

use crate::fault::{Fault, Result, While};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Fails once the user has asked to stop.
pub(crate) fn check() -> Result<()> {
    match ASKED.load(Ordering::Relaxed) {
        true => Err(Fault::Interrupted),
        false => Ok(()),
    }
}

/// Begins to listen for signals; the second one ends the process at once.
pub(crate) fn listen() -> Result<()> {
    let runtime = runtime::Builder::new_current_thread().enable_io().build();
    let runtime = runtime.during("start the signal listener")?;
    let listen = move || {
        runtime.block_on(async {
            let signals = (
                signal(SignalKind::interrupt()),
                signal(SignalKind::terminate()),
            );
            let (Ok(mut interrupt), Ok(mut terminate)) = signals else {
                return;
            };
            loop {
                select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
                if ASKED.swap(true, Ordering::Relaxed) {
                    process::exit(130);
                }
            }
        });
    };
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(listen)
        .during("listen for signals")?;
    Ok(())
}
