//! The task of a worker: passes on what comes in, and sees to what needs the database.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::Measured;
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio::time::{Instant, timeout_at};

use crate::gathering::{Gathering, Goal};
use crate::heartbeat;
use crate::hub::Line;
use crate::local::{Job, LocalHub};
use crate::notice::Notice;

/// Having told at least so many sockets, a worker that is busy waits a moment and tells them more at
/// once.
const MANY_TOLD: usize = 32;
/// The moment is as long as the telling took, so that a worker never rests longer than it works, and
/// at most this, which people do not notice.
const LONGEST_GATHERING: Duration = Duration::from_millis(10);
/// So many commits are told at once at most.
const MOST_AT_ONCE: usize = 256;

/// What commits brought, in their order.
type News = Vec<Arc<[Notice]>>;

/// Serves a worker's hub until the node's hub is gone.
pub(crate) async fn serve(
    local: Rc<LocalHub>,
    mut line: Line,
    mut todo: mpsc::UnboundedReceiver<Job>,
) {
    let mut ticks = heartbeat::ticks();
    let mut news = News::new();
    let mut gathering = Gathering::default();
    loop {
        tokio::select! {
            is_open = line.next(&mut news) => {
                if !is_open {
                    return;
                }
                let began = Instant::now();
                let notices = notices_in(&news);
                local.pass_on_all(&news).await;
                news.clear();
                after_batch(&local, &line).await;
                let is_busy = notices > 1 || !line.notices.is_empty();
                // News that comes one by one, each after the last was told, is never held up.
                if local.told.take() >= MANY_TOLD && is_busy {
                    let moment = began.elapsed().min(LONGEST_GATHERING);
                    line.gather(&mut news, gathering.after(notices), moment).await;
                }
            }
            Some(job) = todo.recv() => local.work(job),
            _ = ticks.tick() => local.tick(),
        }
    }
}

fn notices_in(news: &News) -> usize {
    news.iter().map(|commit| commit.len()).sum()
}

async fn after_batch(local: &Rc<LocalHub>, line: &Line) {
    if line.has_missed.swap(false, Ordering::AcqRel) {
        for notice in line.owed.take() {
            local.pass_on(&notice).await;
        }
        local.write_out();
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
}

impl Line {
    /// Waits until there is news, unless some is there already; `false` once there will be none.
    async fn next(&mut self, news: &mut News) -> bool {
        !news.is_empty() || self.notices.recv_many(news, MOST_AT_ONCE).await > 0
    }

    /// Takes what comes until `goal` is met, for `moment` at most.
    async fn gather(&mut self, news: &mut News, goal: Goal, moment: Duration) {
        let end = Instant::now() + moment;
        while news.len() < MOST_AT_ONCE {
            if let Ok(commit) = self.notices.try_recv() {
                news.push(commit);
            } else if goal.is_met_by(notices_in(news)) {
                return;
            } else {
                match timeout_at(end, self.notices.recv()).await {
                    Ok(Some(commit)) => news.push(commit),
                    Ok(None) | Err(_) => return,
                }
            }
        }
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
                Job::Look(hearsay) => local.look_up(hearsay).await,
                Job::Rewatch(socket) => local.rewatch(&socket).await,
                Job::WatchAnew(socket) => local.watch_anew(&socket).await,
                Job::Release(socket) => local.release(&socket).await,
            }
        });
    }
}
