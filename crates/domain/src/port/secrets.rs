//! Random secrets, and what is kept of them.

use std::net::IpAddr;

use crate::{Digest, Generation, Password, Secret, SessionId};

/// Makes secrets that nobody can guess, and the texts that clients carry them in.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Secrets: Send + Sync {
    /// 256 random bits.
    fn fresh(&self) -> Secret;

    /// What a store keeps instead of an address: its keyed digest, so that nobody who has a copy can
    /// try out all addresses. Neighbors of one IPv6 network are one.
    fn origin(&self, address: IpAddr) -> Digest;

    /// A random id for a new session.
    fn fresh_session(&self) -> SessionId;

    /// A password that nobody can guess, for who forgot theirs.
    fn fresh_password(&self) -> Password;

    /// What a store keeps instead of the secret.
    fn digest(&self, secret: &Secret) -> Digest;

    /// The token that prolongs the session of `secret`, once it was prolonged `generation` times.
    /// The same generation is always the same token; who has one can't make the next.
    fn refresh_token(&self, secret: &Secret, generation: Generation) -> String;

    /// What a refresh token says, if it was made here.
    fn read_refresh_token(&self, token: &str) -> Option<(Secret, Generation)>;

    /// The text of a one-use ticket.
    fn ticket(&self, secret: &Secret) -> String;

    /// The secret of a ticket, if the text could be one.
    fn read_ticket(&self, ticket: &str) -> Option<Secret>;
}
