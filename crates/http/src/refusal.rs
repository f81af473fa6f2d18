//! What every refusal of a use case is called on the wire.

use std::time::Duration;

use application::{
    LogInRefused, LookRefused, NoSuchPerson, NoSuchSession, NotAnAdministrator, NotSignedIn,
    PasswordRefused, PostRefused,
};
use domain::{
    AccountTaken, AddRefused, AdministerRefused, AppendRefused, CloseRefused, DeleteRefused,
    EditRefused, JoinRefused, LeaveRefused, NameTaken, NoSeat, Quota, ReactRefused, RemoveRefused,
    RoomEditRefused,
};
use protocol::Code;

/// A refusal that has a name on the wire. No `_` arm below: a new refusal must be named.
pub(crate) trait Refusal {
    /// Its name.
    fn code(&self) -> Code;

    /// What is left of a limit that applied.
    fn quota(&self) -> Option<Quota> {
        None
    }

    /// When asking again makes sense.
    fn retry_after(&self) -> Option<Duration> {
        None
    }
}

impl Refusal for AccountTaken {
    fn code(&self) -> Code {
        match self {
            Self::Username => Code::UsernameTaken,
            Self::Email => Code::EmailTaken,
        }
    }
}

impl Refusal for LogInRefused {
    fn code(&self) -> Code {
        match self {
            Self::WrongCredentials => Code::InvalidCredentials,
            Self::TooEarly { .. } => Code::TooManyAttempts,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::WrongCredentials => None,
            Self::TooEarly { retry_after } => Some(*retry_after),
        }
    }
}

impl Refusal for NotSignedIn {
    fn code(&self) -> Code {
        Code::NotAuthenticated
    }
}

impl Refusal for NotAnAdministrator {
    fn code(&self) -> Code {
        Code::NotAnAdministrator
    }
}

impl Refusal for AdministerRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchUser => Code::UserNotFound,
            Self::LastAdministrator => Code::LastAdministrator,
        }
    }
}

impl Refusal for NoSuchSession {
    fn code(&self) -> Code {
        Code::SessionNotFound
    }
}

impl Refusal for NoSuchPerson {
    fn code(&self) -> Code {
        Code::UserNotFound
    }
}

impl Refusal for PasswordRefused {
    fn code(&self) -> Code {
        match self {
            Self::NotSignedIn => Code::NotAuthenticated,
            Self::WrongPassword => Code::WrongPassword,
        }
    }
}

impl Refusal for NameTaken {
    fn code(&self) -> Code {
        Code::RoomNameTaken
    }
}

impl Refusal for NoSeat {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchRoom => Code::RoomNotFound,
            Self::NotAMember => Code::NotAMember,
        }
    }
}

impl Refusal for RoomEditRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchRoom => Code::RoomNotFound,
            Self::NotTheCreator => Code::NotTheCreator,
            Self::NameTaken => Code::RoomNameTaken,
        }
    }
}

impl Refusal for CloseRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchRoom => Code::RoomNotFound,
            Self::NotTheCreator => Code::NotTheCreator,
        }
    }
}

impl Refusal for JoinRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchRoom => Code::RoomNotFound,
            Self::AlreadyAMember => Code::AlreadyAMember,
        }
    }
}

impl Refusal for LeaveRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchRoom => Code::RoomNotFound,
            Self::NotAMember => Code::NotInRoom,
            Self::CreatorCannotLeave => Code::CreatorCannotLeave,
        }
    }
}

impl Refusal for AddRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchRoom => Code::RoomNotFound,
            Self::NotAMember => Code::NotAMember,
            Self::PublicRoom => Code::RoomIsPublic,
            Self::NoSuchUser => Code::UserNotFound,
            Self::AlreadyAMember => Code::AlreadyAMember,
        }
    }
}

impl Refusal for RemoveRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchRoom => Code::RoomNotFound,
            Self::NotTheCreator => Code::NotTheCreator,
            Self::NoSuchMember => Code::MemberNotFound,
            Self::CreatorCannotLeave => Code::CreatorCannotLeave,
        }
    }
}

impl Refusal for AppendRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchRoom => Code::RoomNotFound,
            Self::NotAMember => Code::NotAMember,
            Self::NoSuchReply => Code::ReplyNotFound,
        }
    }
}

impl Refusal for PostRefused {
    fn code(&self) -> Code {
        match self {
            Self::TooMany { .. } => Code::RateLimited,
            Self::NotTaken { why, .. } => why.code(),
        }
    }

    fn quota(&self) -> Option<Quota> {
        match self {
            Self::TooMany { quota, .. } => Some(*quota),
            Self::NotTaken { quota, .. } => *quota,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooMany { retry_after, .. } => Some(*retry_after),
            Self::NotTaken { .. } => None,
        }
    }
}

impl Refusal for EditRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchMessage => Code::MessageNotFound,
            Self::NotAMember => Code::NotAMember,
            Self::NotTheAuthor => Code::NotTheAuthor,
            Self::Deleted => Code::MessageDeleted,
            Self::Unchanged => Code::NothingChanged,
        }
    }
}

impl Refusal for DeleteRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchMessage => Code::MessageNotFound,
            Self::NotAMember => Code::NotAMember,
            Self::NotAllowed => Code::NotAllowedToDelete,
        }
    }
}

impl Refusal for ReactRefused {
    fn code(&self) -> Code {
        match self {
            Self::NoSuchMessage => Code::MessageNotFound,
            Self::NotAMember => Code::NotAMember,
            Self::Deleted => Code::MessageDeleted,
            Self::TooManyKinds => Code::TooManyReactions,
        }
    }
}

impl Refusal for LookRefused {
    fn code(&self) -> Code {
        match self {
            Self::Seat(refused) => refused.code(),
            Self::NoSuchMessage => Code::MessageNotFound,
        }
    }
}
