//! What the chat needs from the world, cut by what must be consistent together.
//!
//! Each method is one atomic act; no transaction leaks out.

mod accounts;
mod attempts;
mod connections;
mod events;
mod limiter;
mod messages;
mod oversight;
mod meter;
mod passwords;
mod presence;
mod rooms;
mod secrets;
mod sessions;
mod tokens;

pub use accounts::Accounts;
pub use attempts::Attempts;
pub use connections::Connections;
pub use events::{Clock, Events};
pub use limiter::{Limited, Limiter, Quota, Verdict};
pub use messages::Messages;
pub use meter::{Measured, Meter, Resumed, Sent};
pub use oversight::Oversight;
pub use passwords::Passwords;
pub use presence::Presence;
pub use rooms::Rooms;
pub use secrets::Secrets;
pub use sessions::Sessions;
pub use tokens::{AccessToken, Claims, TokenRefused, Tokens};

#[cfg(feature = "mock")]
pub use {
    accounts::MockAccounts,
    attempts::MockAttempts,
    connections::MockConnections,
    events::{MockClock, MockEvents},
    limiter::MockLimiter,
    messages::MockMessages,
    meter::MockMeter,
    oversight::MockOversight,
    passwords::MockPasswords,
    presence::MockPresence,
    rooms::MockRooms,
    secrets::MockSecrets,
    sessions::MockSessions,
    tokens::MockTokens,
};
