//! Which addresses are answered with the page, and which never.

use outside::{Setup, anonymous};
use serde_json::json;

use super::{ask, asset, browse};

#[tokio::test]
async fn the_page_is_for_browsers_and_never_below_the_api() {
    let server = Setup::sqlite().start().await;
    for path in [
        "/",
        "/login",
        "/rooms/1",
        "/rooms/1/messages/2",
        "/anything?x=1",
        "/Ünïcode",
    ] {
        let page = browse(&server, path).await;
        let told = format!("{path}: {page:?}");
        assert_eq!(
            (page.status, page.header("content-type")),
            (200, "text/html; charset=utf-8"),
            "{told}"
        );
        assert!(page.header("cache-control").contains("no-cache"), "{told}");
        let is_inline = page.text.contains("<script>") || page.text.contains("style=");
        assert!(!is_inline, "{told}");
    }
    for path in [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/rooms/1/x",
        "/ws",
        "/ws/x",
        "/assets/x.js",
        "/x.php",
        "/assets/..%2f..%2fCargo.toml",
        "/docs",
    ] {
        browse(&server, path).await.problem(404, "not_found");
    }
    for path in ["/login", "/rooms/1"] {
        let page = ask(&server, &anonymous(), "GET", path, &[]).await;
        assert_eq!(
            page.header("content-type"),
            "text/html; charset=utf-8",
            "{page:?}"
        );
        let answer = ask(
            &server,
            &anonymous(),
            "POST",
            path,
            &[("accept", "text/html")],
        )
        .await;
        answer.assert_problem(answer.status);
    }
    let nothing = ask(&server, &anonymous(), "GET", "/anything", &[]).await;
    nothing.problem(404, "not_found");
    for accept in ["*/*", "application/json", "text/plain", "text/htmlx"] {
        let plain = ask(&server, &anonymous(), "GET", "/", &[("accept", accept)]).await;
        assert!(plain.header("vary").contains("accept"), "{plain:?}");
        assert_eq!(
            plain.expect(200),
            json!({"message": "Chat API is running"}),
            "{accept}"
        );
    }
    if let Some(path) = asset(&server).await {
        let asset = ask(&server, &anonymous(), "GET", &path, &[]).await;
        let caching = asset.header("cache-control");
        assert!(caching.contains("immutable"), "{path}: {caching}");
    }
}
