//! A private PostgreSQL server for the tests of one process, with a database for each test.
//!
//! It listens on a socket in its own folder, so no port is taken. `TEST_POSTGRES_URL` names a server
//! to use instead; its user must be allowed to create databases.

use std::{
    env, fs,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::{self, Command},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use crate::watchdog::{Script, Watchdog};

const MISSING: &str = "PostgreSQL is not installed: `apt-get install postgresql` puts it where the \
    tests look, or set TEST_POSTGRES_URL";

/// The server that all tests of this process share.
#[derive(Debug)]
struct Server {
    /// Where `psql` is.
    psql: PathBuf,
    /// The URL of the database in which others are created.
    url: String,
    _watchdog: Option<Watchdog>,
}

/// The URL of a new, empty database.
///
/// # Panics
/// When PostgreSQL is missing or does not start: a test that needs it must fail, not be skipped.
pub fn fresh_postgres() -> String {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    let url = match SERVER.get_or_init(Server::start) {
        Ok(server) => server.fresh_database(),
        Err(why) => Err(why.clone()),
    };
    match url {
        Ok(url) => url,
        Err(why) => panic!("{why}"),
    }
}

impl Server {
    fn start() -> Result<Self, String> {
        let programs = programs();
        match env::var("TEST_POSTGRES_URL") {
            Ok(url) => Ok(Self {
                psql: programs.map_or_else(|| PathBuf::from("psql"), |bin| bin.join("psql")),
                url,
                _watchdog: None,
            }),
            Err(_) => Self::start_own(&programs.ok_or(MISSING)?),
        }
    }

    fn start_own(bin: &Path) -> Result<Self, String> {
        let folder = tempfile::Builder::new().prefix("rostra-pg-").tempdir();
        let folder = folder
            .map_err(|error| format!("could not make a folder: {error}"))?
            .keep();
        let run_as = run_as(&folder)?;
        let (bin, place) = (bin.display(), folder.display());
        let options = format!(
            "-c listen_addresses= -c unix_socket_directories={place} -c fsync=off \
             -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 \
             -c shared_buffers=64MB -c autovacuum=off"
        );
        let start = format!(
            "{run_as} {bin}/initdb -D {place}/data -U rostra -A trust -E UTF8 --locale=C.UTF-8 \
             --no-sync && {run_as} {bin}/pg_ctl -D {place}/data -l {place}/server.log \
             -o '{options}' -w start"
        );
        let stop = format!("{run_as} {bin}/pg_ctl -D {place}/data -m immediate stop");
        let watchdog = Watchdog::start(&Script {
            start: &start,
            stop: &stop,
            folder: &folder,
        });
        Ok(Self {
            psql: PathBuf::from(format!("{bin}/psql")),
            url: format!("postgres://rostra@localhost/postgres?host={place}"),
            _watchdog: Some(watchdog.map_err(|said| format!("PostgreSQL did not start: {said}"))?),
        })
    }

    fn fresh_database(&self) -> Result<String, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("rostra_test_{}_{count}", process::id());
        let create = format!("CREATE DATABASE {name} TEMPLATE template0");
        let ran = Command::new(&self.psql)
            .args(["--no-psqlrc", "--quiet", "--command", &create, &self.url])
            .output()
            .map_err(|error| format!("could not run psql: {error}"))?;
        if !ran.status.success() {
            return Err(String::from_utf8_lossy(&ran.stderr).into_owned());
        }
        Ok(with_database(&self.url, &name))
    }
}

/// The newest installed version's programs.
fn programs() -> Option<PathBuf> {
    let versions = [
        "/usr/lib/postgresql",
        "/usr/local/pgsql",
        "/opt/homebrew/opt",
    ];
    let mut found: Vec<PathBuf> = versions
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|entries| entries.filter_map(Result::ok))
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
        .collect();
    found.sort();
    found.pop().or_else(on_path)
}

fn on_path() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).find(|bin| bin.join("initdb").exists())
}

/// The words that run a command as somebody PostgreSQL accepts: it refuses root.
fn run_as(folder: &Path) -> Result<String, String> {
    if id(&["-u"]).as_deref() != Some("0") {
        return Ok(String::new());
    }
    for user in ["postgres", "nobody"] {
        let owner = id(&["-u", user]).and_then(|uid| uid.parse().ok());
        let group = id(&["-g", user]).and_then(|gid| gid.parse().ok());
        if let (Some(owner), Some(group)) = (owner, group) {
            let given = chown(folder, Some(owner), Some(group));
            given.map_err(|error| format!("could not give the folder away: {error}"))?;
            return Ok(format!(
                "setpriv --reuid={owner} --regid={group} --clear-groups"
            ));
        }
    }
    Err("PostgreSQL refuses to run as root, and there is no user `postgres`".to_owned())
}

fn id(words: &[&str]) -> Option<String> {
    let ran = Command::new("id").args(words).output().ok()?;
    let said = String::from_utf8(ran.stdout).ok()?;
    ran.status.success().then(|| said.trim().to_owned())
}

fn with_database(url: &str, name: &str) -> String {
    let (place, options) = url
        .split_once('?')
        .map_or((url, None), |(a, b)| (a, Some(b)));
    let (scheme, rest) = place.split_once("://").unwrap_or(("postgres", place));
    let host = rest.split('/').next().unwrap_or(rest);
    let options = options
        .map(|options| format!("?{options}"))
        .unwrap_or_default();
    format!("{scheme}://{host}/{name}{options}")
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_of_a_url_is_replaced() {
        let cases = [
            ("postgres://a@h/old", "postgres://a@h/new"),
            ("postgres://a:b@h:5/old?x=y", "postgres://a:b@h:5/new?x=y"),
            ("postgres://h", "postgres://h/new"),
        ];
        for (url, expected) in cases {
            assert_eq!(with_database(url, "new"), expected);
        }
    }
}
