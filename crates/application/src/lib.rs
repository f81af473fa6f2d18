//! Use cases: one method, one story.
//!
//! Four services, named by area: [`People`] (accounts and sign-in), [`Lobby`] (rooms and who sits in
//! them), [`Conversation`] (messages) and [`Overview`] (the place as a whole, for administrators).
//! Each is a cheap handle that can be cloned into every worker. They reach the world only through the
//! domain's ports; nothing here knows a wire format, a socket or a database.

mod caller;
mod conversation;
mod failure;
mod lobby;
mod oversight;
mod page;
mod people;

pub use caller::Caller;
pub use conversation::{
    Conversation, ConversationPorts, LookAround, LookRefused, PostMessage, PostRefused, Posted,
    ReadNewer, ReadPage, SearchEverywhere, SearchRoom,
};
pub use failure::Failure;
pub use lobby::{Discovery, Lobby, LobbyPorts, MemberPage, OpenRoom, ReadMembers, Seated};
pub use oversight::{Overview, OverviewPorts, RoomsPage};
pub use people::{
    AccountPage, Administrator, Change, ChangePassword, Device, DirectoryPage, LogIn, LogInRefused,
    NoSuchPerson, NoSuchSession, NotAnAdministrator, NotSignedIn, OpenSession, PasswordRefused,
    People, PeoplePorts, ReadDirectory, Register, Shown, SignedIn, Ticket,
};
