//! The embedded web client. In a test it is the stub of a debug build: one page.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::json;

use crate::given::{Ports, Told, anybody, ask};

fn browser(path: &str) -> TestRequest {
    let accept = "text/html,application/xhtml+xml,*/*;q=0.8";
    anybody(Method::GET, path).insert_header(("accept", accept))
}

fn is_the_page(told: &Told) -> bool {
    told.status == 200 && told.header("content-type") == Some("text/html; charset=utf-8")
}

#[actix_web::test]
async fn the_bare_address_greets_programs_and_shows_browsers_the_client() {
    for accept in [None, Some("*/*"), Some("application/json")] {
        let mut request = anybody(Method::GET, "/");
        if let Some(accept) = accept {
            request = request.insert_header(("accept", accept));
        }
        let told = ask(Ports::new(), request).await;
        assert_eq!(told.json(), json!({"message": "Chat API is running"}));
        assert_eq!(told.header("vary"), Some("accept, accept-encoding"));
    }
    let told = ask(Ports::new(), browser("/")).await;
    assert!(is_the_page(&told));
    assert_eq!(told.header("cache-control"), Some("no-cache"));
}

#[actix_web::test]
async fn s17_the_client_may_run_its_own_files_and_nothing_else() {
    let told = ask(Ports::new(), browser("/")).await;
    let policy = told.header("content-security-policy").unwrap();
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.split("; ").any(|it| it == part), "{part}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'));
}

#[actix_web::test]
async fn every_address_of_the_client_is_its_page() {
    for path in [
        "/login",
        "/register",
        "/chat",
        "/chat/",
        "/rooms/7",
        "/settings",
        "/admin",
    ] {
        for request in [browser(path), anybody(Method::GET, path)] {
            assert!(is_the_page(&ask(Ports::new(), request).await), "{path}");
        }
    }
    let told = ask(Ports::new(), browser("/nowhere")).await;
    assert!(is_the_page(&told));
}

#[actix_web::test]
async fn s13_a_missing_file_is_no_page() {
    for path in [
        "/assets/gone-1234.js",
        "/assets/gone",
        "/favicon.ico",
        "/index.html.gz",
        "/a.js",
    ] {
        let told = ask(Ports::new(), browser(path)).await;
        assert_eq!(told.refusal(), (404, "not_found".into()), "{path}");
    }
}

#[actix_web::test]
async fn programs_get_no_page_where_nothing_is() {
    for request in [
        anybody(Method::GET, "/nowhere"),
        anybody(Method::GET, "/chat/page.js"),
        anybody(Method::POST, "/login").insert_header(("accept", "text/html")),
        anybody(Method::GET, "/../etc/passwd"),
        browser("/docs"),
        browser("/openapi.json"),
    ] {
        let told = ask(Ports::new(), request).await;
        assert_eq!(told.refusal(), (404, "not_found".into()));
    }
}

#[actix_web::test]
async fn a_browser_that_has_the_page_is_not_sent_it_again() {
    let told = ask(Ports::new(), browser("/login")).await;
    let etag = told.header("etag").unwrap().to_owned();
    for known in [etag.clone(), format!("\"other\", W/{etag}")] {
        let request = browser("/login").insert_header(("if-none-match", known));
        let told = ask(Ports::new(), request).await;
        assert_eq!((told.status, told.body.len()), (304, 0));
        assert_eq!(told.header("etag"), Some(etag.as_str()));
        assert!(told.header("content-security-policy").is_some());
    }
    let request = browser("/login").insert_header(("if-none-match", "\"other\""));
    assert_eq!(ask(Ports::new(), request).await.status, 200);
}

#[actix_web::test]
async fn the_page_goes_out_compressed_to_who_takes_it() {
    for (accepted, is_zipped) in [
        ("gzip, deflate, br", true),
        ("GZIP;q=0.5", true),
        ("gzip;q=0", false),
        ("gzip;q=0.0, br", false),
        ("br", false),
        ("", false),
    ] {
        let request = browser("/login").insert_header(("accept-encoding", accepted));
        let told = ask(Ports::new(), request).await;
        let encoding = is_zipped.then_some("gzip");
        assert_eq!(told.header("content-encoding"), encoding, "{accepted:?}");
        assert_eq!(told.body.starts_with(&[0x1f, 0x8b]), is_zipped);
        assert!(
            told.header("vary")
                .is_some_and(|vary| vary.contains("accept-encoding"))
        );
    }
}
