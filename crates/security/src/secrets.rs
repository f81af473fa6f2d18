//! Random secrets, and the tokens and tickets that clients carry them in.
//!
//! A refresh token is `secret | generation | proof`. The secret names the session: it is random, and
//! stores keep its digest only. The proof is an HMAC of both under a key that never leaves the
//! server, so that each token of a session follows from the one before for us and for nobody else:
//! two tabs that prolong a session at once get the same token, and nothing but the number of the
//! newest one has to be kept to know a copied one.

use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{Digest, Generation, Password, Secret, Secrets, SessionId};
use ring::rand::{SecureRandom, SystemRandom};
use ring::{digest, hmac};
use uuid::Uuid;

use crate::SigningKey;

const SECRET_BYTES: usize = 32;
const GENERATION_BYTES: usize = 8;
const PROOF_BYTES: usize = 32;

/// Keep the uses of the signing key apart.
const REFRESH: &[u8] = b"rostra refresh token";
const ORIGIN: &[u8] = b"rostra origin of a sign-in";

/// Makes secrets with the machine's random numbers.
pub struct RandomSecrets {
    random: SystemRandom,
    refresh: hmac::Key,
    origin: hmac::Key,
}

impl RandomSecrets {
    /// Proves refresh tokens, and digests addresses, by keys that are derived from `key`.
    pub fn new(key: &SigningKey) -> Self {
        let derived = |purpose| {
            let bytes = hmac::sign(key.hmac(), purpose);
            hmac::Key::new(hmac::HMAC_SHA256, bytes.as_ref())
        };
        Self {
            random: SystemRandom::new(),
            refresh: derived(REFRESH),
            origin: derived(ORIGIN),
        }
    }
}

impl Secrets for RandomSecrets {
    #[expect(
        clippy::expect_used,
        reason = "a machine without random numbers can't sign anybody in"
    )]
    fn fresh(&self) -> Secret {
        let mut bits = [0; SECRET_BYTES];
        self.random
            .fill(&mut bits)
            .expect("the machine has random numbers");
        Secret::new(bits)
    }

    fn fresh_session(&self) -> SessionId {
        SessionId::new(Uuid::new_v4())
    }

    #[expect(clippy::expect_used, reason = "20 plain letters are a password")]
    fn fresh_password(&self) -> Password {
        let text: String = self.ticket(&self.fresh()).chars().take(20).collect();
        Password::parse(&text).expect("20 plain letters are a password")
    }

    fn digest(&self, secret: &Secret) -> Digest {
        to_digest(digest::digest(&digest::SHA256, secret.expose()).as_ref())
    }

    fn origin(&self, address: IpAddr) -> Digest {
        let network = match address.to_canonical() {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().into_iter().take(8).collect(),
        };
        to_digest(hmac::sign(&self.origin, &network).as_ref())
    }

    fn refresh_token(&self, secret: &Secret, generation: Generation) -> String {
        let mut token = Vec::with_capacity(SECRET_BYTES + GENERATION_BYTES + PROOF_BYTES);
        token.extend_from_slice(secret.expose());
        token.extend_from_slice(&generation.get().to_be_bytes());
        let proof = hmac::sign(&self.refresh, &token);
        token.extend_from_slice(proof.as_ref());
        URL_SAFE_NO_PAD.encode(token)
    }

    fn read_refresh_token(&self, token: &str) -> Option<(Secret, Generation)> {
        let token = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (told, proof) = token.split_at_checked(SECRET_BYTES + GENERATION_BYTES)?;
        hmac::verify(&self.refresh, told, proof).ok()?;
        let (secret, generation) = told.split_at_checked(SECRET_BYTES)?;
        let generation = i64::from_be_bytes(generation.try_into().ok()?);
        let generation = Generation::parse(generation).ok()?;
        Some((Secret::new(secret.try_into().ok()?), generation))
    }

    fn ticket(&self, secret: &Secret) -> String {
        URL_SAFE_NO_PAD.encode(secret.expose())
    }

    fn read_ticket(&self, ticket: &str) -> Option<Secret> {
        let bits = URL_SAFE_NO_PAD.decode(ticket).ok()?;
        Some(Secret::new(bits.try_into().ok()?))
    }
}

/// Both algorithms make 32 bytes.
fn to_digest(made: &[u8]) -> Digest {
    let mut bytes = [0; SECRET_BYTES];
    bytes.copy_from_slice(made);
    Digest::new(bytes)
}
