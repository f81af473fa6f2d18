//! The chat itself: values that parse themselves, the rules of rooms and messages, the events they
//! cause, and the ports through which the chat reaches the world.
//!
//! Nothing here knows a database, a socket, a wire format or a runtime.

mod account;
mod administration;
mod attempt;
mod event;
mod fault;
mod id;
mod message;
mod port;
mod reaction;
mod room;
mod rule;
mod session;
mod text;
mod time;

pub use account::{
    Account, Availability, Credentials, DirectoryQuery, NewAccount, NewPassword, PasswordHash,
    Person, Profile, ProfileEdit, Whom,
};
pub use administration::{
    Administer, AdministerRefused, DayCount, Holdings, RoomEntry, RoomsQuery,
};
pub use attempt::{Attempt, Failures, Guesser, ORIGIN_KNOWN_FOR, check_attempt};
pub use event::{Departure, Event, MessageChange, MessageEvent};
pub use fault::{Fault, StoreError};
pub use id::{
    ClientId, Digest, Epoch, Generation, InvalidId, InvalidPosition, MessageId, RoomId, Seq,
    SessionId, UserId, Version,
};
pub use message::{
    Appended, ChangedMessage, Changes, Context, DeleteMessage, EditMessage, Healing, Message,
    MessagePage, NewMessage, React, Reactor, RoomHead,
};
pub use port::{
    AccessToken, Accounts, Attempts, Claims, Clock, Connections, Events, Limited, Limiter,
    Measured, Messages, Meter, Oversight, Passwords, Presence, Quota, Resumed, Rooms, Secrets,
    Sent, Sessions, TokenRefused, Tokens, Verdict,
};
#[cfg(feature = "mock")]
pub use port::{
    MockAccounts, MockAttempts, MockClock, MockConnections, MockEvents, MockLimiter, MockMessages,
    MockMeter, MockOversight, MockPasswords, MockPresence, MockRooms, MockSecrets, MockSessions,
    MockTokens,
};
pub use reaction::{Emoji, InvalidEmoji, MAX_REACTION_KINDS, ReactionTally, Reactors};
pub use room::{
    DiscoverQuery, Discovered, Member, Membership, NewRoom, Online, ReadMarker, Room, RoomEdit,
    RoomKind, Seat,
};
pub use rule::{
    AccountTaken, AddRefused, AppendRefused, CloseRefused, DeleteRefused, EditRefused, JoinRefused,
    LeaveRefused, NameTaken, NoSeat, PasswordChanged, ReactRefused, RemoveRefused, RoomEditRefused,
    Standing, check_delete, check_edit, check_react,
};
pub use session::{
    BeginRefused, Ended, EndingMark, NewSession, NewTicket, ProlongRefused, ProlongSession,
    ProlongVerdict, Prolonged, Secret, Session, SessionSpan, SessionState, check_prolong,
};
pub use text::{
    Bio, BodyLimit, DeviceName, DisplayName, EmailAddress, InvalidText, MessageBody, NameKey,
    Password, RoomDescription, RoomName, SearchQuery, Username,
};
pub use time::Timestamp;
