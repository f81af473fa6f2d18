//! The message log: posting, changing, reading, searching.

use async_trait::async_trait;

use crate::{
    AppendRefused, Appended, Changes, Context, DeleteMessage, DeleteRefused, EditMessage,
    EditRefused, Fault, Healing, Membership, Message, MessageId, MessagePage, NewMessage, React,
    ReactRefused, ReactionTally, Reactors, RoomId, SearchQuery, Seq, StoreError, UserId, Version,
};

/// The message log of all rooms.
///
/// Every method that writes takes the room's next version under the room's lock, so commit order is
/// version order on every node. Its event is handed to [`Events`](crate::Events) after the commit,
/// in version order, before the caller is answered. An answered change survives a crash.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Messages: Send + Sync {
    /// Posts a message: it gets the room's next `seq` and `version`, and the author's read marker
    /// moves to it. Membership is checked in the same transaction, so who was removed before can't
    /// post. Of several orders with one author and client id, concurrent or years apart, one is
    /// stored and all others get that one.
    async fn append(&self, order: NewMessage) -> Result<Appended, StoreError<AppendRefused>>;

    /// Changes what a message says, as [`check_edit`](crate::check_edit) allows; answers its newest
    /// state as the editor sees it.
    async fn edit(&self, order: EditMessage) -> Result<Message, StoreError<EditRefused>>;

    /// Scrubs a message and its reactions, as [`check_delete`](crate::check_delete) allows; the
    /// message keeps its place. Deleting again changes nothing and succeeds.
    async fn delete(&self, order: DeleteMessage) -> Result<(), StoreError<DeleteRefused>>;

    /// Gives a reaction, as [`check_react`](crate::check_react) allows, and answers all of the
    /// message as the giver sees them. Giving it again changes nothing and succeeds.
    async fn react(&self, order: React) -> Result<Vec<ReactionTally>, StoreError<ReactRefused>>;

    /// Takes a reaction back and answers those that stay. Taking back what was not given changes
    /// nothing and succeeds.
    async fn unreact(&self, order: React) -> Result<Vec<ReactionTally>, StoreError<ReactRefused>>;

    /// Messages before `before` (or the newest ones), newest first, at most `limit`.
    async fn page(
        &self,
        right: &Membership,
        before: Option<Seq>,
        limit: u32,
    ) -> Result<MessagePage, Fault>;

    /// Messages after `after`, oldest first, at most `limit`.
    async fn newer(&self, right: &Membership, after: Seq, limit: u32)
    -> Result<MessagePage, Fault>;

    /// A message of the room amid up to `before` older and `after` newer ones; `None` when the room
    /// has no such message.
    async fn around(
        &self,
        right: &Membership,
        target: MessageId,
        before: u32,
        after: u32,
    ) -> Result<Option<Context>, Fault>;

    /// Who reacted to a message of the room: each emoji in the order of first use, with the `limit`
    /// people of least id; `None` when the room has no such message.
    async fn reactors(
        &self,
        right: &Membership,
        message: MessageId,
        limit: u32,
    ) -> Result<Option<Vec<Reactors>>, Fault>;

    /// Messages of the room that match, older than `before`, newest first. Words are stemmed in
    /// English; deleted messages never match, edited ones match by their new text; any query is
    /// safe.
    async fn search(
        &self,
        right: &Membership,
        query: &SearchQuery,
        before: Option<Seq>,
        limit: u32,
    ) -> Result<MessagePage, Fault>;

    /// As [`search`](Self::search), over all rooms that `user` is a member of now, by message id.
    async fn search_everywhere(
        &self,
        user: UserId,
        query: &SearchQuery,
        before: Option<MessageId>,
        limit: u32,
    ) -> Result<MessagePage, Fault>;

    /// What changed after `since`, in its newest state, and where the room stands, read at one
    /// instant. More than `limit` changes are not told, only the head.
    async fn changed_since(
        &self,
        right: &Membership,
        since: Version,
        limit: u32,
    ) -> Result<Changes, Fault>;

    /// As [`changed_since`](Self::changed_since), but for everybody at once: the oldest `limit`
    /// changes, with the names behind the reactions; `by_viewer` is false throughout. `None` when
    /// the room is gone. The caller may tell it only to people whose membership was checked.
    async fn heal(
        &self,
        room: RoomId,
        since: Version,
        limit: u32,
    ) -> Result<Option<Healing>, Fault>;
}
