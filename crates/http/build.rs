//! Puts the web client where `src/site` embeds it: built in a release, a stub in a debug build, so
//! that neither npm nor Node is needed to work on the server.
//!
//! `ROSTRA_WEB_DIST=folder` takes a client that is built already, `ROSTRA_SKIP_WEB=1` the stub.
#![expect(clippy::panic, reason = "a build script fails by panicking")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use flate2::Compression;
use flate2::write::GzEncoder;

const SOURCES: [&str; 8] = [
    "src",
    "public",
    "scripts",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
];

const COMPRESSED: [&str; 8] = [
    "html",
    "js",
    "css",
    "json",
    "svg",
    "txt",
    "map",
    "webmanifest",
];

const STUB: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Rostra</title>\n\
    <h1>Rostra is running</h1>\n<p>This build has no web client. Build with <code>cargo build \
    --release</code>, or work on the client with <code>npm run dev</code> in <code>web/</code>.</p>\n\
    </html>\n";

const NODE_IS_MISSING: &str = "Node.js >= 20.19 and npm are needed to build the web client; install \
    them, or set ROSTRA_WEB_DIST to a folder with a built client, or ROSTRA_SKIP_WEB=1 to go without";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=ROSTRA_WEB_DIST");
    println!("cargo::rerun-if-env-changed=ROSTRA_SKIP_WEB");
    let dist = variable("OUT_DIR").map(PathBuf::from);
    let dist = dist.unwrap_or_default().join("dist");
    if let Err(error) = provide(&dist) {
        panic!("the web client can't be embedded: {error}");
    }
}

fn provide(dist: &Path) -> io::Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    fs::create_dir_all(dist)?;
    if let Some(built) = variable("ROSTRA_WEB_DIST") {
        println!("cargo::rerun-if-changed={built}");
        copy(Path::new(&built), dist)?;
    } else if is_skipped() {
        fs::write(dist.join("index.html"), STUB)?;
    } else {
        build(dist)?;
    }
    compress(dist)
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn is_skipped() -> bool {
    let is_debug = variable("PROFILE").as_deref() == Some("debug");
    is_debug || variable("ROSTRA_SKIP_WEB").is_some_and(|value| value != "0")
}

fn build(dist: &Path) -> io::Result<()> {
    let here = variable("CARGO_MANIFEST_DIR").unwrap_or_default();
    let web = Path::new(&here).join("../../web").canonicalize()?;
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", web.join(source).display());
    }
    // Two cargos at once would install into one folder.
    let lock = File::create(web.join(".build.lock"))?;
    lock.lock()?;
    if !is_installed(&web) {
        npm(&web, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    }
    let dist = dist.to_string_lossy();
    npm(
        &web,
        &["run", "build", "--", "--outDir", &dist, "--emptyOutDir"],
    )
}

/// Whether `node_modules` was made from the lock file as it is now.
fn is_installed(web: &Path) -> bool {
    let changed =
        |path: &str| -> Option<SystemTime> { fs::metadata(web.join(path)).ok()?.modified().ok() };
    let installed = changed("node_modules/.package-lock.json");
    installed.is_some_and(|it| changed("package-lock.json").is_some_and(|lock| lock <= it))
}

fn npm(web: &Path, arguments: &[&str]) -> io::Result<()> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(npm).args(arguments).current_dir(web).output();
    let output = output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => io::Error::other(NODE_IS_MISSING),
        _ => error,
    })?;
    if output.status.success() {
        return Ok(());
    }
    let command = arguments.join(" ");
    Err(io::Error::other(format!(
        "npm {command} failed\n{}",
        said(&output)
    )))
}

fn said(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    format!("{out}\n{err}")
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Leaves a `.gz` beside every text file that gets smaller by it.
fn compress(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            compress(&path)?;
            continue;
        }
        let extension = path
            .extension()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        if !COMPRESSED.contains(&extension) {
            continue;
        }
        let plain = fs::read(&path)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&plain)?;
        let zipped = encoder.finish()?;
        if zipped.len() < plain.len() {
            fs::write(path.with_added_extension("gz"), zipped)?;
        }
    }
    Ok(())
}
