//! What an attacker may try, by the numbers of `docs/security.md`.

mod s05_refresh_tokens;
mod s06_ended_sessions;
