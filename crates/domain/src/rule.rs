//! Who may do what. Stores load what a rule asks for and obey its answer inside their transaction.

use thiserror::Error;

use crate::{Emoji, MAX_REACTION_KINDS, Message, MessageBody, UserId};

/// Where somebody stands in the room that a message is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Who asks.
    pub user: UserId,
    /// Whether they are a member now.
    pub is_member: bool,
    /// Whether they created the room.
    pub is_creator: bool,
    /// Whether the room may be known to them at all.
    pub sees_room: bool,
}

/// An account can't be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AccountTaken {
    /// Somebody has this username.
    #[error("username already taken")]
    Username,
    /// Somebody has this e-mail address.
    #[error("e-mail address already registered")]
    Email,
}

/// The password is another one by now, or the account is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the password was changed meanwhile")]
pub struct PasswordChanged;

/// A room can't be created.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a room of that name exists")]
pub struct NameTaken;

/// Somebody asks for a room that they have no seat in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoSeat {
    /// It does not exist, or is private and not theirs.
    #[error("no such room")]
    NoSuchRoom,
    /// It is public, and they have not joined.
    #[error("not a member")]
    NotAMember,
}

/// A message can't be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AppendRefused {
    /// The room does not exist, or is private and not theirs.
    #[error("no such room")]
    NoSuchRoom,
    /// The author is no member at the moment of writing.
    #[error("not a member")]
    NotAMember,
    /// The message to answer is not in this room.
    #[error("no such message to reply to")]
    NoSuchReply,
}

/// A message can't be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EditRefused {
    /// It does not exist, or its room is private and not theirs.
    #[error("no such message")]
    NoSuchMessage,
    /// They are no member of its room.
    #[error("not a member")]
    NotAMember,
    /// Somebody else wrote it.
    #[error("not the author")]
    NotTheAuthor,
    /// It is deleted.
    #[error("already deleted")]
    Deleted,
    /// It says that already.
    #[error("nothing changed")]
    Unchanged,
}

/// A message can't be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DeleteRefused {
    /// It does not exist, or its room is private and not theirs.
    #[error("no such message")]
    NoSuchMessage,
    /// They are no member of its room.
    #[error("not a member")]
    NotAMember,
    /// They neither wrote it nor created the room.
    #[error("neither the author nor the room's creator")]
    NotAllowed,
}

/// A reaction can't be given or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReactRefused {
    /// The message does not exist, or its room is private and not theirs.
    #[error("no such message")]
    NoSuchMessage,
    /// They are no member of its room.
    #[error("not a member")]
    NotAMember,
    /// The message is deleted.
    #[error("already deleted")]
    Deleted,
    /// The message bears [`MAX_REACTION_KINDS`] different emoji already.
    #[error("too many different reactions")]
    TooManyKinds,
}

/// A room can't be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RoomEditRefused {
    /// It does not exist, or is private and not theirs.
    #[error("no such room")]
    NoSuchRoom,
    /// Somebody else created it.
    #[error("not the creator")]
    NotTheCreator,
    /// Another room has that name.
    #[error("a room of that name exists")]
    NameTaken,
}

/// A room can't be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CloseRefused {
    /// It does not exist, or is private and not theirs.
    #[error("no such room")]
    NoSuchRoom,
    /// Somebody else created it.
    #[error("not the creator")]
    NotTheCreator,
}

/// A room can't be joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum JoinRefused {
    /// It does not exist, or is private.
    #[error("no such room")]
    NoSuchRoom,
    /// They are in it.
    #[error("already a member")]
    AlreadyAMember,
}

/// A room can't be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LeaveRefused {
    /// It does not exist, or is private and not theirs.
    #[error("no such room")]
    NoSuchRoom,
    /// They are not in it.
    #[error("not a member")]
    NotAMember,
    /// The creator deletes the room instead.
    #[error("the creator cannot leave")]
    CreatorCannotLeave,
}

/// Somebody can't be added to a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddRefused {
    /// The room does not exist, or is private and not theirs.
    #[error("no such room")]
    NoSuchRoom,
    /// Who adds is no member.
    #[error("not a member")]
    NotAMember,
    /// Everybody joins a public room on their own.
    #[error("a public room is joined, not added to")]
    PublicRoom,
    /// Who is to be added does not exist.
    #[error("no such user")]
    NoSuchUser,
    /// Who is to be added is in the room.
    #[error("already a member")]
    AlreadyAMember,
}

/// Somebody can't be removed from a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RemoveRefused {
    /// The room does not exist, or is private and not theirs.
    #[error("no such room")]
    NoSuchRoom,
    /// Only the creator removes.
    #[error("not the creator")]
    NotTheCreator,
    /// Who is to be removed is no member.
    #[error("no such member")]
    NoSuchMember,
    /// The creator can't be removed.
    #[error("the creator cannot be removed")]
    CreatorCannotLeave,
}

/// Only the author edits, never a deleted message, and only to something new.
pub fn check_edit(
    standing: Standing,
    message: &Message,
    body: &MessageBody,
) -> Result<(), EditRefused> {
    if !standing.sees_room {
        Err(EditRefused::NoSuchMessage)
    } else if !standing.is_member {
        Err(EditRefused::NotAMember)
    } else if message.author.id != standing.user {
        Err(EditRefused::NotTheAuthor)
    } else if message.deleted_at.is_some() {
        Err(EditRefused::Deleted)
    } else if message.body == *body {
        Err(EditRefused::Unchanged)
    } else {
        Ok(())
    }
}

/// The author and the room's creator delete; deleting again is no mistake.
pub fn check_delete(standing: Standing, message: &Message) -> Result<(), DeleteRefused> {
    if !standing.sees_room {
        Err(DeleteRefused::NoSuchMessage)
    } else if !standing.is_member {
        Err(DeleteRefused::NotAMember)
    } else if message.author.id != standing.user && !standing.is_creator {
        Err(DeleteRefused::NotAllowed)
    } else {
        Ok(())
    }
}

/// Members react to what is not deleted; `given` is the emoji to add, `None` when one is taken back.
pub fn check_react(
    standing: Standing,
    message: &Message,
    given: Option<&Emoji>,
) -> Result<(), ReactRefused> {
    let is_new_kind = |emoji: &Emoji| message.reactions.iter().all(|tally| tally.emoji != *emoji);
    if !standing.sees_room {
        Err(ReactRefused::NoSuchMessage)
    } else if !standing.is_member {
        Err(ReactRefused::NotAMember)
    } else if message.deleted_at.is_some() {
        Err(ReactRefused::Deleted)
    } else if given.is_some_and(is_new_kind) && message.reactions.len() >= MAX_REACTION_KINDS {
        Err(ReactRefused::TooManyKinds)
    } else {
        Ok(())
    }
}
