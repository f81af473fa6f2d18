//! Moving read markers forward, never back.

use domain::{Event, NoSeat, ReadMarker, Seq};
use sqlx::Error;

use super::{MarkJob, MarkRead, append::place_of, statement, work::Work};
use crate::engine::{Column, Table, Tx};

/// Decides where each marker goes, after the posts of the same batch.
pub(super) async fn decide(
    tx: &mut Tx<'_>,
    jobs: &[MarkJob],
    work: &mut Work,
) -> Result<Vec<Result<ReadMarker, NoSeat>>, Error> {
    if jobs.is_empty() {
        return Ok(Vec::new());
    }
    let places = Table(vec![
        Column::Int(jobs.iter().map(|job| job.order.room.get()).collect()),
        Column::Int(jobs.iter().map(|job| job.order.user.get()).collect()),
    ]);
    let mut found: Vec<Option<ReadMarker>> = vec![None; jobs.len()];
    for row in tx.run(&statement::MARKERS, vec![places]).await? {
        if let Some(marker) = found.get_mut(place_of(&row, 0)?) {
            *marker = Some(ReadMarker {
                seq: Seq::restored(row.get(1)?),
                at: row.time(2)?,
            });
        }
    }
    Ok(jobs
        .iter()
        .zip(found)
        .map(|(job, marker)| advance(work, job.order, marker))
        .collect())
}

fn advance(
    work: &mut Work,
    order: MarkRead,
    found: Option<ReadMarker>,
) -> Result<ReadMarker, NoSeat> {
    let (room, user) = (order.room, order.user);
    let (Some(found), Some(newest)) = (found, work.rooms.get(&room).map(|room| room.last_seq))
    else {
        return Err(work.no_seat(room));
    };
    let marker = work.markers.get(&(room, user)).copied().unwrap_or(found);
    let seq = order.up_to.unwrap_or(newest).min(newest);
    if seq <= marker.seq {
        return Ok(marker);
    }
    let marker = ReadMarker {
        seq,
        at: order.at.max(marker.at),
    };
    work.markers.insert((room, user), marker);
    work.events.push(Event::Read { room, user, marker });
    Ok(marker)
}
