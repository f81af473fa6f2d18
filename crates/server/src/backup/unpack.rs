//! Reads an archive and believes nothing: each file must have a place in a backup, and all of them
//! together must be what the list at the end says.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Component, Path};

use tar::{Archive, Entry};

use super::failure::BackupFailed;
use super::manifest::{FORMAT, LIST, LIST_CHECKSUM, Listed, Manifest, Summed, sha256};
use super::{DATABASE, SECRET, UPLOADS};

/// No list is longer; one that claims to be is not read.
const LONGEST_LIST: u64 = 256 * 1024 * 1024;

/// What was read so far.
#[derive(Default)]
struct Reading {
    files: Vec<Listed>,
    list: Option<Vec<u8>>,
    checksum: Option<Vec<u8>>,
}

/// Unpacks the backup `from` into the empty folder `into` and checks every file.
pub(super) fn unpack(from: &Path, into: &Path) -> Result<Manifest, BackupFailed> {
    let file = File::open(from).map_err(|source| BackupFailed::unreadable(from, source))?;
    let mut archive = Archive::new(BufReader::new(file));
    let mut reading = Reading::default();
    for entry in archive.entries().map_err(BackupFailed::not_whole)? {
        reading.take(&mut entry.map_err(BackupFailed::not_whole)?, into)?;
    }
    reading.finish()
}

impl Reading {
    fn take<R: Read>(&mut self, entry: &mut Entry<'_, R>, into: &Path) -> Result<(), BackupFailed> {
        let path = entry.path().map_err(BackupFailed::not_whole)?.into_owned();
        let name = path.to_string_lossy().into_owned();
        if self.checksum.is_some() || !entry.header().entry_type().is_file() {
            return Err(BackupFailed::OutOfPlace(name));
        }
        let bytes = entry.header().size().map_err(BackupFailed::not_whole)?;
        match name.as_str() {
            LIST if self.list.is_none() => self.list = Some(short(entry, bytes)?),
            LIST_CHECKSUM if self.list.is_some() => self.checksum = Some(short(entry, bytes)?),
            _ if self.list.is_none() && has_place(&path) => {
                let listed = keep(entry, &into.join(&path), name, bytes)?;
                self.files.push(listed);
            }
            _ => return Err(BackupFailed::OutOfPlace(name)),
        }
        Ok(())
    }

    fn finish(self) -> Result<Manifest, BackupFailed> {
        let (Some(list), Some(checksum)) = (self.list, self.checksum) else {
            return Err(BackupFailed::not_whole("its end is missing"));
        };
        let is_intact = checksum.starts_with(sha256(&list).as_bytes());
        let manifest: Manifest = match serde_json::from_slice(&list) {
            Ok(manifest) if is_intact => manifest,
            Ok(_) | Err(_) => return Err(BackupFailed::not_whole("its list was changed")),
        };
        if manifest.format > FORMAT {
            return Err(BackupFailed::Newer(manifest.rostra));
        }
        compare(&manifest.files, &self.files)?;
        if manifest.holds(DATABASE) {
            Ok(manifest)
        } else {
            Err(BackupFailed::not_whole("it holds no database"))
        }
    }
}

/// Only the database, the secret and uploads are in a backup; nothing leads out of its folder.
fn has_place(path: &Path) -> bool {
    let mut parts = path.components();
    let is_plain = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let first = parts.next().map(|part| part.as_os_str().to_owned());
    let has_more = parts.next().is_some();
    let first = first.as_deref().and_then(|name| name.to_str());
    match first {
        Some(DATABASE | SECRET) => is_plain && !has_more,
        Some(UPLOADS) => is_plain && has_more,
        Some(_) | None => false,
    }
}

/// Unpacks one file. A second one of the same name is refused, because the first is there.
fn keep(
    entry: &mut impl Read,
    to: &Path,
    name: String,
    bytes: u64,
) -> Result<Listed, BackupFailed> {
    let unwritable = |source| BackupFailed::unwritable(to, source);
    if to.exists() {
        return Err(BackupFailed::OutOfPlace(name));
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let mut file = Summed::new(options.open(to).map_err(unwritable)?);
    let copied = io::copy(entry, &mut file).map_err(unwritable)?;
    if copied != bytes {
        return Err(BackupFailed::not_whole(format!("it ends within {name}")));
    }
    let kept = file.listed(name);
    let kept_file = File::open(to).map_err(unwritable)?;
    kept_file.sync_all().map_err(unwritable)?;
    Ok(kept)
}

fn short(entry: &mut impl Read, bytes: u64) -> Result<Vec<u8>, BackupFailed> {
    let mut content = Vec::new();
    let read = entry.take(LONGEST_LIST).read_to_end(&mut content);
    let read = read.map_err(BackupFailed::not_whole)?;
    if u64::try_from(read).is_ok_and(|read| read == bytes) {
        Ok(content)
    } else {
        Err(BackupFailed::not_whole("its list is cut off"))
    }
}

fn compare(listed: &[Listed], found: &[Listed]) -> Result<(), BackupFailed> {
    for file in listed {
        let Some(there) = found.iter().find(|it| it.path == file.path) else {
            return Err(BackupFailed::not_whole(format!("{} is missing", file.path)));
        };
        if there != file {
            return Err(BackupFailed::not_whole(format!(
                "{} was changed",
                file.path
            )));
        }
    }
    match found.iter().find(|file| !listed.contains(file)) {
        Some(extra) => Err(BackupFailed::OutOfPlace(extra.path.clone())),
        None => Ok(()),
    }
}
