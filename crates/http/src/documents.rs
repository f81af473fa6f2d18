//! `/openapi.json` and `/docs`, for developers: a plain list without script or style.

use std::fmt::Write as _;
use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::http::Method;
use actix_web::http::header::ContentType;
use actix_web::web::{self, ServiceConfig};
use serde_json::Value;

use crate::openapi_json;
use crate::route::at;

static DOCUMENT: LazyLock<String> = LazyLock::new(openapi_json);
static PAGE: LazyLock<String> = LazyLock::new(|| page(&DOCUMENT));

/// Serves the documents.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(at("/openapi.json", [(Method::GET, web::to(document))]))
        .service(at("/docs", [(Method::GET, web::to(listing))]));
}

async fn document() -> HttpResponse {
    let json = ContentType::json();
    HttpResponse::Ok()
        .content_type(json)
        .body(DOCUMENT.as_str())
}

async fn listing() -> HttpResponse {
    let html = ContentType::html();
    HttpResponse::Ok().content_type(html).body(PAGE.as_str())
}

fn page(document: &str) -> String {
    let document: Value = serde_json::from_str(document).unwrap_or_default();
    let mut html = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Rostra API</title>\n\
         <h1>Rostra API</h1>\n<p>The whole document: <a href=\"/openapi.json\">openapi.json</a></p>\n",
    );
    for (path, operations) in entries(document.get("paths")) {
        for (method, operation) in entries(Some(operations)) {
            let summary = operation.get("summary").and_then(Value::as_str);
            // Writing to a string does not fail; all of this text is our own.
            let _ = writeln!(
                html,
                "<h2><code>{} {path}</code></h2>\n<p>{}</p>\n<pre>{}</pre>",
                method.to_uppercase(),
                summary.unwrap_or_default(),
                escaped(&details(operation)),
            );
        }
    }
    html.push_str("</html>\n");
    html
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// What goes in and what comes out.
fn details(operation: &Value) -> String {
    let parts = ["parameters", "requestBody", "responses"];
    let present = parts
        .into_iter()
        .filter_map(|name| Some((name, operation.get(name)?)));
    let texts = present.map(|(name, part)| {
        let json = serde_json::to_string_pretty(part).unwrap_or_default();
        format!("{name}: {json}")
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
