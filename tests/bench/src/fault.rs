//! What can end a measurement.

use std::io;

/// A broken delivery is kept apart from all else: it alone fails the whole run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("delivery broken: {0}")]
    Delivery(String),
    #[error("{doing}: {cause}")]
    Io { doing: String, cause: io::Error },
    #[error("unexpected answer: {0}")]
    Answer(String),
    #[error("{0}")]
    Setup(String),
    #[error("took too long: {0}")]
    Late(String),
    #[error("interrupted")]
    Interrupted,
}

pub(crate) type Result<T> = std::result::Result<T, Fault>;

/// Says what was being done when an operation of the system failed.
pub(crate) trait While<T> {
    fn during(self, doing: &str) -> Result<T>;
}

impl<T, E: Into<io::Error>> While<T> for std::result::Result<T, E> {
    fn during(self, doing: &str) -> Result<T> {
        self.map_err(|cause| Fault::Io {
            doing: doing.to_owned(),
            cause: cause.into(),
        })
    }
}
