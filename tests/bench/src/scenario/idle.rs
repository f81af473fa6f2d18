//! What an idle server and an idle connection keep in memory.

use std::{thread, time::Duration};

use super::crowd;
use crate::{
    client::open_sockets,
    fault::Result,
    interrupt,
    target::{Server, Stage},
};

/// Accounts that the sockets are shared out among.
const PEOPLE: usize = 64;
const SETTLE: Duration = Duration::from_millis(1_500);

/// In bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Footprint {
    pub(crate) server: f64,
    /// Of one connection that was opened and is silent.
    pub(crate) connected: f64,
    /// Of one connection that is subscribed to a room as well.
    pub(crate) subscribed: f64,
}

/// Needs a server that has done nothing yet.
pub(crate) fn run(server: &Server, sockets: usize) -> Result<Footprint> {
    let fresh = settled(server)?;
    let stage = Stage::set(server, PEOPLE)?;
    let everybody: Vec<_> = (0..PEOPLE).collect();
    let room = stage.room(&everybody)?;
    let before = settled(server)?;
    let lines = open_sockets(stage.address, &stage.tokens, sockets)?;
    let connected = settled(server)?;
    let mut shares = crowd::share_out(lines, 1)?;
    crowd::subscribe(&mut shares, |_| room)?;
    let subscribed = settled(server)?;
    let each = |after: f64| (after - before) / sockets as f64;
    Ok(Footprint {
        server: fresh,
        connected: each(connected),
        subscribed: each(subscribed),
    })
}

fn settled(server: &Server) -> Result<f64> {
    thread::sleep(SETTLE);
    interrupt::check()?;
    Ok(server.usage()?.memory as f64)
}
