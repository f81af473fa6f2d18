//! Which sites' pages may open a socket: browsers don't ask first, so the server must look.

use actix_web::HttpRequest;
use actix_web::http::header;

/// Whether the request comes from no browser, from our own page, or from an allowed site.
pub(super) fn is_allowed(request: &HttpRequest, allowed: &[String]) -> bool {
    let Some(origin) = request.headers().get(header::ORIGIN) else {
        return true;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    is_own(request, origin) || allowed.iter().any(|it| it.eq_ignore_ascii_case(origin))
}

/// Our own page has the host that the request was sent to, whatever the scheme: a proxy may speak
/// TLS for us.
fn is_own(request: &HttpRequest, origin: &str) -> bool {
    let Some(host) = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
    else {
        return false;
    };
    match origin.split_once("://") {
        Some(("http" | "https", authority)) => authority.eq_ignore_ascii_case(host),
        Some(_) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn allowed(origin: &'static str) -> bool {
        let request = TestRequest::default()
            .insert_header((header::HOST, "chat.example:8000"))
            .insert_header((header::ORIGIN, origin))
            .to_http_request();
        is_allowed(&request, &["https://app.example".to_owned()])
    }

    #[test]
    fn s18_only_our_own_page_and_allowed_sites_connect() {
        for origin in [
            "http://chat.example:8000",
            "https://CHAT.example:8000",
            "https://app.example",
        ] {
            assert!(allowed(origin), "{origin}");
        }
        for origin in [
            "null",
            "",
            "http://chat.example",
            "http://chat.example:8000.evil.example",
            "http://evil.example/chat.example:8000",
            "http://chat.example:8000@evil.example",
            "https://app.example.evil.example",
            "https://xapp.example",
            "http://app.example",
            "https://app.example:444",
            "file://chat.example:8000",
        ] {
            assert!(!allowed(origin), "{origin}");
        }
    }

    #[test]
    fn who_is_no_browser_connects() {
        assert!(is_allowed(&TestRequest::default().to_http_request(), &[]));
    }
}
