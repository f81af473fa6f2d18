//! Puts a backup in the place of the data that is served.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use sql::Database;

use super::failure::BackupFailed;
use super::unpack::unpack;
use super::{DATABASE, SECRET, UPLOADS, beside};
use crate::settings::Settings;
use crate::wiring::database_settings;

/// Where a backup is unpacked before anything else is touched.
const DRAFT: &str = "restore.draft";

/// What to do with data that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Present {
    /// Refuse.
    Keep,
    /// Move it aside.
    MoveAside,
}

/// Restores the backup `from`; the caller holds the data folder. Everything is unpacked and checked
/// before anything is moved, and nothing is deleted. Answers what to tell the operator.
pub(crate) async fn restore(
    settings: &Settings,
    from: &Path,
    present: Present,
) -> Result<String, BackupFailed> {
    let file = database_settings(settings).file();
    let database = file.ok().flatten().ok_or(BackupFailed::NotSqlite)?;
    let places = Places::of(settings, database);
    let occupied = places.occupied();
    if let (Some(path), Present::Keep) = (occupied.first(), present) {
        return Err(BackupFailed::Occupied(path.clone()));
    }
    let draft = settings.data_dir.join(DRAFT);
    clear(&draft)?;
    let restored = put(&places, from, &draft, &occupied).await;
    clear(&draft)?;
    let told = restored?;
    let secret = match settings.secret_key {
        Some(_) => "; SECRET_KEY is used rather than the secret of the backup",
        None => "",
    };
    Ok(format!("{told}{secret}\n"))
}

async fn put(
    places: &Places,
    from: &Path,
    draft: &Path,
    occupied: &[PathBuf],
) -> Result<String, BackupFailed> {
    make_private(draft)?;
    let manifest = unpack(from, draft)?;
    let schema = Database::renew_copy(&draft.join(DATABASE)).await?;
    let aside = places.move_aside(occupied)?;
    for (name, place) in places.all() {
        let unpacked = draft.join(name);
        if unpacked.exists() {
            move_to(&unpacked, place)?;
        }
    }
    let aside = aside.map(|folder| format!("; what was there before is in {}", folder.display()));
    Ok(format!(
        "restored {} files, {} bytes, schema {schema}; everybody signs in anew{}",
        manifest.files.len(),
        manifest.bytes(),
        aside.unwrap_or_default()
    ))
}

/// Where the parts of a backup belong.
struct Places {
    data_dir: PathBuf,
    database: PathBuf,
    secret: PathBuf,
    uploads: PathBuf,
}

impl Places {
    fn of(settings: &Settings, database: PathBuf) -> Self {
        let data_dir = settings.data_dir.clone();
        Self {
            database,
            secret: data_dir.join(SECRET),
            uploads: data_dir.join(UPLOADS),
            data_dir,
        }
    }

    fn all(&self) -> [(&str, &Path); 3] {
        [
            (UPLOADS, &self.uploads),
            (SECRET, &self.secret),
            (DATABASE, &self.database),
        ]
    }

    /// What is there already. The secret alone is no data: a server that never started made it.
    fn occupied(&self) -> Vec<PathBuf> {
        let logs = ["-wal", "-shm"].map(|ending| beside(&self.database, ending));
        let mut all = vec![self.database.clone()];
        all.extend(logs);
        all.push(self.uploads.clone());
        all.retain(|path| path.exists());
        if !all.is_empty() && self.secret.exists() {
            all.push(self.secret.clone());
        }
        all
    }

    /// Moves what is there into a folder of its own.
    fn move_aside(&self, occupied: &[PathBuf]) -> Result<Option<PathBuf>, BackupFailed> {
        if occupied.is_empty() {
            return Ok(None);
        }
        let folders = (1..).map(|number: u32| self.data_dir.join(format!("replaced-{number}")));
        let folder = folders.into_iter().find(|folder| !folder.exists());
        let folder = folder.unwrap_or_else(|| self.data_dir.join("replaced"));
        make_private(&folder)?;
        for path in occupied {
            if let Some(name) = path.file_name() {
                move_to(path, &folder.join(name))?;
            }
        }
        Ok(Some(folder))
    }
}

fn make_private(folder: &Path) -> Result<(), BackupFailed> {
    let made = DirBuilder::new().mode(0o700).create(folder);
    made.map_err(|source| BackupFailed::unwritable(folder, source))
}

/// Removes what an attempt left behind.
fn clear(draft: &Path) -> Result<(), BackupFailed> {
    match fs::remove_dir_all(draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(BackupFailed::unwritable(draft, error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Moves a file or a folder; a file may go to another disk.
fn move_to(from: &Path, to: &Path) -> Result<(), BackupFailed> {
    let moved = match fs::rename(from, to) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices && from.is_file() => {
            carry(from, to)
        }
        moved => moved,
    };
    let moved = moved.and_then(|()| match to.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    });
    moved.map_err(|source| BackupFailed::unwritable(to, source))
}

fn carry(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    File::open(to)?.sync_all()?;
    fs::remove_file(from)
}
