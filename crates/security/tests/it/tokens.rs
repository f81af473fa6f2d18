//! A token proves who its owner is, or nothing at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{Clock, SessionId, Timestamp, TokenRefused, Tokens, UserId};
use ring::hmac;
use security::{JwtTokens, KeyTooShort, SigningKey};
use serde_json::{Value, json};
use uuid::Uuid;

const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";
const NOON: i64 = 1_750_000_000;
const HALF_AN_HOUR: Duration = Duration::from_secs(1_800);
const ANN: UserId = UserId::restored(7);
const PHONE: SessionId = SessionId::new(Uuid::from_u128(71));

struct ManualClock(AtomicI64);

impl ManualClock {
    fn at_noon() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(NOON * 1_000_000)))
    }

    fn advance(&self, by: Duration) {
        let micros = i64::try_from(by.as_micros()).unwrap();
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

fn tokens_and_clock() -> (JwtTokens, Arc<ManualClock>) {
    let clock = ManualClock::at_noon();
    let key = SigningKey::parse(SECRET).unwrap();
    let tokens = JwtTokens::new(key, HALF_AN_HOUR, clock.clone());
    (tokens, clock)
}

/// A token of any content, signed as ours are.
fn forged(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let header = URL_SAFE_NO_PAD.encode(header.to_string());
    let claims = URL_SAFE_NO_PAD.encode(claims.to_string());
    let signed = format!("{header}.{claims}");
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let tag = hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tag))
}

fn hs256() -> Value {
    json!({"alg": "HS256", "typ": "JWT"})
}

fn good_claims() -> Value {
    json!({
        "sub": "7",
        "iat": NOON,
        "exp": NOON + 60,
        "jti": "2c1b8a0e-57f8-4d2f-9be9-1e94e3a2c001",
        "sid": "2c1b8a0e-57f8-4d2f-9be9-1e94e3a2c002",
    })
}

fn claims_with(name: &str, value: Value) -> Value {
    let mut claims = good_claims();
    claims.as_object_mut().unwrap().insert(name.into(), value);
    claims
}

fn claims_without(name: &str) -> Value {
    let mut claims = good_claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

fn verdict(token: &str) -> Result<UserId, TokenRefused> {
    let (tokens, _) = tokens_and_clock();
    tokens.verify(token).map(|claims| claims.user)
}

#[test]
fn an_issued_token_says_who_and_until_when() {
    let (tokens, _) = tokens_and_clock();
    let token = tokens.issue(ANN, PHONE);
    let claims = tokens.verify(&token.secret).unwrap();
    assert_eq!(claims.user, ANN);
    assert_eq!(claims.session, PHONE);
    assert_eq!(token.expires_in, HALF_AN_HOUR);
    let end = Timestamp::from_micros((NOON + 1_800) * 1_000_000);
    assert_eq!(claims.expires_at, end);
}

#[test]
fn a_token_is_good_to_the_last_moment_and_not_beyond() {
    let (tokens, clock) = tokens_and_clock();
    let token = tokens.issue(ANN, PHONE).secret;
    clock.advance(HALF_AN_HOUR - Duration::from_micros(1));
    assert!(tokens.verify(&token).is_ok());
    clock.advance(Duration::from_micros(1));
    assert_eq!(tokens.verify(&token), Err(TokenRefused));
}

#[test]
fn a_token_never_ends_before_the_time_that_was_promised() {
    let (tokens, clock) = tokens_and_clock();
    clock.advance(Duration::from_millis(999));
    let token = tokens.issue(ANN, PHONE);
    clock.advance(token.expires_in - Duration::from_micros(1));
    assert!(tokens.verify(&token.secret).is_ok());
}

#[test]
fn a_token_signed_as_ours_are_is_ours() {
    let token = forged(&hs256(), &good_claims(), SECRET);
    assert_eq!(verdict(&token), Ok(ANN));
}

#[test]
fn a_token_of_another_key_proves_nothing() {
    let token = forged(
        &hs256(),
        &good_claims(),
        b"another key, of the same length!",
    );
    assert_eq!(verdict(&token), Err(TokenRefused));
}

#[test]
fn only_the_one_algorithm_is_accepted() {
    for algorithm in [
        "none", "None", "HS384", "HS512", "RS256", "ES256", "EdDSA", "hs256", "",
    ] {
        let header = json!({"alg": algorithm, "typ": "JWT"});
        let token = forged(&header, &good_claims(), SECRET);
        assert_eq!(verdict(&token), Err(TokenRefused), "{algorithm}");
        let (unsigned, _) = token.rsplit_once('.').unwrap();
        let unsigned = format!("{unsigned}.");
        assert_eq!(verdict(&unsigned), Err(TokenRefused), "{algorithm}");
    }
}

#[test]
fn a_header_that_demands_something_unknown_is_refused() {
    let header = json!({"alg": "HS256", "crit": ["moon-phase"], "moon-phase": "full"});
    let token = forged(&header, &good_claims(), SECRET);
    assert_eq!(verdict(&token), Err(TokenRefused));
}

#[test]
fn every_claim_is_required() {
    for name in ["sub", "iat", "exp", "jti", "sid"] {
        let token = forged(&hs256(), &claims_without(name), SECRET);
        assert_eq!(verdict(&token), Err(TokenRefused), "{name}");
    }
}

#[test]
fn a_subject_is_a_positive_integer_in_a_string() {
    let not_ids = [
        json!("0"),
        json!("-7"),
        json!("+7"),
        json!(" 7"),
        json!("7.0"),
        json!("ann"),
        json!(""),
        json!("9007199254740992"),
        json!("99999999999999999999999999"),
        json!(7),
        json!(null),
        json!(["7"]),
    ];
    for sub in not_ids {
        let token = forged(&hs256(), &claims_with("sub", sub.clone()), SECRET);
        assert_eq!(verdict(&token), Err(TokenRefused), "{sub}");
    }
}

#[test]
fn odd_claims_prove_nothing_and_break_nothing() {
    for (name, value) in [
        ("exp", json!(NOON)),
        ("exp", json!(i64::MAX)),
        ("exp", json!(-1)),
        ("exp", json!("tomorrow")),
        ("exp", json!(1e300)),
        ("sid", json!("no uuid")),
        ("jti", json!("no uuid")),
        ("iat", json!("noon")),
    ] {
        let token = forged(&hs256(), &claims_with(name, value.clone()), SECRET);
        assert_eq!(verdict(&token), Err(TokenRefused), "{name}: {value}");
    }
}

#[test]
fn a_token_changed_anywhere_proves_nothing() {
    let token = forged(&hs256(), &good_claims(), SECRET);
    // The last character of a part may carry bits that mean nothing; all others count.
    for place in (0..token.len() - 1).filter(|at| token.as_bytes().get(*at) != Some(&b'.')) {
        let mut changed = token.clone().into_bytes();
        let byte = changed.get_mut(place).unwrap();
        *byte = if *byte == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(verdict(&changed), Err(TokenRefused), "at {place}");
    }
}

#[test]
fn what_is_no_token_proves_nothing() {
    for text in ["", ".", "..", "...", "a.b.c", "not a token", "é.é.é", "\0"] {
        assert_eq!(verdict(text), Err(TokenRefused), "{text:?}");
    }
    let huge = forged(
        &hs256(),
        &claims_with("more", json!("x".repeat(1_000_000))),
        SECRET,
    );
    assert_eq!(verdict(&huge), Err(TokenRefused));
}

#[test]
fn a_key_has_at_least_thirty_two_bytes_and_is_never_shown() {
    assert_eq!(SigningKey::parse(&[7; 31]).err(), Some(KeyTooShort));
    let key = SigningKey::parse(&[7; 32]).unwrap();
    assert_eq!(format!("{key:?}"), "SigningKey(..)");
}
