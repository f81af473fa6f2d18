//! Tokens made by somebody else than the server.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac::{self, Algorithm, HMAC_SHA256, HMAC_SHA512};
use serde_json::{Value, json};

/// What servers are started with when tokens are made here.
pub(crate) const SECRET: &str = "a-secret-that-the-tests-share-with-the-server";

/// Tokens about `user` that must open nothing.
pub(crate) fn bad(user: i64) -> Vec<String> {
    let good = json!({"alg": "HS256", "typ": "JWT"});
    let sub = user.to_string();
    let none = unsigned(&json!({"alg": "none"}), &claims(&sub, 3_600));
    let mut without_end = claims(&sub, 3_600);
    without_end.as_object_mut().unwrap().remove("exp");
    let critical = json!({"alg": "HS256", "typ": "JWT", "crit": ["x"], "x": 1});
    vec![
        "not-a-token".to_owned(),
        "a.b.c".to_owned(),
        format!("{none}."),
        format!("{none}.AAAA"),
        signed(
            &json!({"alg": "none"}),
            &claims(&sub, 3_600),
            HMAC_SHA256,
            SECRET,
        ),
        signed(
            &json!({"alg": "HS512"}),
            &claims(&sub, 3_600),
            HMAC_SHA512,
            SECRET,
        ),
        signed(&critical, &claims(&sub, 3_600), HMAC_SHA256, SECRET),
        signed(
            &good,
            &claims(&sub, 3_600),
            HMAC_SHA256,
            "another-secret-of-more-than-32-bytes",
        ),
        // Genuine, but of a session that does not exist.
        signed(&good, &claims(&sub, 3_600), HMAC_SHA256, SECRET),
        signed(&good, &claims(&sub, -1), HMAC_SHA256, SECRET),
        signed(&good, &without_end, HMAC_SHA256, SECRET),
        signed(&good, &claims("999999999", 3_600), HMAC_SHA256, SECRET),
        signed(&good, &claims("-1", 3_600), HMAC_SHA256, SECRET),
        signed(&good, &claims("1 OR 1=1", 3_600), HMAC_SHA256, SECRET),
        signed(&good, &json!(["not", "claims"]), HMAC_SHA256, SECRET),
        format!(
            "{}x",
            signed(&good, &claims(&sub, 3_600), HMAC_SHA256, SECRET)
        ),
        "x".repeat(5_000),
    ]
}

#[expect(
    clippy::disallowed_methods,
    reason = "a forger asks no port for the time"
)]
fn claims(sub: &str, lasts: i64) -> Value {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let now = i64::try_from(now).unwrap();
    let (jti, sid) = (outside::uuid(), outside::uuid());
    json!({"sub": sub, "iat": now, "exp": now + lasts, "jti": jti, "sid": sid})
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

fn signed(header: &Value, claims: &Value, algorithm: Algorithm, secret: &str) -> String {
    let text = unsigned(header, claims);
    let key = hmac::Key::new(algorithm, secret.as_bytes());
    let signature = hmac::sign(&key, text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}
