//! What crosses the wire: REST bodies, socket frames, problem codes and cursors.
//!
//! Words and shapes are what clients rely on; rules and storage are unknown here.

mod account;
mod action;
mod administration;
mod cursor;
mod event;
mod form;
mod frame;
mod message;
mod problem;
mod request;
mod response;
mod room;
mod time;

pub use account::{
    Account, ChosenStatus, Connected, PasswordForm, Presence, ProfileForm, PublicProfile,
    RefreshForm, SessionEntry, SessionList, SocketTicket, Token, UserPage,
};
pub use action::ClientActionSchema;
pub use action::{ActionRefused, ClientAction, Resume, SendMessage, parse_action};
pub use administration::{
    Activity, AdminAccount, AdminAccountPage, AdminRoom, AdminRoomPage, Day, NewPassword, RoleForm,
    Storage,
};
pub use cursor::{IdCursor, InvalidCursor, NameCursor, SeqCursor};
pub use event::{
    DeletedMessage, EditedMessage, MembershipChange, Reaction, ResumeOutcome, ServerEvent,
};
pub use form::{FieldError, FieldErrors, FieldType, Fields, Given, read_object};
pub use frame::{close_frame, ping_frame, pong_frame, text_frame};
pub use message::{Attachment, Message, ReactionCount};
pub use problem::{Code, Problem};
pub use request::{
    ContentForm, LoginForm, MemberForm, MessageForm, NewMessageFields, ReactionForm, ReadForm,
    RegisterFields, RegisterForm, RoomEditForm, RoomFields, RoomForm,
};
pub use response::{
    ContextPage, DatabaseHealth, Greeting, MemberPage, MessagePage, Reactions, ReactorList,
    ReactorsOfEmoji, ReadState, RoomMember, Status, Unread,
};
pub use room::{DiscoveredRoom, Room, RoomKind, User};
pub use time::Time;
