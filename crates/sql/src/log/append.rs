//! Posting: who may, what was posted before, and what is new.

use std::collections::{HashMap, HashSet};

use domain::{
    AppendRefused, Appended, ClientId, Message, MessageChange, MessageId, NewMessage, NoSeat,
    Person, ReadMarker, UserId, Username,
};
use sqlx::Error;

use super::{AppendJob, statement, work::Work};
use crate::{
    engine::{Column, Row, Table, Tx},
    messages::MessageRow,
};

/// What the database knows about an append.
#[derive(Default, Clone)]
struct Sender {
    /// The author's name, when a member.
    username: Option<Username>,
    /// The message that the author's client id named before.
    first: Option<MessageId>,
    has_reply: bool,
}

/// What an append will be answered once everything is written.
pub(super) enum Fate {
    Refused(AppendRefused),
    /// The post of this batch at that place.
    Posted(usize),
    /// The same as an earlier append of this batch.
    Repeated(usize),
    /// Stored by an earlier batch.
    Stored(MessageId),
}

/// Decides what becomes of each append, by what the transaction's [`statement::OPENING`] answered.
pub(super) fn decide(
    jobs: &[AppendJob],
    opening: &[Row],
    work: &mut Work,
) -> Result<Vec<Fate>, Error> {
    let senders = senders(jobs.len(), opening)?;
    let mut posted: HashMap<(UserId, ClientId), usize> = HashMap::new();
    let mut fates = Vec::with_capacity(jobs.len());
    for (job, sender) in jobs.iter().zip(senders) {
        let order = &job.order;
        let name = order.client_id.map(|client| (order.author, client));
        let repeated = name.and_then(|name| posted.get(&name).copied());
        let fate = match (sender.first, repeated) {
            (Some(first), _) => Fate::Stored(first),
            (None, Some(earlier)) => Fate::Repeated(earlier),
            (None, None) => post(work, order, sender),
        };
        if let (Fate::Posted(place), Some(name)) = (&fate, name) {
            posted.insert(name, *place);
        }
        fates.push(fate);
    }
    Ok(fates)
}

/// What to ask about each append.
pub(super) fn asks(jobs: &[AppendJob]) -> Table {
    let orders = || jobs.iter().map(|job| &job.order);
    Table(vec![
        Column::Int(orders().map(|order| order.room.get()).collect()),
        Column::Int(orders().map(|order| order.author.get()).collect()),
        Column::MaybeUuid(
            orders()
                .map(|order| order.client_id.map(ClientId::get))
                .collect(),
        ),
        Column::MaybeInt(
            orders()
                .map(|order| order.reply_to.map(MessageId::get))
                .collect(),
        ),
    ])
}

fn senders(asked: usize, opening: &[Row]) -> Result<Vec<Sender>, Error> {
    let mut senders = vec![Sender::default(); asked];
    for row in opening {
        if row.get::<Option<i64>>(0)?.is_none() {
            continue;
        }
        if let Some(sender) = senders.get_mut(place_of(row, 0)?) {
            let (username, first): (Option<&str>, Option<i64>) = (row.get(1)?, row.get(2)?);
            sender.username = username.map(Username::restored);
            sender.first = first.map(MessageId::restored);
            sender.has_reply = row.get::<Option<i64>>(3)?.is_some();
        }
    }
    Ok(senders)
}

/// The place in the input that a row answers for; an input's `ord` counts from 1.
pub(super) fn place_of(row: &Row, column: usize) -> Result<usize, Error> {
    let ord: i64 = row.get(column)?;
    Ok(usize::try_from(ord - 1).unwrap_or(usize::MAX))
}

fn post(work: &mut Work, order: &NewMessage, sender: Sender) -> Fate {
    let Some(username) = sender.username else {
        return Fate::Refused(match work.no_seat(order.room) {
            NoSeat::NoSuchRoom => AppendRefused::NoSuchRoom,
            NoSeat::NotAMember => AppendRefused::NotAMember,
        });
    };
    if order.reply_to.is_some() && !sender.has_reply {
        return Fate::Refused(AppendRefused::NoSuchReply);
    }
    let Some(room) = work.rooms.get_mut(&order.room) else {
        return Fate::Refused(AppendRefused::NoSuchRoom);
    };
    let (seq, version, at) = room.post(order.at);
    let id = MessageId::restored(work.next_id.unwrap_or(0));
    work.next_id = work.next_id.map(|id| id + 1);
    let author = Person {
        id: order.author,
        username,
    };
    let message = Message {
        id,
        room: order.room,
        seq,
        version,
        author,
        body: order.body.clone(),
        created_at: at,
        edited_at: None,
        deleted_at: None,
        reply_to: order.reply_to,
        client_id: order.client_id,
        reactions: Vec::new(),
    };
    work.markers
        .insert((order.room, order.author), ReadMarker { seq, at });
    work.posts.push(message);
    Fate::Posted(work.posts.len() - 1)
}

/// Tells of what was posted. Ids are known by now, on either database.
pub(super) fn tell(work: &mut Work) {
    let posts = std::mem::take(&mut work.posts);
    let mut events = std::mem::take(&mut work.events);
    for post in &posts {
        work.tell(post.room, post.version, MessageChange::Posted(post.clone()));
    }
    // Appends take their versions before all changes of the same batch.
    work.events.append(&mut events);
    work.posts = posts;
}

/// The messages stored by earlier batches, each as its author sees it.
pub(super) async fn stored(
    tx: &mut Tx<'_>,
    fates: &[Fate],
) -> Result<HashMap<MessageId, Message>, Error> {
    let ids: HashSet<i64> = fates
        .iter()
        .filter_map(|fate| match fate {
            Fate::Stored(id) => Some(id.get()),
            Fate::Refused(_) | Fate::Posted(_) | Fate::Repeated(_) => None,
        })
        .collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let wanted = Table(vec![Column::Int(ids.into_iter().collect())]);
    let rows = tx.run(&statement::OWN, vec![wanted]).await?;
    let own = MessageRow {
        at: 0,
        viewer: None,
    };
    let messages = own.read_all(&rows)?;
    Ok(messages
        .into_iter()
        .map(|message| (message.id, message))
        .collect())
}

/// The answers, in the order of the appends.
pub(super) fn answers(
    fates: Vec<Fate>,
    posts: &[Message],
    stored: &HashMap<MessageId, Message>,
) -> Vec<Result<Appended, AppendRefused>> {
    let answer = |fate| match fate {
        Fate::Refused(refused) => Err(refused),
        Fate::Posted(place) => posted(posts, place).map(Appended::New),
        Fate::Repeated(place) => posted(posts, place).map(Appended::Already),
        Fate::Stored(id) => {
            let message = stored.get(&id).cloned();
            message
                .map(Appended::Already)
                .ok_or(AppendRefused::NoSuchRoom)
        }
    };
    fates.into_iter().map(answer).collect()
}

fn posted(posts: &[Message], place: usize) -> Result<Message, AppendRefused> {
    let post = posts.get(place);
    post.cloned().ok_or(AppendRefused::NoSuchRoom)
}
