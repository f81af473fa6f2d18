//! The message log of all rooms: reads go to the database at once, changes through the group-commit
//! [`Log`].

mod history;
mod packed;
mod reactors;
mod resume;
mod row;
mod search;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    AppendRefused, Appended, Changes, Context, DeleteMessage, DeleteRefused, EditMessage,
    EditRefused, Fault, Healing, Membership, Message, MessageId, MessagePage, Messages, NewMessage,
    React, ReactRefused, ReactionTally, Reactors, RoomId, SearchQuery, Seq, StoreError, UserId,
    Version,
};

pub(crate) use history::{AROUND, NEWER, PAGE};
use packed::packed;
pub(crate) use resume::CHANGED;
pub(crate) use row::{COLUMNS, MessageRow, Reaction, columns, reactions_of, reactors};
pub(crate) use search::{SEARCH, SEARCH_EVERYWHERE, SEARCH_OWN_ROOMS, all_match, room_match};

use crate::{
    engine::Store,
    log::{Gift, Log},
};

/// The messages of either database.
pub(crate) struct SqlMessages {
    pub(crate) store: Arc<Store>,
    pub(crate) log: Log,
}

#[async_trait]
impl Messages for SqlMessages {
    async fn append(&self, order: NewMessage) -> Result<Appended, StoreError<AppendRefused>> {
        self.log.append(order).await
    }

    async fn edit(&self, order: EditMessage) -> Result<Message, StoreError<EditRefused>> {
        self.log.edit(order).await
    }

    async fn delete(&self, order: DeleteMessage) -> Result<(), StoreError<DeleteRefused>> {
        self.log.delete(order).await
    }

    async fn react(&self, order: React) -> Result<Vec<ReactionTally>, StoreError<ReactRefused>> {
        self.log.react(order, Gift::Give).await
    }

    async fn unreact(&self, order: React) -> Result<Vec<ReactionTally>, StoreError<ReactRefused>> {
        self.log.react(order, Gift::TakeBack).await
    }

    async fn page(
        &self,
        right: &Membership,
        before: Option<Seq>,
        limit: u32,
    ) -> Result<MessagePage, Fault> {
        history::page(&self.store, right, before, limit).await
    }

    async fn newer(
        &self,
        right: &Membership,
        after: Seq,
        limit: u32,
    ) -> Result<MessagePage, Fault> {
        history::newer(&self.store, right, after, limit).await
    }

    async fn around(
        &self,
        right: &Membership,
        target: MessageId,
        before: u32,
        after: u32,
    ) -> Result<Option<Context>, Fault> {
        history::around(&self.store, right, target, history::Span { before, after }).await
    }

    async fn reactors(
        &self,
        right: &Membership,
        message: MessageId,
        limit: u32,
    ) -> Result<Option<Vec<Reactors>>, Fault> {
        reactors::reactors(&self.store, right, message, limit).await
    }

    async fn search(
        &self,
        right: &Membership,
        query: &SearchQuery,
        before: Option<Seq>,
        limit: u32,
    ) -> Result<MessagePage, Fault> {
        search::in_room(&self.store, right, query, search::Part { before, limit }).await
    }

    async fn search_everywhere(
        &self,
        user: UserId,
        query: &SearchQuery,
        before: Option<MessageId>,
        limit: u32,
    ) -> Result<MessagePage, Fault> {
        search::everywhere(&self.store, user, query, search::Part { before, limit }).await
    }

    async fn changed_since(
        &self,
        right: &Membership,
        since: Version,
        limit: u32,
    ) -> Result<Changes, Fault> {
        resume::changed_since(&self.store, right, since, limit).await
    }

    async fn heal(
        &self,
        room: RoomId,
        since: Version,
        limit: u32,
    ) -> Result<Option<Healing>, Fault> {
        resume::heal(&self.store, room, since, limit).await
    }
}
