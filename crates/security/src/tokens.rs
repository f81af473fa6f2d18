//! Access tokens as JSON Web Tokens, HS256 only.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use domain::{AccessToken, Claims, Clock, SessionId, Timestamp, TokenRefused, Tokens, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use ring::hmac;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::hmac as hs256;

/// Ours have about 300 bytes; longer ones are not worth the work of a look inside.
const MAX_TOKEN_BYTES: usize = 2_048;

const MICROS_PER_SECOND: i64 = 1_000_000;

/// The key that signs access tokens: at least 32 bytes.
#[derive(Clone)]
pub struct SigningKey {
    encoding: EncodingKey,
    decoding: DecodingKey,
    hmac: hmac::Key,
}

/// A key that could be guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be at least {} bytes long", SigningKey::MIN_BYTES)]
pub struct KeyTooShort;

impl SigningKey {
    /// The shortest key allowed: as long as the signature.
    pub const MIN_BYTES: usize = 32;

    /// Wraps a secret of at least 32 bytes.
    pub fn parse(secret: &[u8]) -> Result<Self, KeyTooShort> {
        if secret.len() < Self::MIN_BYTES {
            return Err(KeyTooShort);
        }
        Ok(Self {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            hmac: hmac::Key::new(hmac::HMAC_SHA256, secret),
        })
    }

    /// The key for what else is proven by it, each use under a name of its own.
    pub(crate) const fn hmac(&self) -> &hmac::Key {
        &self.hmac
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

/// Makes and checks access tokens; time comes from the given clock alone.
pub struct JwtTokens {
    key: SigningKey,
    lifetime: Duration,
    clock: Arc<dyn Clock>,
    validation: Validation,
}

impl JwtTokens {
    /// Tokens signed with `key` that are good for `lifetime`.
    pub fn new(key: SigningKey, lifetime: Duration, clock: Arc<dyn Clock>) -> Self {
        hs256::install();
        Self {
            key,
            lifetime,
            clock,
            validation: signature_only(),
        }
    }

    #[expect(
        clippy::expect_used,
        reason = "an HMAC over integers and UUIDs has no way to fail"
    )]
    fn sign(&self, claims: &Payload) -> String {
        encode(&Header::new(Algorithm::HS256), claims, &self.key.encoding)
            .expect("HS256 is installed and the claims are plain")
    }
}

/// What a token says, as it is written.
#[derive(Serialize, Deserialize)]
struct Payload {
    sub: String,
    iat: i64,
    exp: i64,
    jti: String,
    sid: String,
}

/// The crate checks algorithm and signature; claims are checked here, by our own clock.
fn signature_only() -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation
}

impl Tokens for JwtTokens {
    fn issue(&self, user: UserId, session: SessionId) -> AccessToken {
        let now = self.clock.now();
        // Rounded up, so that no token ends before the time that was promised.
        let end = now.plus(self.lifetime).micros();
        let exp = end.div_euclid(MICROS_PER_SECOND) + i64::from(end % MICROS_PER_SECOND != 0);
        let claims = Payload {
            sub: user.to_string(),
            iat: now.micros().div_euclid(MICROS_PER_SECOND),
            exp,
            jti: Uuid::new_v4().to_string(),
            sid: session.get().to_string(),
        };
        AccessToken {
            secret: self.sign(&claims),
            expires_in: self.lifetime,
        }
    }

    fn verify(&self, token: &str) -> Result<Claims, TokenRefused> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(TokenRefused);
        }
        let token = decode::<Payload>(token, &self.key.decoding, &self.validation)
            .map_err(|_| TokenRefused)?;
        // Nothing that a header may declare critical is known here (RFC 7515, section 4.1.11).
        if token.header.crit.is_some() {
            return Err(TokenRefused);
        }
        let claims = understand(&token.claims).ok_or(TokenRefused)?;
        if self.clock.now() < claims.expires_at {
            Ok(claims)
        } else {
            Err(TokenRefused)
        }
    }
}

fn understand(payload: &Payload) -> Option<Claims> {
    if !payload.sub.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Uuid::try_parse(&payload.jti).ok()?;
    Some(Claims {
        user: UserId::parse(payload.sub.parse().ok()?).ok()?,
        session: SessionId::new(Uuid::try_parse(&payload.sid).ok()?),
        expires_at: Timestamp::from_micros(payload.exp.checked_mul(MICROS_PER_SECOND)?),
    })
}
