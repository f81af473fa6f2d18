//! Refresh tokens and tickets carry a secret, and only what was made here is read.

use domain::{Generation, Secrets};
use security::{RandomSecrets, SigningKey};

fn secrets(key: &[u8]) -> RandomSecrets {
    RandomSecrets::new(&SigningKey::parse(key).unwrap())
}

fn ours() -> RandomSecrets {
    secrets(b"0123456789abcdef0123456789abcdef")
}

const FIFTH: Generation = Generation::restored(5);

#[test]
fn a_refresh_token_is_read_as_it_was_made() {
    let secret = ours().fresh();
    let token = ours().refresh_token(&secret, FIFTH);
    assert_eq!(
        ours().read_refresh_token(&token),
        Some((secret.clone(), FIFTH))
    );
    assert_eq!(ours().refresh_token(&secret, FIFTH), token);
    assert_ne!(ours().refresh_token(&secret, FIFTH.next()), token);
}

#[test]
fn no_two_secrets_are_alike() {
    let (one, other) = (ours().fresh(), ours().fresh());
    assert_ne!(one, other);
    assert_ne!(ours().digest(&one), ours().digest(&other));
    assert_ne!(ours().fresh_session(), ours().fresh_session());
}

/// Whoever holds a token can't make the next one of it.
#[test]
fn a_token_that_was_changed_anywhere_is_not_ours() {
    let token = ours().refresh_token(&ours().fresh(), FIFTH);
    for at in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert_eq!(ours().read_refresh_token(&changed), None, "{changed}");
    }
    for other in [
        "",
        "x",
        &token[1..],
        &format!("{token}A"),
        &"A".repeat(9_000),
    ] {
        assert_eq!(ours().read_refresh_token(other), None, "{other}");
    }
}

#[test]
fn a_token_of_another_key_is_not_ours() {
    let theirs = secrets(b"another secret of thirty-two bytes");
    let token = theirs.refresh_token(&theirs.fresh(), FIFTH);
    assert_eq!(ours().read_refresh_token(&token), None);
}

#[test]
fn a_ticket_carries_its_secret() {
    let secret = ours().fresh();
    let ticket = ours().ticket(&secret);
    assert_eq!(ours().read_ticket(&ticket), Some(secret));
    for other in ["", "x", &ticket[1..], &format!("{ticket}AA")] {
        assert_eq!(ours().read_ticket(other), None, "{other}");
    }
}

#[test]
fn an_address_is_recognized_and_neighbors_of_one_network_are_one() {
    let origin = |text: &str| ours().origin(text.parse().unwrap());
    let alike = [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "::ffff:192.0.2.1"),
        ("2001:db8:0:1::1", "2001:db8:0:1:9:9:9:9"),
    ];
    for (one, other) in alike {
        assert_eq!(origin(one), origin(other), "{one} {other}");
    }
    assert_ne!(origin("192.0.2.1"), origin("192.0.2.2"));
    assert_ne!(origin("2001:db8:0:1::1"), origin("2001:db8:0:2::1"));
    let theirs = secrets(b"another secret of thirty-two bytes");
    assert_ne!(
        origin("192.0.2.1"),
        theirs.origin("192.0.2.1".parse().unwrap())
    );
}

#[test]
fn no_secret_is_shown() {
    assert_eq!(format!("{:?}", ours().fresh()), "Secret(..)");
}
