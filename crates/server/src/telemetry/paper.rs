//! What log lines are written on, so that no request waits for whoever reads them (decision 0019).

use std::io::Write;

use tracing::Level;
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::fmt::writer::{BoxMakeWriter, MakeWriterExt};

/// Where lines go.
pub(super) struct Paper {
    /// What they are written with.
    pub(super) writer: BoxMakeWriter,
    /// Counts those that found no place.
    pub(super) lost: ErrorCounter,
    /// Dropped at the end, it waits a moment until all are written.
    pub(super) writing: WorkerGuard,
}

/// Warnings and errors are written at once, by whoever has one: they are rare and must not be lost.
/// All other lines are written by a thread of their own; when `waiting` of them wait, more are lost.
pub(super) fn paper<W, F>(open: F, waiting: usize) -> Paper
where
    W: Write + Send + 'static,
    F: Fn() -> W + Send + Sync + 'static,
{
    let (in_turn, writing) = NonBlockingBuilder::default()
        .buffered_lines_limit(waiting)
        .lossy(true)
        .thread_name("log")
        .finish(open());
    let lost = in_turn.error_counter();
    Paper {
        writer: BoxMakeWriter::new(open.with_max_level(Level::WARN).or_else(in_turn)),
        lost,
        writing,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
    use std::sync::{Arc, Mutex};

    use tracing_subscriber::fmt;
    use tracing_subscriber::layer::SubscriberExt;

    use super::{Paper, paper};

    /// Whoever reads the log: tells that a line which says "slow" has come, and reads it when told to.
    #[derive(Clone)]
    struct Reader {
        read: Arc<Mutex<Vec<String>>>,
        has_come: SyncSender<()>,
        goes_on: Arc<Mutex<Receiver<()>>>,
    }

    impl Write for Reader {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let line = String::from_utf8_lossy(bytes).into_owned();
            if line.contains("slow") {
                self.has_come.send(()).unwrap();
                self.goes_on.lock().unwrap().recv().unwrap();
            }
            self.read.lock().unwrap().push(line);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_slow_reader_costs_lines_of_requests_and_no_error() {
        let (has_come, come) = sync_channel(1);
        let (go_on, goes_on) = sync_channel(1);
        let reader = Reader {
            read: Arc::default(),
            has_come,
            goes_on: Arc::new(Mutex::new(goes_on)),
        };
        let read = Arc::clone(&reader.read);
        let Paper {
            writer,
            lost,
            writing,
        } = paper(move || reader.clone(), 2);
        let lines = fmt::layer()
            .without_time()
            .with_ansi(false)
            .with_writer(writer);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), || {
            tracing::info!("slow");
            come.recv().unwrap();
            for number in 1..=5 {
                tracing::info!(number, "fast");
            }
            tracing::error!("broken");
            tracing::warn!("odd");
            let so_far = read.lock().unwrap().join("");
            assert!(
                so_far.contains("broken") && so_far.contains("odd"),
                "{so_far}"
            );
            assert!(!so_far.contains("fast"), "{so_far}");
            assert_eq!(lost.dropped_lines(), 3);
            go_on.send(()).unwrap();
        });
        drop(writing);
        let all = read.lock().unwrap().join("");
        for word in ["slow", "number=1", "number=2"] {
            assert!(all.contains(word), "{all}");
        }
        assert!(!all.contains("number=3"), "{all}");
    }
}
