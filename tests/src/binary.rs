//! Finds the binary under test, and builds it when its sources are newer.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;

const SOURCES: [&str; 4] = ["crates", "migration", "Cargo.toml", "Cargo.lock"];

/// The binary under test: `ROSTRA_BIN`, or the debug build of this workspace.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| match env::var_os("ROSTRA_BIN") {
        Some(given) => workspace().join(given),
        None => built(),
    })
}

/// The one in the folder that this test was built into; `cargo test --workspace` has just built it.
fn built() -> PathBuf {
    let own = env::current_exe().unwrap();
    let profile = own.parent().and_then(Path::parent).unwrap();
    let binary = profile.join(format!("rostra{}", env::consts::EXE_SUFFIX));
    let is_fresh =
        changed(&binary).is_some_and(|built| built >= newest(SOURCES.map(source).to_vec()));
    if !is_fresh {
        // The packages that `cargo test --workspace` takes, and an example because it brings what
        // tests ask of our crates: so the binary is the same one, and is never built twice.
        let build = ["build", "--quiet", "--workspace", "--bin", "rostra"];
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(build)
            .args(["--example", "measure"])
            .arg("--target-dir")
            .arg(profile.parent().unwrap());
        let status = command.current_dir(workspace()).status();
        assert!(status.unwrap().success(), "the server could not be built");
    }
    binary
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn source(name: &str) -> PathBuf {
    workspace().join(name)
}

fn newest(paths: Vec<PathBuf>) -> SystemTime {
    let mut newest = SystemTime::UNIX_EPOCH;
    for path in paths {
        let found = match fs::read_dir(&path) {
            Ok(_) if path.ends_with("tests") || path.ends_with("testing") => continue,
            Ok(entries) => newest_in(entries),
            Err(_) => changed(&path).unwrap_or(newest),
        };
        newest = newest.max(found);
    }
    newest
}

fn newest_in(entries: fs::ReadDir) -> SystemTime {
    newest(
        entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .collect(),
    )
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}
