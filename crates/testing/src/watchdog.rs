//! A server that dies with the process that wanted it, however that one ends.
//!
//! A shell starts the server and then reads from a pipe that only this process holds open. When this
//! process ends, cleanly or not, the pipe ends, and the shell stops the server and removes its folder.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// Keeps a server alive while it is kept.
#[derive(Debug)]
pub struct Watchdog {
    /// The shell, with our end of its pipe.
    _shell: Child,
}

/// How to run a server in a folder.
pub struct Script<'a> {
    /// Starts it and returns when it answers; shell words.
    pub start: &'a str,
    /// Stops it; shell words.
    pub stop: &'a str,
    /// What is removed afterwards.
    pub folder: &'a Path,
}

impl Watchdog {
    /// Starts the server, or says what the server said instead.
    pub fn start(script: &Script<'_>) -> Result<Self, String> {
        let folder = script.folder.display();
        let (start, stop) = (script.start, script.stop);
        let text = format!(
            "trap '' INT TERM HUP PIPE
             if {{ {start}; }} >'{folder}/start.log' 2>&1 </dev/null
             then echo started
             else cat '{folder}/start.log'; rm -rf '{folder}'; exit 1
             fi
             read -r _
             {{ {stop}; }} >/dev/null 2>&1
             rm -rf '{folder}'"
        );
        let mut shell = Command::new("sh")
            .args(["-c", &text])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("could not run a shell: {error}"))?;
        let said = shell.stdout.take().ok_or("the shell says nothing")?;
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        match lines.next() {
            Some(line) if line == "started" => Ok(Self { _shell: shell }),
            first => Err(first
                .into_iter()
                .chain(lines)
                .collect::<Vec<_>>()
                .join("\n")),
        }
    }
}
