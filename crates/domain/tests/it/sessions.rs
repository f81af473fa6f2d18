//! How long sessions last, and which refresh tokens are good.

use std::time::Duration;

use domain::{
    DeviceName, Digest, Ended, Generation, ProlongSession, ProlongVerdict, SessionId, SessionSpan,
    SessionState, Timestamp, check_prolong,
};
use uuid::Uuid;

const NOON: Timestamp = Timestamp::from_micros(1_750_000_000_000_000);
const DAY: Duration = Duration::from_secs(86_400);

fn verdict(generation: i64, after: Duration) -> ProlongVerdict {
    let state = SessionState {
        generation: Generation::restored(7),
        used_at: NOON,
        expires_at: NOON.plus(DAY),
    };
    let order = ProlongSession {
        secret: Digest::new([0; 32]),
        generation: Generation::restored(generation),
        at: NOON.plus(after),
        span: SessionSpan::DEFAULT,
    };
    check_prolong(state, &order)
}

#[test]
fn the_newest_token_is_good_until_the_session_ends() {
    let moment = Duration::from_micros(1);
    assert_eq!(verdict(7, Duration::ZERO), ProlongVerdict::Next);
    assert_eq!(verdict(7, DAY - moment), ProlongVerdict::Next);
    assert_eq!(verdict(7, DAY), ProlongVerdict::Expired);
    assert_eq!(verdict(3, DAY), ProlongVerdict::Expired);
}

#[test]
fn the_token_before_is_forgiven_for_ten_seconds_and_no_other_ever() {
    let (moment, grace) = (Duration::from_micros(1), Duration::from_secs(10));
    assert_eq!(verdict(6, Duration::ZERO), ProlongVerdict::Again);
    assert_eq!(verdict(6, grace - moment), ProlongVerdict::Again);
    assert_eq!(verdict(6, grace), ProlongVerdict::Reused);
    for generation in [0, 5, 8, 1_000] {
        assert_eq!(verdict(generation, Duration::ZERO), ProlongVerdict::Reused);
    }
}

#[test]
fn a_session_ends_idle_or_old() {
    let span = SessionSpan::DEFAULT;
    assert_eq!(span.end(NOON, NOON), NOON.plus(DAY * 30));
    assert_eq!(span.end(NOON, NOON.plus(DAY * 59)), NOON.plus(DAY * 89));
    assert_eq!(span.end(NOON, NOON.plus(DAY * 70)), NOON.plus(DAY * 90));
}

#[test]
fn no_access_token_outlives_its_session() {
    let year = SessionSpan::for_tokens_of(DAY * 365);
    assert_eq!(year.end(NOON, NOON), NOON.plus(DAY * 365));
    let usual = SessionSpan::for_tokens_of(Duration::from_secs(1_800));
    assert_eq!(usual, SessionSpan::DEFAULT);
}

#[test]
fn what_ended_is_told_exactly() {
    let session = |number| SessionId::new(Uuid::from_u128(number));
    let cases = [
        (Ended::One(session(1)), [true, false]),
        (Ended::AllBut(session(1)), [false, true]),
        (Ended::All, [true, true]),
    ];
    for (ended, expected) in cases {
        let included = [ended.includes(session(1)), ended.includes(session(2))];
        assert_eq!(included, expected, "{ended:?}");
    }
}

#[test]
fn a_device_may_call_itself_anything_and_is_shown_what_is_fit_to_be_shown() {
    let cases = [
        ("Mozilla/5.0 (X11)", "Mozilla/5.0 (X11)"),
        ("", ""),
        (" \r\nSet-Cookie: x\u{0}\u{7f} ", "Set-Cookie: x"),
    ];
    for (raw, shown) in cases {
        assert_eq!(DeviceName::of(raw).as_str(), shown);
    }
    assert_eq!(DeviceName::of(&"é".repeat(9_000)).as_str(), "é".repeat(200));
}
