//! The task of a worker: passes on what comes in, and sees to what needs the database.

use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::Measured;
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio::time::{Instant, sleep};

use crate::heartbeat;
use crate::hub::Line;
use crate::local::{Job, LocalHub};

/// Having told at least so many sockets, a worker that is busy waits a moment and tells them more at
/// once: the write call is what a delivery costs, however many frames it carries.
const MANY_TOLD: usize = 32;
/// The moment is half of what the telling took, so that a worker never rests longer than it works,
/// and at most this, which people do not notice.
const LONGEST_GATHERING: Duration = Duration::from_millis(10);

/// Serves a worker's hub until the node's hub is gone.
pub(crate) async fn serve(
    local: Rc<LocalHub>,
    mut line: Line,
    mut todo: mpsc::UnboundedReceiver<Job>,
) {
    let mut ticks = heartbeat::ticks();
    let mut batch = Vec::new();
    loop {
        tokio::select! {
            taken = line.notices.recv_many(&mut batch, 256) => {
                if taken == 0 {
                    return;
                }
                let began = Instant::now();
                let news = batch.iter().map(|notices| notices.len()).sum();
                local.pass_on_all(&batch);
                batch.clear();
                after_batch(&local, &line, Told { began, news }).await;
            }
            Some(job) = todo.recv() => local.work(job),
            _ = ticks.tick() => local.tick(),
        }
    }
}

/// A batch that was passed on.
struct Told {
    began: Instant,
    /// How many notices it had.
    news: usize,
}

async fn after_batch(local: &Rc<LocalHub>, line: &Line, told: Told) {
    if line.has_missed.swap(false, Ordering::AcqRel) {
        for notice in line.owed.take() {
            local.pass_on(&notice);
        }
        local.catch_up_all();
        if local.parts.hub.is_stopping() {
            local.restart();
        }
    }
    // The sockets write now; what comes in meanwhile goes out with the next batch in one write.
    yield_now().await;
    let delivered = local.delivered.take();
    if delivered > 0 {
        local.parts.hub.meter.note(Measured::Delivered(delivered));
    }
    // News that comes one by one, each after the last was told, is never held up.
    let is_busy = told.news > 1 || !line.notices.is_empty();
    if local.told.take() >= MANY_TOLD && is_busy {
        sleep((told.began.elapsed() / 2).min(LONGEST_GATHERING)).await;
    }
}

impl LocalHub {
    /// Starts what a job asks for beside everything else; it must not hold up the deliveries.
    fn work(self: &Rc<Self>, job: Job) {
        let local = Rc::clone(self);
        tokio::task::spawn_local(async move {
            match job {
                Job::CatchUp(subscription) => local.catch_up(&subscription).await,
                Job::Depart(subscription) => local.depart(&subscription).await,
                Job::Rewatch(socket) => local.rewatch(&socket).await,
                Job::WatchAnew(socket) => local.watch_anew(&socket).await,
                Job::Release(socket) => local.release(&socket).await,
            }
        });
    }
}
