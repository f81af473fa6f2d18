//! The chat itself: values that parse themselves, the rules of rooms and messages, the events they
//! cause, and the ports through which the chat reaches the world.
//!
//! Nothing here knows a database, a socket, a wire format or a runtime.

mod account;
mod event;
mod fault;
mod id;
mod message;
mod port;
mod reaction;
mod room;
mod rule;
mod text;
mod time;

pub use account::{Account, Credentials, NewAccount, PasswordHash, Person};
pub use event::{Departure, Event, MessageChange, MessageEvent};
pub use fault::{Fault, StoreError};
pub use id::{ClientId, Epoch, InvalidId, MessageId, RoomId, Seq, SessionId, UserId, Version};
pub use message::{
    Appended, ChangedMessage, Changes, Context, DeleteMessage, EditMessage, Healing, Message,
    MessagePage, NewMessage, React, Reactor, RoomHead,
};
pub use port::{
    AccessToken, Accounts, Claims, Clock, Events, Limited, Limiter, Measured, Messages, Meter,
    Passwords, Presence, Quota, Resumed, Rooms, Sent, TokenRefused, Tokens, Verdict,
};
#[cfg(feature = "mock")]
pub use port::{
    MockAccounts, MockClock, MockEvents, MockLimiter, MockMessages, MockMeter, MockPasswords,
    MockPresence, MockRooms, MockTokens,
};
pub use reaction::{Emoji, InvalidEmoji, MAX_REACTION_KINDS, ReactionTally};
pub use room::{
    DiscoverQuery, Discovered, Member, Membership, NewRoom, Online, ReadMarker, Room, RoomEdit,
    RoomKind, Seat,
};
pub use rule::{
    AccountTaken, AddRefused, AppendRefused, CloseRefused, DeleteRefused, EditRefused, JoinRefused,
    LeaveRefused, NameTaken, NoSeat, ReactRefused, RemoveRefused, RoomEditRefused, Standing,
    check_delete, check_edit, check_react,
};
pub use text::{
    BodyLimit, EmailAddress, InvalidText, MessageBody, NameKey, Password, RoomDescription,
    RoomName, SearchQuery, Username,
};
pub use time::Timestamp;
