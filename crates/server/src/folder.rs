//! The data folder: made if it is missing, used by one process at a time.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use crate::failure::Failure;
use crate::settings::{Database, Settings};

/// The data folder, held until this is dropped or the process ends, however it ends.
pub(crate) struct DataFolder {
    _lock: File,
}

impl DataFolder {
    /// Takes the configured folder, if these settings need one: with PostgreSQL nothing is kept in
    /// it, and many nodes may share a machine.
    pub(crate) fn take_for(settings: &Settings) -> Result<Option<Self>, Failure> {
        match settings.database {
            Database::Sqlite(_) => Self::take(&settings.data_dir).map(Some),
            Database::Postgres(_) => Ok(None),
        }
    }

    /// Takes the folder; two servers on one SQLite file would not hear of each other's messages.
    fn take(path: &Path) -> Result<Self, Failure> {
        let unusable = |source| Failure::Folder {
            path: path.to_owned(),
            source,
        };
        let mut builder = DirBuilder::new();
        builder
            .recursive(true)
            .mode(0o700)
            .create(path)
            .map_err(unusable)?;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let lock = options.open(path.join("rostra.lock")).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Failure::FolderInUse(path.to_owned())),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DataFolder;
    use crate::failure::Failure;

    #[test]
    fn a_folder_is_made_and_belongs_to_one_process_at_a_time() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("deep/data");
        let held = DataFolder::take(&path).unwrap();
        assert!(matches!(
            DataFolder::take(&path),
            Err(Failure::FolderInUse(_))
        ));
        drop(held);
        assert!(DataFolder::take(&path).is_ok());
    }

    #[test]
    fn a_file_in_its_place_is_told() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("data");
        std::fs::write(&path, "").unwrap();
        let failure = DataFolder::take(&path).err().map(|failure| failure.tell());
        assert!(failure.unwrap_or_default().contains("cannot be written to"));
    }
}
