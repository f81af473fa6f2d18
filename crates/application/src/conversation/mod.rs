//! Messages: posting, changing, reading and finding them.

mod order;

pub use order::{
    LookAround, LookRefused, PostMessage, PostRefused, Posted, ReadNewer, ReadPage,
    SearchEverywhere, SearchRoom,
};

use std::sync::Arc;

use domain::{
    Appended, Clock, Context, DeleteMessage, DeleteRefused, EditMessage, EditRefused, Emoji, Fault,
    Limited, Limiter, Measured, Membership, Message, MessageBody, MessageId, MessagePage, Messages,
    Meter, NewMessage, NoSeat, React, ReactRefused, ReactionTally, Reactors, ReadMarker, RoomId,
    Rooms, Sent, Seq, Verdict,
};
use tracing::instrument;

use crate::{Caller, Failure};

/// So many people of each emoji are told by name.
const REACTORS_TOLD: u32 = 100;

/// What [`Conversation`] needs from the world.
#[derive(Clone)]
pub struct ConversationPorts {
    /// The message log.
    pub messages: Arc<dyn Messages>,
    /// Who may read what, and how far they have.
    pub rooms: Arc<dyn Rooms>,
    /// Keeps people from flooding each other.
    pub limiter: Arc<dyn Limiter>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Counts what becomes of what is sent.
    pub meter: Arc<dyn Meter>,
}

/// What is said in rooms.
///
/// What changes a message is checked and told by the [`Messages`] port itself, inside the
/// transaction that writes it; what reads begins with the reader's [`Membership`].
#[derive(Clone)]
pub struct Conversation {
    ports: ConversationPorts,
}

impl Conversation {
    /// A service over these ports.
    pub const fn new(ports: ConversationPorts) -> Self {
        Self { ports }
    }

    /// Posts a message, if the sender has one left to send.
    #[instrument(level = "debug", name = "conversation.post", skip_all, fields(room.id = %order.room))]
    pub async fn post(
        &self,
        caller: &Caller,
        order: PostMessage,
    ) -> Result<Posted, Failure<PostRefused>> {
        let posted = self.post_uncounted(caller, order).await;
        self.ports.meter.note(Measured::Sent(fate(&posted)));
        posted
    }

    async fn post_uncounted(
        &self,
        caller: &Caller,
        order: PostMessage,
    ) -> Result<Posted, Failure<PostRefused>> {
        let author = caller.user();
        let quota = match self.ports.limiter.take(Limited::Sends(author)).await? {
            Verdict::Allowed(quota) => quota,
            Verdict::Refused { quota, retry_after } => {
                return Err(Failure::Refused(PostRefused::TooMany {
                    quota,
                    retry_after,
                }));
            }
        };
        let order = NewMessage {
            room: order.room,
            author,
            body: order.body,
            client_id: order.client_id,
            reply_to: order.reply_to,
            at: self.ports.clock.now(),
        };
        let appended = self.ports.messages.append(order).await;
        let appended = appended.map_err(|error| {
            Failure::from(error).map(|why| PostRefused::NotTaken { why, quota })
        })?;
        Ok(Posted {
            already: matches!(appended, Appended::Already(_)),
            message: appended.into_message(),
            quota,
        })
    }

    /// Changes what a message of the caller's says.
    #[instrument(level = "debug", name = "conversation.edit", skip_all, fields(message.id = %message))]
    pub async fn edit(
        &self,
        caller: &Caller,
        message: MessageId,
        body: MessageBody,
    ) -> Result<Message, Failure<EditRefused>> {
        let order = EditMessage {
            message,
            by: caller.user(),
            body,
            at: self.ports.clock.now(),
        };
        Ok(self.ports.messages.edit(order).await?)
    }

    /// Deletes a message of the caller's, or in a room of the caller's.
    #[instrument(level = "debug", name = "conversation.delete", skip_all, fields(message.id = %message))]
    pub async fn delete(
        &self,
        caller: &Caller,
        message: MessageId,
    ) -> Result<(), Failure<DeleteRefused>> {
        let order = DeleteMessage {
            message,
            by: caller.user(),
            at: self.ports.clock.now(),
        };
        Ok(self.ports.messages.delete(order).await?)
    }

    /// Gives a reaction and answers all of the message.
    #[instrument(level = "debug", name = "conversation.react", skip_all, fields(message.id = %message))]
    pub async fn react(
        &self,
        caller: &Caller,
        message: MessageId,
        emoji: Emoji,
    ) -> Result<Vec<ReactionTally>, Failure<ReactRefused>> {
        let order = self.reaction(caller, message, emoji);
        Ok(self.ports.messages.react(order).await?)
    }

    /// Takes a reaction back and answers those that stay.
    #[instrument(level = "debug", name = "conversation.unreact", skip_all, fields(message.id = %message))]
    pub async fn unreact(
        &self,
        caller: &Caller,
        message: MessageId,
        emoji: Emoji,
    ) -> Result<Vec<ReactionTally>, Failure<ReactRefused>> {
        let order = self.reaction(caller, message, emoji);
        Ok(self.ports.messages.unreact(order).await?)
    }

    /// Part of a room's history, newest first.
    #[instrument(level = "debug", name = "conversation.page", skip_all, fields(room.id = %read.room))]
    pub async fn page(
        &self,
        caller: &Caller,
        read: ReadPage,
    ) -> Result<MessagePage, Failure<NoSeat>> {
        let right = self.membership(caller, read.room).await?;
        let messages = &self.ports.messages;
        Ok(messages.page(&right, read.before, read.limit).await?)
    }

    /// Part of a room's history, oldest first.
    #[instrument(level = "debug", name = "conversation.newer", skip_all, fields(room.id = %read.room))]
    pub async fn newer(
        &self,
        caller: &Caller,
        read: ReadNewer,
    ) -> Result<MessagePage, Failure<NoSeat>> {
        let right = self.membership(caller, read.room).await?;
        let messages = &self.ports.messages;
        Ok(messages.newer(&right, read.after, read.limit).await?)
    }

    /// A message amid its neighbors, oldest first.
    #[instrument(level = "debug", name = "conversation.around", skip_all, fields(room.id = %look.room))]
    pub async fn around(
        &self,
        caller: &Caller,
        look: LookAround,
    ) -> Result<Context, Failure<LookRefused>> {
        let right = self.membership(caller, look.room).await;
        let right = right.map_err(|failure| failure.map(LookRefused::Seat))?;
        let messages = &self.ports.messages;
        let found = messages.around(&right, look.target, look.before, look.after);
        found
            .await?
            .ok_or(Failure::Refused(LookRefused::NoSuchMessage))
    }

    /// Who reacted how to a message; of each emoji the first hundred people.
    #[instrument(level = "debug", name = "conversation.reactors", skip_all, fields(message.id = %message))]
    pub async fn reactors(
        &self,
        caller: &Caller,
        room: RoomId,
        message: MessageId,
    ) -> Result<Vec<Reactors>, Failure<LookRefused>> {
        let right = self.membership(caller, room).await;
        let right = right.map_err(|failure| failure.map(LookRefused::Seat))?;
        let found = self.ports.messages.reactors(&right, message, REACTORS_TOLD);
        found
            .await?
            .ok_or(Failure::Refused(LookRefused::NoSuchMessage))
    }

    /// Messages of one room that match, newest first.
    #[instrument(level = "debug", name = "conversation.search", skip_all, fields(room.id = %search.room))]
    pub async fn search(
        &self,
        caller: &Caller,
        search: SearchRoom,
    ) -> Result<MessagePage, Failure<NoSeat>> {
        let right = self.membership(caller, search.room).await?;
        let messages = &self.ports.messages;
        let found = messages.search(&right, &search.query, search.before, search.limit);
        Ok(found.await?)
    }

    /// Messages that match in all rooms of the caller, newest first.
    #[instrument(level = "debug", name = "conversation.search_everywhere", skip_all)]
    pub async fn search_everywhere(
        &self,
        caller: &Caller,
        search: SearchEverywhere,
    ) -> Result<MessagePage, Fault> {
        let messages = &self.ports.messages;
        let user = caller.user();
        let found = messages.search_everywhere(user, &search.query, search.before, search.limit);
        found.await
    }

    /// Moves the caller's read marker up to `up_to`, or to the newest message.
    #[instrument(level = "debug", name = "conversation.mark_read", skip_all, fields(room.id = %room))]
    pub async fn mark_read(
        &self,
        caller: &Caller,
        room: RoomId,
        up_to: Option<Seq>,
    ) -> Result<ReadMarker, Failure<NoSeat>> {
        let user = caller.user();
        let now = self.ports.clock.now();
        let rooms = &self.ports.rooms;
        Ok(rooms.mark_read(user, room, up_to, now).await?)
    }

    /// The caller's right to read a room: what every reading and every subscription begins with.
    #[instrument(level = "debug", name = "conversation.membership", skip_all, fields(room.id = %room))]
    pub async fn membership(
        &self,
        caller: &Caller,
        room: RoomId,
    ) -> Result<Membership, Failure<NoSeat>> {
        Ok(self.ports.rooms.membership(caller.user(), room).await?)
    }

    fn reaction(&self, caller: &Caller, message: MessageId, emoji: Emoji) -> React {
        React {
            message,
            by: caller.user(),
            emoji,
            at: self.ports.clock.now(),
        }
    }
}

fn fate(posted: &Result<Posted, Failure<PostRefused>>) -> Sent {
    match posted {
        Ok(posted) if posted.already => Sent::Repeated,
        Ok(_) => Sent::Stored,
        Err(Failure::Refused(PostRefused::TooMany { .. })) => Sent::Limited,
        Err(Failure::Refused(PostRefused::NotTaken { .. })) => Sent::Refused,
        Err(Failure::Fault(_)) => Sent::Failed,
    }
}
