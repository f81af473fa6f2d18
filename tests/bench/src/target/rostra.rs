//! Starting the real server on a fresh data folder, limits off, everything durable as by default.

use std::{
    fs::File,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::child::Child;
use crate::{
    client::Api,
    fault::{Fault, Result, While},
    interrupt,
    options::Measure,
};

const PATIENCE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Stands in where the server refuses to invent its own (with PostgreSQL).
const SECRET: &str = "only-for-benchmarks-only-for-benchmarks-only-for-benchmarks";

pub(crate) fn start(measure: &Measure) -> Result<(Child, SocketAddr)> {
    let program = measure.server.canonicalize();
    let program = program.during(&format!("find the server {}", measure.server.display()))?;
    let beside = measure
        .data_dir
        .as_deref()
        .or(program.parent())
        .unwrap_or(Path::new("."));
    let folder = tempfile::Builder::new()
        .prefix("rostra-bench-")
        .tempdir_in(beside);
    let folder = folder.during("create a data folder")?;
    let port = free_port()?;
    let output = File::create(folder.path().join("output")).during("create the server's output")?;
    let data = folder.path().join("data");
    let mut child = Child::spawn(&program, folder, |command| {
        command.stdout(output);
        command
            .env_remove("REDIS_URL")
            .env_remove("DATABASE_URL")
            .env_remove("RUST_LOG");
        command
            .env("PORT", port.to_string())
            .env("ROSTRA_HOST", "127.0.0.1");
        command
            .env("ROSTRA_DATA_DIR", data)
            .env("SECRET_KEY", SECRET);
        command
            .env("ROSTRA_RATE_LIMITS", "off")
            .env("ROSTRA_BCRYPT_COST", "4");
        command
            .env("ROSTRA_LOG", "warn")
            .env("ACCESS_TOKEN_EXPIRE_MINUTES", "60");
        if let Some(url) = &measure.database {
            command.env("DATABASE_URL", url);
        }
    })?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    await_ready(&mut child, address)?;
    Ok((child, address))
}

/// Free a moment ago, which on a machine that measures is good enough.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).during("find a free port")?;
    Ok(listener.local_addr().during("find a free port")?.port())
}

fn await_ready(child: &mut Child, address: SocketAddr) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        interrupt::check()?;
        let asked =
            Api::open(address).and_then(|mut api| api.call("GET", "/ready", "", &Value::Null));
        if asked.is_ok() {
            return Ok(());
        }
        if child.has_ended() || Instant::now() > deadline {
            let words = child.last_words();
            return Err(Fault::Late(format!(
                "the server did not become ready: {words}"
            )));
        }
        thread::sleep(BETWEEN_LOOKS);
    }
}
