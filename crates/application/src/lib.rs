//! Use cases: one method, one story.
//!
//! Three services, named by area: [`People`] (accounts and sign-in), [`Lobby`] (rooms and who sits
//! in them) and [`Conversation`] (messages). Each is a cheap handle that can be cloned into every
//! worker. They reach the world only through the domain's ports; nothing here knows a wire format,
//! a socket or a database.

mod caller;
mod conversation;
mod failure;
mod lobby;
mod people;

pub use caller::Caller;
pub use conversation::{
    AroundRefused, Conversation, ConversationPorts, LookAround, PostMessage, PostRefused, Posted,
    ReadNewer, ReadPage, SearchEverywhere, SearchRoom,
};
pub use failure::Failure;
pub use lobby::{Discovery, Lobby, LobbyPorts, MemberPage, OpenRoom, ReadMembers, Seated};
pub use people::{
    ChangePassword, Device, DirectoryPage, LogIn, LogInRefused, NoSuchPerson, NoSuchSession,
    NotSignedIn, OpenSession, PasswordRefused, People, PeoplePorts, ReadDirectory, Register, Shown,
    SignedIn, Ticket,
};
