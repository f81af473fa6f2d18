//! The secret that signs tokens, when the operator gives none: made once, kept in the data folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use thiserror::Error;
use uuid::Uuid;

const FILE: &str = "secret.key";

/// The generated secret can't be kept or read.
#[derive(Debug, Error)]
#[error("the secret in {} cannot be read or written: {source}", .path.display())]
pub(crate) struct SecretError {
    path: PathBuf,
    source: io::Error,
}

/// The secret of this data folder; the first call makes it, readable by its owner only.
pub(crate) fn read_or_make_secret(data_dir: &Path) -> Result<SecretString, SecretError> {
    let path = data_dir.join(FILE);
    let secret = match fs::read_to_string(&path) {
        Ok(text) => Ok(SecretString::from(text.trim())),
        Err(error) if error.kind() == ErrorKind::NotFound => make(data_dir, &path),
        Err(error) => Err(error),
    };
    secret.map_err(|source| SecretError { path, source })
}

/// Written beside its place and moved there, so that a crash leaves no half of it.
fn make(data_dir: &Path, path: &Path) -> io::Result<SecretString> {
    // Four random UUIDs: 488 random bits.
    let text: String = (0..4)
        .map(|_| Uuid::new_v4().simple().to_string())
        .collect();
    let draft = data_dir.join(format!("{FILE}.new"));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    fs::rename(&draft, path)?;
    File::open(data_dir)?.sync_all()?;
    Ok(SecretString::from(text))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use secrecy::ExposeSecret;

    use super::read_or_make_secret;

    #[test]
    fn a_secret_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = read_or_make_secret(folder.path()).unwrap();
        let again = read_or_make_secret(folder.path()).unwrap();
        assert_eq!(first.expose_secret(), again.expose_secret());
        assert!(first.expose_secret().len() >= 64);
        let mode = folder
            .path()
            .join("secret.key")
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
