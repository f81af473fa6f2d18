//! One running server: started, told to stop, killed, started again on the same data.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;
use tokio::task::spawn_blocking;

use crate::{Person, binary};

const START_WITHIN: Duration = Duration::from_secs(60);

/// How a server is to be started.
#[derive(Clone)]
pub struct Setup {
    variables: BTreeMap<String, String>,
}

impl Setup {
    /// On a SQLite file of its own, without limits.
    pub fn sqlite() -> Self {
        let variables = [
            ("PORT", "0"),
            ("ROSTRA_BCRYPT_COST", "4"),
            ("ROSTRA_RATE_LIMITS", "off"),
            ("ROSTRA_LOG", "info"),
            ("ROSTRA_LOG_FORMAT", "json"),
        ];
        let owned = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            variables: owned.into(),
        }
    }

    /// On a PostgreSQL database of its own, without limits.
    pub async fn postgres() -> Self {
        let url = spawn_blocking(testing::fresh_postgres).await.unwrap();
        Self::sqlite()
            .with("DATABASE_URL", &url)
            .with("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")
    }

    /// With a setting of the environment.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Starts it and waits until it listens.
    pub async fn start(self) -> Server {
        let data = tempfile::Builder::new().prefix("rostra-test-").tempdir();
        let mut server = Server {
            setup: self,
            data: data.unwrap(),
            url: String::new(),
            child: None,
            reader: None,
            log: Arc::default(),
        };
        server.start().await;
        server
    }
}

/// A server; it is killed when this is dropped.
pub struct Server {
    setup: Setup,
    data: TempDir,
    url: String,
    child: Option<Child>,
    /// Reads the log of the running server.
    reader: Option<JoinHandle<()>>,
    log: Arc<Mutex<Vec<Value>>>,
}

impl Server {
    /// Where it listens: `http://127.0.0.1:port`, another port after each start.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where its sockets connect.
    pub fn socket_url(&self) -> String {
        format!("{}/ws/connect", self.url.replacen("http", "ws", 1))
    }

    /// Where its data lies.
    pub fn data_dir(&self) -> &Path {
        self.data.path()
    }

    /// The settings it was started with, for another program on the same data.
    pub fn settings(&self) -> BTreeMap<String, PathBuf> {
        let given = self.setup.variables.iter();
        let mut settings: BTreeMap<_, _> = kept_variables().collect();
        settings.extend(given.map(|(name, value)| (name.clone(), value.into())));
        settings.insert("ROSTRA_DATA_DIR".to_owned(), self.data_dir().join("data"));
        settings
    }

    /// What it has logged since it was first started.
    pub fn log(&self) -> Vec<Value> {
        self.log.lock().unwrap().clone()
    }

    /// An account of this name, freshly registered.
    pub async fn person(&self, name: &str) -> Person {
        Person::register(self, name).await
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Kills it without waiting, while clients still talk to it.
    pub fn signal_kill(&self) {
        self.signal(Signal::KILL);
    }

    /// Asks it to stop; whoever waits for the end calls [`ended`](Self::ended).
    pub fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// Its process.
    pub fn pid(&self) -> Pid {
        Pid::from_child(self.child.as_ref().expect("a running server"))
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// How it ended, once it has; by then its log is complete.
    pub async fn ended(&mut self) -> ExitStatus {
        let mut child = self.child.take().expect("a running server");
        let reader = self.reader.take();
        let ended = spawn_blocking(move || {
            let status = child.wait().unwrap();
            reader.into_iter().for_each(|it| it.join().unwrap());
            status
        });
        ended.await.unwrap()
    }

    /// Starts it again on the same data.
    pub async fn start(&mut self) {
        let (child, reader, url) = self.spawn();
        let child = self.child.insert(child);
        self.reader = Some(reader);
        match spawn_blocking(move || url.recv_timeout(START_WITHIN))
            .await
            .unwrap()
        {
            Ok(url) => self.url = url,
            Err(_) => panic!(
                "the server did not start ({:?}): {:#?}",
                child.try_wait(),
                self.log()
            ),
        }
    }

    fn spawn(&self) -> (Child, JoinHandle<()>, mpsc::Receiver<String>) {
        let mut command = Command::new(binary());
        command
            .env_clear()
            .envs(kept_variables())
            .envs(&self.setup.variables);
        command.env("ROSTRA_DATA_DIR", self.data_dir().join("data"));
        command
            .current_dir(self.data_dir())
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut child = command.spawn().expect("the server could not be started");
        let output = BufReader::new(child.stdout.take().unwrap());
        let (told, url) = mpsc::channel();
        let log = Arc::clone(&self.log);
        let reader = thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let line: Value = serde_json::from_str(&line).unwrap_or(Value::String(line));
                if let Some(url) = line["url"].as_str() {
                    // Nobody waits for it any more when the start took too long.
                    let _ = told.send(url.to_owned());
                }
                log.lock().unwrap().push(line);
            }
        });
        (child, reader, url)
    }
}

/// What any program needs of the environment; settings of the developer must not leak in.
fn kept_variables() -> impl Iterator<Item = (String, PathBuf)> {
    ["PATH", "HOME", "TMPDIR", "RUST_BACKTRACE"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), std::env::var_os(name)?.into())))
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
