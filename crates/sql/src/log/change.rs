//! Editing, deleting and reacting: the rules decide, this obeys.

use domain::{
    DeleteRefused, EditRefused, Emoji, Message, MessageBody, MessageChange, MessageId, React,
    ReactRefused, ReactionTally, RoomId, Standing, Timestamp, UserId, Version, check_delete,
    check_edit, check_react,
};
use sqlx::Error;

use super::{Gift, append::place_of, batch::Batch, statement, work::Work};
use crate::{
    engine::{Column, Row, Table, Tx},
    messages::{COLUMNS, MessageRow, Reaction, reactions_of},
};

/// A message that a batch changes, in its newest state.
pub(crate) struct Target {
    /// As nobody in particular sees it; its reactions stand beside it.
    pub(crate) message: Message,
    pub(crate) body_version: Version,
    pub(crate) reactions: Vec<Reaction>,
    pub(crate) stored_reactions: Vec<Reaction>,
    pub(crate) is_changed: bool,
    pub(crate) is_rewritten: bool,
}

impl Target {
    fn read(row: &Row) -> Result<Self, Error> {
        let unseen = MessageRow {
            at: 0,
            viewer: None,
        };
        let reactions = reactions_of(row, COLUMNS)?;
        Ok(Self {
            message: Message {
                reactions: Vec::new(),
                ..unseen.read(row)?
            },
            body_version: Version::restored(row.get(COLUMNS + 1)?),
            stored_reactions: reactions.clone(),
            reactions,
            is_changed: false,
            is_rewritten: false,
        })
    }

    /// The message as `viewer` sees it.
    fn seen_by(&self, viewer: UserId) -> Message {
        let mut message = self.message.clone();
        message.reactions = self.tallies(viewer);
        if message.author.id != viewer {
            message.client_id = None;
        }
        message
    }

    /// The reactions as `viewer` sees them, in the order of first use.
    fn tallies(&self, viewer: UserId) -> Vec<ReactionTally> {
        let mut tallies: Vec<ReactionTally> = Vec::new();
        for reaction in &self.reactions {
            let by_viewer = reaction.user == viewer;
            match tallies
                .iter_mut()
                .find(|tally| tally.emoji == reaction.emoji)
            {
                Some(tally) => {
                    tally.count += 1;
                    tally.by_viewer |= by_viewer;
                }
                None => tallies.push(ReactionTally {
                    emoji: reaction.emoji.clone(),
                    count: 1,
                    by_viewer,
                }),
            }
        }
        tallies
    }

    /// The emoji keeps its place among the others while anybody's is left.
    fn give(&mut self, emoji: Emoji, user: UserId, version: Version) {
        let same = self
            .reactions
            .iter()
            .find(|reaction| reaction.emoji == emoji);
        let since = same.map_or(version, |reaction| reaction.since);
        self.reactions.push(Reaction { emoji, user, since });
    }

    fn count(&self, emoji: &Emoji) -> i64 {
        let given = self
            .reactions
            .iter()
            .filter(|reaction| reaction.emoji == *emoji);
        i64::try_from(given.count()).unwrap_or(i64::MAX)
    }

    fn rewrite(&mut self, version: Version, body: MessageBody) {
        self.message.body = body;
        self.message.version = version;
        self.body_version = version;
        self.is_changed = true;
        self.is_rewritten = true;
    }
}

/// One change of a message, whoever asks for it.
struct Ask {
    message: MessageId,
    by: UserId,
    is_member: bool,
}

/// What became of the changes of a batch.
#[derive(Default)]
pub(super) struct Changed {
    pub(super) edits: Vec<Result<Message, EditRefused>>,
    pub(super) deletes: Vec<Result<(), DeleteRefused>>,
    pub(super) reacts: Vec<Result<Vec<ReactionTally>, ReactRefused>>,
}

/// Decides what becomes of each change, after the posts of the same batch.
pub(super) async fn decide(
    tx: &mut Tx<'_>,
    batch: &Batch,
    work: &mut Work,
) -> Result<Changed, Error> {
    let mut changed = Changed::default();
    if !batch.changes_messages() {
        return Ok(changed);
    }
    let mut asks = load(tx, batch, work).await?.into_iter();
    for (job, ask) in batch.edits.iter().zip(asks.by_ref()) {
        changed
            .edits
            .push(edit(work, &ask, &job.order.body, job.order.at));
    }
    for (job, ask) in batch.deletes.iter().zip(asks.by_ref()) {
        changed.deletes.push(delete(work, &ask, job.order.at));
    }
    for (job, ask) in batch.reacts.iter().zip(asks.by_ref()) {
        let (order, gift) = &job.order;
        changed.reacts.push(react(work, &ask, order, *gift));
    }
    Ok(changed)
}

/// The messages that `batch` changes, by id.
pub(super) fn subjects(batch: &Batch) -> Vec<(MessageId, UserId)> {
    let edits = batch
        .edits
        .iter()
        .map(|job| (job.order.message, job.order.by));
    let deletes = batch
        .deletes
        .iter()
        .map(|job| (job.order.message, job.order.by));
    let reacts = batch
        .reacts
        .iter()
        .map(|job| (job.order.0.message, job.order.0.by));
    edits.chain(deletes).chain(reacts).collect()
}

async fn load(tx: &mut Tx<'_>, batch: &Batch, work: &mut Work) -> Result<Vec<Ask>, Error> {
    let subjects = subjects(batch);
    let input = Table(vec![
        Column::Int(subjects.iter().map(|(message, _)| message.get()).collect()),
        Column::Int(subjects.iter().map(|(_, by)| by.get()).collect()),
    ]);
    let ask = |(message, by)| Ask {
        message,
        by,
        is_member: false,
    };
    let mut asks: Vec<Ask> = subjects.into_iter().map(ask).collect();
    for row in tx.run(&statement::TARGETS, vec![input]).await? {
        let member: Option<i64> = row.get(COLUMNS + 3)?;
        if let Some(ask) = asks.get_mut(place_of(&row, COLUMNS + 2)?) {
            ask.is_member = member.is_some();
            work.targets.insert(ask.message, Target::read(&row)?);
        }
    }
    Ok(asks)
}

/// The message that `ask` is about, the room's next version at hand, and where the asker stands.
fn standing(work: &Work, ask: &Ask) -> Option<(RoomId, Standing, Message)> {
    let target = work.targets.get(&ask.message)?;
    let room = work.rooms.get(&target.message.room)?;
    let standing = room.standing(ask.by, ask.is_member);
    Some((target.message.room, standing, target.seen_by(ask.by)))
}

/// The message and the version that its change takes.
fn take(work: &mut Work, room: RoomId, message: MessageId) -> Option<(&mut Target, Version)> {
    let version = work.rooms.get_mut(&room)?.change();
    Some((work.targets.get_mut(&message)?, version))
}

fn edit(
    work: &mut Work,
    ask: &Ask,
    body: &MessageBody,
    at: Timestamp,
) -> Result<Message, EditRefused> {
    let (room, standing, seen) = standing(work, ask).ok_or(EditRefused::NoSuchMessage)?;
    check_edit(standing, &seen, body)?;
    let taken = take(work, room, ask.message);
    let (target, version) = taken.ok_or(EditRefused::NoSuchMessage)?;
    target.rewrite(version, body.clone());
    target.message.edited_at = Some(at.max(target.message.created_at));
    let (told, answer) = (target.message.clone(), target.seen_by(ask.by));
    work.tell(room, version, MessageChange::Edited(told));
    Ok(answer)
}

fn delete(work: &mut Work, ask: &Ask, at: Timestamp) -> Result<(), DeleteRefused> {
    let (room, standing, seen) = standing(work, ask).ok_or(DeleteRefused::NoSuchMessage)?;
    check_delete(standing, &seen)?;
    if seen.deleted_at.is_some() {
        return Ok(());
    }
    let taken = take(work, room, ask.message);
    let (target, version) = taken.ok_or(DeleteRefused::NoSuchMessage)?;
    let at = at.max(target.message.created_at);
    target.rewrite(version, MessageBody::scrubbed());
    target.message.deleted_at = Some(at);
    target.reactions.clear();
    let message = ask.message;
    work.tell(room, version, MessageChange::Deleted { message, at });
    Ok(())
}

fn react(
    work: &mut Work,
    ask: &Ask,
    order: &React,
    gift: Gift,
) -> Result<Vec<ReactionTally>, ReactRefused> {
    let (room, standing, seen) = standing(work, ask).ok_or(ReactRefused::NoSuchMessage)?;
    let given = (gift == Gift::Give).then_some(&order.emoji);
    check_react(standing, &seen, given)?;
    let stands = seen
        .reactions
        .iter()
        .any(|own| own.emoji == order.emoji && own.by_viewer);
    if stands == given.is_some() {
        return Ok(seen.reactions);
    }
    let taken = take(work, room, ask.message);
    let (target, version) = taken.ok_or(ReactRefused::NoSuchMessage)?;
    target.message.version = version;
    target.is_changed = true;
    let (message, emoji, user) = (ask.message, order.emoji.clone(), ask.by);
    let change = match gift {
        Gift::Give => {
            target.give(emoji.clone(), user, version);
            let count = target.count(&emoji);
            MessageChange::ReactionAdded {
                message,
                emoji,
                user,
                count,
            }
        }
        Gift::TakeBack => {
            target
                .reactions
                .retain(|own| own.user != user || own.emoji != emoji);
            let count = target.count(&emoji);
            MessageChange::ReactionRemoved {
                message,
                emoji,
                user,
                count,
            }
        }
    };
    let tallies = target.tallies(user);
    work.tell(room, version, change);
    Ok(tallies)
}
