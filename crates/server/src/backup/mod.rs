//! Backup and restore: one file that holds the database, the uploads and the generated secret.
//!
//! A backup is a tar archive, so that ordinary tools open it, with a list of its files and their
//! checksums at its end: without the list it is not whole.

mod failure;
mod manifest;
mod pack;
mod restore;
mod unpack;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::Clock;
use sql::Database;

use crate::clock::SystemClock;
use crate::settings::Settings;
use crate::wiring::database_settings;

pub(crate) use failure::BackupFailed;
pub(crate) use restore::{Present, restore};

/// What the database is called in the archive, and in the data folder.
const DATABASE: &str = "rostra.db";
/// What the generated secret is called.
const SECRET: &str = "secret.key";
/// The folder of the uploads: nothing writes there yet, but what a later version does is not lost by an
/// earlier one.
const UPLOADS: &str = "uploads";

/// Writes a backup to `to`, while a server may be running, and answers what to tell the operator.
pub(crate) async fn backup(settings: &Settings, to: &Path) -> Result<String, BackupFailed> {
    if to.exists() {
        return Err(BackupFailed::Exists(to.to_owned()));
    }
    let copy = beside(to, ".database");
    let draft = beside(to, ".draft");
    let made = make(settings, &copy, &draft).await;
    let made = made.and_then(|files| {
        fs::rename(&draft, to).map_err(|source| BackupFailed::unwritable(to, source))?;
        Ok(files)
    });
    // Whatever happened, only the finished backup stays.
    discard(&copy)?;
    discard(&draft)?;
    let manifest = made?;
    let secret = match manifest.holds(SECRET) {
        true => "",
        false => "; it holds no secret, so keep the one that SECRET_KEY gives",
    };
    let (shown, files, bytes) = (to.display(), manifest.files.len(), manifest.bytes());
    Ok(format!(
        "backed up {files} files, {bytes} bytes, to {shown}{secret}\n"
    ))
}

async fn make(
    settings: &Settings,
    copy: &Path,
    draft: &Path,
) -> Result<manifest::Manifest, BackupFailed> {
    discard(copy)?;
    Database::copy(&database_settings(settings), copy).await?;
    let made_at = SystemClock.now();
    pack::pack(draft, copy, &settings.data_dir, made_at)
}

/// `file` with something added to its name.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn discard(file: &Path) -> Result<(), BackupFailed> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(BackupFailed::unwritable(file, error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
