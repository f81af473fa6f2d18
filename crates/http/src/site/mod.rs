//! The web client, embedded, and everything else that is not a route.

mod asset;

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::web::{self, ServiceConfig};
use protocol::{Code, Greeting};

use crate::answer::{Answer, ok};
use crate::route::at;
use asset::Asset;

/// The page that holds the whole client.
const INDEX: &str = "index.html";

/// Vite names these after their content, so they never change.
const NAMED_BY_CONTENT: &str = "assets/";

/// The client's own pages: whoever asks for them gets them, as from any server of static files. Elsewhere
/// the client tells a browser that nothing is there.
const PAGES: [&str; 6] = ["login", "register", "chat", "rooms", "settings", "admin"];

/// Below these there are no pages of the client.
const NOT_THE_CLIENT: [&str; 7] = [
    "api",
    "ws",
    "docs",
    "openapi.json",
    "metrics",
    "health",
    "ready",
];

/// Serves the client at every address that no route has.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(at("/", [(Method::GET, web::to(root))]))
        .default_service(web::to(elsewhere));
}

/// The client for a browser, a sign of life for a program.
async fn root(request: HttpRequest) -> Answer {
    let mut response = if wants_html(request.headers()) {
        page(&request)?
    } else {
        ok(&Greeting::RUNNING)?
    };
    let vary = HeaderValue::from_static("accept, accept-encoding");
    response.headers_mut().insert(header::VARY, vary);
    Ok(response)
}

async fn elsewhere(request: HttpRequest) -> Answer {
    let path = request.path().trim_start_matches('/');
    let first = path.split('/').next().unwrap_or_default();
    if NOT_THE_CLIENT.contains(&first) {
        return Err(Code::NotFound.into());
    }
    let asset = Asset::find(path).filter(|_| path != INDEX);
    match (asset, is_reading(&request)) {
        (Some(asset), true) => Ok(asset.answer(&request, caching(path))),
        (Some(_), false) => Err(Code::MethodNotAllowed.into()),
        (None, true)
            if is_page(path) && (PAGES.contains(&first) || wants_html(request.headers())) =>
        {
            page(&request)
        }
        (None, true | false) => Err(Code::NotFound.into()),
    }
}

fn page(request: &HttpRequest) -> Answer {
    let index = Asset::find(INDEX).ok_or(Code::NotFound)?;
    Ok(index.answer(request, caching(INDEX)))
}

fn caching(path: &str) -> HeaderValue {
    HeaderValue::from_static(if path.starts_with(NAMED_BY_CONTENT) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    })
}

/// The client's own addresses have no file extension; a missing file is not answered with a page.
fn is_page(path: &str) -> bool {
    !path.starts_with(NAMED_BY_CONTENT) && !path.contains('.')
}

fn is_reading(request: &HttpRequest) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

fn wants_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    let accept = accept.and_then(|it| it.to_str().ok()).unwrap_or_default();
    accept.split(',').any(|range| {
        let media = range.split(';').next().unwrap_or_default().trim();
        media.eq_ignore_ascii_case("text/html")
    })
}
