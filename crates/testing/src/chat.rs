//! A chat to try a store with: named people, rooms and messages in few words.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    Accounts, AppendRefused, Appended, BodyLimit, ClientId, DeleteMessage, EditMessage,
    EmailAddress, Emoji, Membership, Message, MessageBody, MessageId, Messages, NewAccount,
    NewMessage, NewRoom, PasswordHash, Person, React, ReactRefused, ReactionTally, RoomId,
    RoomKind, RoomName, Rooms, SearchQuery, Sessions, StoreError, UserId, Username,
};
use uuid::Uuid;

use crate::{ManualClock, RecordingEvents};

/// A fresh, empty store under test.
#[async_trait]
pub trait Store: Send + Sync {
    /// Its accounts.
    fn accounts(&self) -> Arc<dyn Accounts>;
    /// Its sessions.
    fn sessions(&self) -> Arc<dyn Sessions>;
    /// Its rooms.
    fn rooms(&self) -> Arc<dyn Rooms>;
    /// Its messages.
    fn messages(&self) -> Arc<dyn Messages>;
    /// What it told.
    fn events(&self) -> Arc<RecordingEvents>;
    /// From now on the database itself breaks down on a message that says `body`.
    async fn break_on(&self, body: &str);
}

/// A store with a clock, and short words for what tests do all the time.
pub struct Chat {
    /// Its accounts.
    pub accounts: Arc<dyn Accounts>,
    /// Its sessions.
    pub sessions: Arc<dyn Sessions>,
    /// Its rooms.
    pub rooms: Arc<dyn Rooms>,
    /// Its messages.
    pub messages: Arc<dyn Messages>,
    /// What it told.
    pub events: Arc<RecordingEvents>,
    /// The time that orders bear.
    pub clock: ManualClock,
    store: Box<dyn Store>,
}

impl Chat {
    /// A chat kept by `store`.
    pub fn kept_by(store: impl Store + 'static) -> Self {
        Self {
            accounts: store.accounts(),
            sessions: store.sessions(),
            rooms: store.rooms(),
            messages: store.messages(),
            events: store.events(),
            clock: ManualClock::default(),
            store: Box::new(store),
        }
    }

    /// From now on the database itself breaks down on a message that says `body`.
    pub async fn break_on(&self, body: &str) {
        self.store.break_on(body).await;
    }

    /// The order to open an account for `name`.
    pub fn account(&self, name: &str) -> NewAccount {
        let mailbox = name.to_lowercase().replace(' ', ".");
        NewAccount {
            username: Username::parse(name).unwrap(),
            email: EmailAddress::parse(&format!("{mailbox}@example.org")).unwrap(),
            password_hash: PasswordHash::new(format!("hash of {name}")),
            created_at: self.clock.tick(),
        }
    }

    /// Somebody with an account.
    pub async fn person(&self, name: &str) -> Person {
        self.accounts
            .open(self.account(name))
            .await
            .unwrap()
            .person()
    }

    /// The order to create a room.
    pub fn room_order(&self, name: &str, kind: RoomKind, creator: &Person) -> NewRoom {
        NewRoom {
            name: RoomName::parse(name).unwrap(),
            description: None,
            kind,
            creator: creator.id,
            created_at: self.clock.tick(),
        }
    }

    /// A public room that `creator` opened and `others` joined.
    pub async fn public(&self, name: &str, creator: &Person, others: &[&Person]) -> RoomId {
        let order = self.room_order(name, RoomKind::Public, creator);
        let room = self.rooms.open(order).await.unwrap().room.id;
        for person in others {
            self.rooms
                .join(room, person.id, self.clock.tick())
                .await
                .unwrap();
        }
        room
    }

    /// A private room that `creator` opened and added `others` to.
    pub async fn private(&self, name: &str, creator: &Person, others: &[&Person]) -> RoomId {
        let order = self.room_order(name, RoomKind::Private, creator);
        let room = self.rooms.open(order).await.unwrap().room.id;
        for person in others {
            let at = self.clock.tick();
            self.rooms
                .add_member(room, creator.id, person.id, at)
                .await
                .unwrap();
        }
        room
    }

    /// The right of `person` to `room`.
    pub async fn right(&self, person: &Person, room: RoomId) -> Membership {
        self.rooms.membership(person.id, room).await.unwrap()
    }

    /// How many messages of `room` the person has not read.
    pub async fn unread(&self, person: &Person, room: RoomId) -> i64 {
        self.rooms.seat(person.id, room).await.unwrap().unread()
    }

    /// The order to post `text`.
    pub fn message(&self, room: RoomId, author: &Person, text: &str) -> NewMessage {
        NewMessage {
            room,
            author: author.id,
            body: body(text),
            client_id: None,
            reply_to: None,
            at: self.clock.tick(),
        }
    }

    /// The order to post `text` under the client's `number`.
    pub fn numbered(&self, room: RoomId, author: &Person, text: &str, number: u128) -> NewMessage {
        NewMessage {
            client_id: Some(ClientId::restored(Uuid::from_u128(number))),
            ..self.message(room, author, text)
        }
    }

    /// Posts `text`.
    pub async fn post(&self, room: RoomId, author: &Person, text: &str) -> Message {
        let order = self.message(room, author, text);
        self.messages.append(order).await.unwrap().into_message()
    }

    /// Tries to post `text`.
    pub async fn try_post(
        &self,
        room: RoomId,
        author: &Person,
        text: &str,
    ) -> Result<Appended, StoreError<AppendRefused>> {
        self.messages.append(self.message(room, author, text)).await
    }

    /// Posts one message after another.
    pub async fn post_all(&self, room: RoomId, author: &Person, texts: &[&str]) -> Vec<Message> {
        let mut posted = Vec::new();
        for text in texts {
            posted.push(self.post(room, author, text).await);
        }
        posted
    }

    /// Posts so many messages at once, which say their numbers in some order.
    pub async fn post_numbers(&self, room: RoomId, author: &Person, count: usize) {
        let orders = (0..count).map(|number| self.message(room, author, &number.to_string()));
        let posts = orders.map(|order| {
            let messages = self.messages.clone();
            tokio::spawn(async move { messages.append(order).await.unwrap() })
        });
        for post in posts.collect::<Vec<_>>() {
            post.await.unwrap();
        }
    }

    /// The order to make a message say `text`.
    pub fn edit(&self, message: MessageId, by: &Person, text: &str) -> EditMessage {
        EditMessage {
            message,
            by: by.id,
            body: body(text),
            at: self.clock.tick(),
        }
    }

    /// The order to delete a message.
    pub fn delete(&self, message: MessageId, by: &Person) -> DeleteMessage {
        DeleteMessage {
            message,
            by: by.id,
            at: self.clock.tick(),
        }
    }

    /// The order to give or take back an emoji.
    pub fn emoji(&self, message: MessageId, by: &Person, emoji: &str) -> React {
        React {
            message,
            by: by.id,
            emoji: Emoji::parse(emoji).unwrap(),
            at: self.clock.tick(),
        }
    }

    /// Gives an emoji.
    pub async fn react(
        &self,
        message: MessageId,
        by: &Person,
        emoji: &str,
    ) -> Result<Vec<ReactionTally>, StoreError<ReactRefused>> {
        self.messages.react(self.emoji(message, by, emoji)).await
    }

    /// The newest messages of `room` as `person` sees them, oldest first.
    pub async fn history(&self, person: &Person, room: RoomId) -> Vec<Message> {
        let right = self.right(person, room).await;
        let mut page = self.messages.page(&right, None, 1_000).await.unwrap();
        page.messages.reverse();
        page.messages
    }

    /// What the newest messages of `room` say, oldest first.
    pub async fn texts(&self, person: &Person, room: RoomId) -> Vec<String> {
        texts(&self.history(person, room).await)
    }

    /// What the messages of `room` say that match, newest first.
    pub async fn found(&self, person: &Person, room: RoomId, query: &str) -> Vec<String> {
        let right = self.right(person, room).await;
        let query = SearchQuery::parse(query).unwrap();
        texts(
            &self
                .messages
                .search(&right, &query, None, 100)
                .await
                .unwrap()
                .messages,
        )
    }
}

/// What a message says.
pub(crate) fn body(text: &str) -> MessageBody {
    MessageBody::parse(text, BodyLimit::DEFAULT).unwrap()
}

/// What messages say.
pub(crate) fn texts(messages: &[Message]) -> Vec<String> {
    messages
        .iter()
        .map(|message| message.body.as_str().to_owned())
        .collect()
}

/// Somebody nobody knows.
pub(crate) const NOBODY: UserId = UserId::restored(999_999);

/// A username that was parsed.
pub fn name(raw: &str) -> Username {
    Username::parse(raw).unwrap()
}
