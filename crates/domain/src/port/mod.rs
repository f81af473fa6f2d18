//! What the chat needs from the world, cut by what must be consistent together.
//!
//! Each method is one atomic act; no transaction leaks out.

mod accounts;
mod events;
mod limiter;
mod messages;
mod meter;
mod passwords;
mod presence;
mod rooms;
mod tokens;

pub use accounts::Accounts;
pub use events::{Clock, Events};
pub use limiter::{Limited, Limiter, Quota, Verdict};
pub use messages::Messages;
pub use meter::{Measured, Meter, Resumed, Sent};
pub use passwords::Passwords;
pub use presence::Presence;
pub use rooms::Rooms;
pub use tokens::{AccessToken, Claims, TokenRefused, Tokens};

#[cfg(feature = "mock")]
pub use {
    accounts::MockAccounts,
    events::{MockClock, MockEvents},
    limiter::MockLimiter,
    messages::MockMessages,
    meter::MockMeter,
    passwords::MockPasswords,
    presence::MockPresence,
    rooms::MockRooms,
    tokens::MockTokens,
};
