//! Refresh tokens: each is good once, and a copied one gives its thief away.

use outside::{Person, Server, Setup, anonymous};
use serde_json::{Value, json};

async fn is_signed_in(server: &Server, person: &Person) -> bool {
    let answer = person.get(server, "/api/auth/me").await;
    match answer.status {
        200 => true,
        _ => {
            answer.problem(401, "not_authenticated");
            false
        }
    }
}

async fn s05_each_refresh_gives_a_new_pair(setup: Setup) {
    let server = setup.start().await;
    let first = server.person("Ann").await;
    let second = first.refreshes(&server).await;
    let third = second.refreshes(&server).await;
    assert_ne!(first.refresh_token, second.refresh_token);
    assert_ne!(second.refresh_token, third.refresh_token);
    for person in [&first, &second, &third] {
        assert!(is_signed_in(&server, person).await);
    }
    assert_eq!(third.sessions(&server).await.len(), 1);
}

/// The token before the newest may come from another tab; the one before that can't.
async fn s05_a_reused_refresh_token_revokes_its_family(setup: Setup) {
    let server = setup.start().await;
    let stolen = server.person("Ann").await;
    let other_device = stolen.signs_in(&server).await;
    let newest = stolen.refreshes(&server).await.refreshes(&server).await;
    let reused = stolen.asks_for_tokens(&server).await;
    reused.problem(401, "not_authenticated");
    let newest_again = newest.asks_for_tokens(&server).await;
    newest_again.problem(401, "not_authenticated");
    assert!(!is_signed_in(&server, &newest).await);
    assert!(!is_signed_in(&server, &stolen).await);
    assert!(is_signed_in(&server, &other_device).await);
}

async fn s05_two_tabs_that_refresh_at_once_both_go_on(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let tabs = (0..8).map(|_| ann.refreshes(&server));
    for tab in futures_util::future::join_all(tabs).await {
        assert!(is_signed_in(&server, &tab).await);
        assert!(is_signed_in(&server, &tab.refreshes(&server).await).await);
    }
}

async fn s05_what_is_no_refresh_token_is_refused_alike(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let ticket = ann.ticket(&server).await;
    let shortened = &ann.refresh_token[1..];
    let long = "A".repeat(9_000);
    for token in ["", "x", &ann.token, &ticket, shortened, &long, "\u{0}"] {
        let form = json!({"refresh_token": token});
        let answer = anonymous().post(&server, "/api/auth/refresh", &form).await;
        answer.problem(401, "not_authenticated");
    }
    for form in [
        json!({}),
        json!({"refresh_token": 7}),
        json!({"refresh_token": null}),
    ] {
        let answer = anonymous().post(&server, "/api/auth/refresh", &form).await;
        answer.problem(422, "invalid_request");
    }
    let nobody = anonymous();
    let answer = nobody.post(&server, "/api/auth/refresh", &Value::Null);
    answer.await.problem(422, "invalid_request");
    assert!(is_signed_in(&server, &ann.refreshes(&server).await).await);
}

/// A refresh token opens nothing by itself.
async fn s05_a_refresh_token_is_no_access_token(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let confused = Person {
        token: ann.refresh_token.clone(),
        ..ann
    };
    assert!(!is_signed_in(&server, &confused).await);
}

/// What a copied database holds lets nobody in.
#[tokio::test]
async fn s05_no_refresh_token_is_kept_as_it_is() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let ticket = ann.ticket(&server).await;
    let secret = |text: &str| text[..40].to_owned();
    for name in ["rostra.db", "rostra.db-wal"] {
        let bytes = std::fs::read(server.data_dir().join("data").join(name)).unwrap();
        for text in [&ann.refresh_token, &ticket, &ann.token] {
            let needle = secret(text).into_bytes();
            assert!(!bytes.windows(40).any(|it| it == needle), "{name}");
        }
        let decoded = decoded(&ann.refresh_token);
        let raw = &decoded[..32];
        assert!(!bytes.windows(32).any(|it| it == raw), "{name}");
    }
}

fn decoded(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(text)
        .unwrap()
}

on_both_databases!(
    s05_each_refresh_gives_a_new_pair,
    s05_a_reused_refresh_token_revokes_its_family,
    s05_two_tabs_that_refresh_at_once_both_go_on,
    s05_what_is_no_refresh_token_is_refused_alike,
    s05_a_refresh_token_is_no_access_token,
);
