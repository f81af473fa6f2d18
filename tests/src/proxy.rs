//! nginx and Caddy as `deploy/` configures them, before a running server; without encryption, because
//! no test has a certificate that clients trust.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU8, Ordering};

use testing::{Script, Watchdog};

use crate::Server;

/// A proxy; it ends with this value, or with the process.
pub struct Proxy {
    url: String,
    folder: PathBuf,
    _watchdog: Watchdog,
}

impl Proxy {
    /// nginx with `deploy/nginx.conf`.
    pub fn nginx(server: &Server) -> Self {
        let folder = folder();
        let place = folder.display();
        let address = free_address();
        let snippet = format!("{place}/rostra-proxy.conf");
        fs::write(&snippet, deployed("rostra-proxy.conf")).unwrap();
        let site = replaced(
            &deployed("nginx.conf"),
            &[
                (
                    "server 127.0.0.1:8000;",
                    &format!("server {};", host(server)),
                ),
                ("listen 443 ssl http2;", &format!("listen {address};")),
                ("    listen [::]:443 ssl http2;\n", ""),
                (
                    "    listen 80;\n    listen [::]:80;\n",
                    &format!("    listen unix:{place}/plain;\n"),
                ),
                (
                    "    ssl_certificate     /etc/ssl/chat.example.org/fullchain.pem;\n",
                    "",
                ),
                (
                    "    ssl_certificate_key /etc/ssl/chat.example.org/privkey.pem;\n",
                    "",
                ),
                ("/etc/nginx/snippets/rostra-proxy.conf", &snippet),
            ],
        );
        // As root it would become somebody who may not enter the folder.
        let user = if rustix::process::geteuid().is_root() {
            "user root;"
        } else {
            ""
        };
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {place}/{name};"))
            .join("\n");
        let config = format!(
            "{user}\npid {place}/pid;\nerror_log {place}/error.log;\nworker_processes 1;\n\
             events {{ worker_connections 256; }}\n\
             http {{\naccess_log {place}/access.log;\n{temporary}\n{site}\n}}\n"
        );
        let start = format!("nginx -e {place}/error.log -p {place} -c {place}/config");
        Self::start(folder, address, &config, &start)
    }

    /// Caddy with `deploy/Caddyfile`.
    pub fn caddy(server: &Server) -> Self {
        let folder = folder();
        let place = folder.display();
        let address = free_address();
        let site = replaced(
            &deployed("Caddyfile"),
            &[
                ("chat.example.org {", &format!("http://{address} {{")),
                ("127.0.0.1:8000", host(server)),
            ],
        );
        let config = format!("{{\n\tadmin off\n\tauto_https off\n}}\n{site}");
        let start = format!(
            "HOME={place} XDG_DATA_HOME={place} XDG_CONFIG_HOME={place} \
             caddy start --config {place}/config --adapter caddyfile --pidfile {place}/pid"
        );
        Self::start(folder, address, &config, &start)
    }

    fn start(folder: PathBuf, address: String, config: &str, start: &str) -> Self {
        fs::write(folder.join("config"), config).unwrap();
        let stop = format!("kill $(cat {}/pid)", folder.display());
        let script = Script {
            start,
            stop: &stop,
            folder: &folder,
        };
        let watchdog = Watchdog::start(&script);
        let watchdog = watchdog.unwrap_or_else(|said| {
            panic!("the proxy did not start; scripts/test installs nginx and Caddy: {said}")
        });
        Self {
            url: format!("http://{address}"),
            folder,
            _watchdog: watchdog,
        }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it noted of requests; empty when it notes nothing.
    pub fn access_log(&self) -> String {
        fs::read_to_string(self.folder.join("access.log")).unwrap_or_default()
    }
}

/// Removed by the watchdog.
fn folder() -> PathBuf {
    let folder = tempfile::Builder::new().prefix("rostra-proxy-").tempdir();
    folder.unwrap().keep()
}

fn host(server: &Server) -> &str {
    server.url().trim_start_matches("http://")
}

/// An address of this machine that nobody else has: a proxy can't tell which port it was given.
fn free_address() -> String {
    static COUNT: AtomicU8 = AtomicU8::new(1);
    let [low, middle, ..] = process::id().to_le_bytes();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let ip = Ipv4Addr::new(127, middle.max(1), low, count);
    let listener = TcpListener::bind((ip, 0)).unwrap();
    listener.local_addr().unwrap().to_string()
}

fn deployed(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy");
    fs::read_to_string(path.join(name)).unwrap()
}

/// Every word must be there: what is tested is what is deployed.
fn replaced(text: &str, words: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in words {
        assert!(text.contains(from), "`{from}` is not in deploy/ any more");
        text = text.replace(from, to);
    }
    text
}
