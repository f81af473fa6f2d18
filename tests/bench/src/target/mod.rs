//! The servers under measurement, run as child processes so that both are watched from outside alike.

mod child;
mod leash;
mod process;
mod rostra;
mod stage;
mod yardstick;

use std::net::SocketAddr;

use self::child::Child;
use crate::{
    fault::{Fault, Result},
    options::Measure,
};

pub(crate) use self::{leash::exec, process::Usage, stage::Stage};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Yardstick,
    Rostra,
}

/// A server that is ready; it is ended when this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) kind: Kind,
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Server {
    pub(crate) fn start(kind: Kind, measure: &Measure) -> Result<Self> {
        let (child, address) = match kind {
            Kind::Yardstick => yardstick::start(measure)?,
            Kind::Rostra => rostra::start(measure)?,
        };
        Ok(Self {
            kind,
            address,
            child,
        })
    }

    /// What the server's process has used so far.
    pub(crate) fn usage(&self) -> Result<Usage> {
        Usage::of(&self.child.id().to_string())
    }

    /// Adds to a failure what the server had to say about it.
    pub(crate) fn explain(&mut self, fault: Fault) -> Fault {
        match (fault, self.child.last_words()) {
            (Fault::Answer(text), words) if !words.is_empty() => {
                Fault::Answer(format!("{text}\n  the server's last words: {words}"))
            }
            (fault, _) => fault,
        }
    }
}
