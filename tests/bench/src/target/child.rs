//! A child process that cannot outlive us.

use std::{
    env,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
    process::{self, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use tempfile::TempDir;

use crate::fault::{Fault, Result, While};

const SHOWN_LINES: usize = 12;

/// The process and the folder that holds its data and its log; both are gone when this is dropped.
#[derive(Debug)]
pub(crate) struct Child {
    process: process::Child,
    folder: TempDir,
}

impl Child {
    /// Starts `program` under a leash (see [`super::exec`]) with `folder` as its working folder.
    pub(crate) fn spawn(
        program: &Path,
        folder: TempDir,
        order: impl FnOnce(&mut Command),
    ) -> Result<Self> {
        let own = env::current_exe().during("find this program")?;
        let log = File::create(folder.path().join("log")).during("create the server's log")?;
        let mut command = Command::new(own);
        command.arg("leash").arg(program);
        command
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stderr(log);
        order(&mut command);
        let process = command.spawn().during("start a server")?;
        Ok(Self { process, folder })
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Whether the process has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.process.try_wait(), Ok(None))
    }

    /// The end of the log, and whether the process is still there to continue it.
    pub(crate) fn last_words(&mut self) -> String {
        let log = fs::read(self.folder.path().join("log")).unwrap_or_default();
        let log = String::from_utf8_lossy(&log).into_owned();
        let lines: Vec<_> = log.lines().collect();
        let shown = lines
            .get(lines.len().saturating_sub(SHOWN_LINES)..)
            .unwrap_or_default();
        let mut words = shown.join("\n  ");
        if let Ok(Some(status)) = self.process.try_wait() {
            words.push_str(&format!("\n  (the server has ended: {status})"));
        }
        words
    }

    /// The first line that the process prints; needs its output piped.
    pub(crate) fn first_line(&mut self, patience: Duration) -> Result<String> {
        let missing = || Fault::Answer("a server without output".to_owned());
        let output = self.process.stdout.take().ok_or_else(missing)?;
        let (tell, hear) = mpsc::channel();
        // The thread ends with the line or with the process, whichever comes first.
        thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(output).read_line(&mut line);
            let _ = tell.send(read.map(|_| line));
        });
        let late = |_| Fault::Late("the server did not tell its port".to_owned());
        hear.recv_timeout(patience)
            .map_err(late)?
            .during("read the server's output")
    }
}

impl Drop for Child {
    /// Not asked politely: what a server does when asked to stop is not measured here.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
