//! Starting the yardstick: this very program, told to serve.

use std::{
    env,
    net::{Ipv4Addr, SocketAddr},
    process::Stdio,
    time::Duration,
};

use clap::ValueEnum;

use super::child::Child;
use crate::{
    fault::{Fault, Result, While},
    options::Measure,
};

const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) fn start(measure: &Measure) -> Result<(Child, SocketAddr)> {
    let own = env::current_exe().during("find this program")?;
    let folder = tempfile::tempdir().during("create a folder for the yardstick")?;
    let mut child = Child::spawn(&own, folder, |command| {
        command
            .args(["yardstick", "--port", "0"])
            .stdout(Stdio::piped());
        if let Some(name) = measure
            .sabotage
            .and_then(|sabotage| sabotage.to_possible_value())
        {
            command.args(["--sabotage", name.get_name()]);
        }
    })?;
    let line = child.first_line(PATIENCE)?;
    let port = line.trim().parse();
    let port = port.map_err(|_| Fault::Answer(format!("the yardstick's port: {line:?}")))?;
    Ok((child, SocketAddr::from((Ipv4Addr::LOCALHOST, port))))
}
