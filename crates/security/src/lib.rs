//! Secrets: passwords hashed by bcrypt, access tokens as JSON Web Tokens, random refresh tokens and
//! tickets.
//!
//! Nothing here is ever printed: no type shows a password, a hash, a key or a token in its `Debug`.

mod hmac;
mod passwords;
mod secrets;
mod tokens;

pub use passwords::{BcryptPasswords, Cost};
pub use secrets::RandomSecrets;
pub use tokens::{JwtTokens, KeyTooShort, SigningKey};
