//! Writes the archive.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use domain::Timestamp;
use tar::{Builder, EntryType, Header};

use super::failure::BackupFailed;
use super::manifest::{FORMAT, LIST, LIST_CHECKSUM, Listed, Manifest, Summed, sha256};
use super::{DATABASE, SECRET, UPLOADS};

/// Only the owner reads it: it holds password hashes and the secret.
const PRIVATE: u32 = 0o600;

/// Packs the copied database and what belongs to it into the file `draft`.
pub(super) fn pack(
    draft: &Path,
    database: &Path,
    data_dir: &Path,
    made_at: Timestamp,
) -> Result<Manifest, BackupFailed> {
    let unwritable = |source| BackupFailed::unwritable(draft, source);
    let file = create(draft).map_err(unwritable)?;
    let mut archive = Builder::new(BufWriter::new(file));
    let mut files = Vec::new();
    for (path, name) in sources(database, data_dir)? {
        files.extend(add(&mut archive, &path, name, draft)?);
    }
    let manifest = Manifest {
        format: FORMAT,
        rostra: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: made_at.micros(),
        files,
    };
    let list = serde_json::to_vec_pretty(&manifest).map_err(BackupFailed::not_whole)?;
    let checksum = format!("{}  {LIST}\n", sha256(&list));
    append(&mut archive, LIST, list.len(), list.as_slice()).map_err(unwritable)?;
    append(
        &mut archive,
        LIST_CHECKSUM,
        checksum.len(),
        checksum.as_bytes(),
    )
    .map_err(unwritable)?;
    let file = archive.into_inner().and_then(flushed).map_err(unwritable)?;
    file.sync_all().map_err(unwritable)?;
    Ok(manifest)
}

fn create(draft: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    options.mode(PRIVATE).open(draft)
}

fn flushed(mut file: BufWriter<File>) -> io::Result<File> {
    file.flush()?;
    file.into_inner().map_err(io::IntoInnerError::into_error)
}

/// Every file that belongs into a backup, and what it is called there.
fn sources(database: &Path, data_dir: &Path) -> Result<Vec<(PathBuf, String)>, BackupFailed> {
    let mut found = vec![(database.to_owned(), DATABASE.to_owned())];
    let secret = data_dir.join(SECRET);
    if secret.exists() {
        found.push((secret, SECRET.to_owned()));
    }
    gather(&data_dir.join(UPLOADS), UPLOADS, &mut found)?;
    Ok(found)
}

/// Plain files below a folder, in a fixed order; a folder that is missing holds none.
fn gather(
    folder: &Path,
    name: &str,
    found: &mut Vec<(PathBuf, String)>,
) -> Result<(), BackupFailed> {
    let unreadable = |source| BackupFailed::unreadable(folder, source);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.collect::<io::Result<Vec<_>>>(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
    };
    let mut entries = entries.map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().map_err(unreadable)?;
        let inner = format!("{name}/{}", entry.file_name().to_string_lossy());
        if kind.is_dir() {
            gather(&entry.path(), &inner, found)?;
        } else if kind.is_file() {
            found.push((entry.path(), inner));
        }
    }
    Ok(())
}

/// Adds a file; `None` when it has been removed since it was found, as uploads are.
fn add(
    archive: &mut Builder<BufWriter<File>>,
    path: &Path,
    name: String,
    draft: &Path,
) -> Result<Option<Listed>, BackupFailed> {
    let unreadable = |source| BackupFailed::unreadable(path, source);
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound && name.starts_with(UPLOADS) => {
            return Ok(None);
        }
        Err(error) => return Err(unreadable(error)),
    };
    let bytes = file.metadata().map_err(unreadable)?.len();
    let length = usize::try_from(bytes).unwrap_or(usize::MAX);
    let mut content = Summed::new(file.take(bytes));
    append(archive, &name, length, &mut content)
        .map_err(|source| BackupFailed::unwritable(draft, source))?;
    let listed = content.listed(name);
    if listed.bytes == bytes {
        Ok(Some(listed))
    } else {
        let shrunk = io::Error::new(ErrorKind::UnexpectedEof, "it became shorter meanwhile");
        Err(unreadable(shrunk))
    }
}

fn append(
    archive: &mut Builder<BufWriter<File>>,
    name: &str,
    bytes: usize,
    content: impl Read,
) -> io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(PRIVATE);
    header.set_size(u64::try_from(bytes).unwrap_or(u64::MAX));
    archive.append_data(&mut header, name, content)
}
