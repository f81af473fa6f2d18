//! Files of the web client, as the build script left them: each text file beside its `.gz`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/dist"]
struct Embedded;

static ASSETS: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| {
    let plain = Embedded::iter().filter(|path| !path.ends_with(".gz"));
    plain
        .filter_map(|path| Some((path.to_string(), Asset::load(&path)?)))
        .collect()
});

/// A file of the web client.
pub(super) struct Asset {
    content_type: HeaderValue,
    plain: Body,
    gzip: Option<Body>,
}

struct Body {
    bytes: Bytes,
    etag: HeaderValue,
}

impl Asset {
    /// The file at this path, if the client has it.
    pub(super) fn find(path: &str) -> Option<&'static Self> {
        ASSETS.get(path)
    }

    fn load(path: &str) -> Option<Self> {
        let file = Embedded::get(path)?;
        let mime = file.metadata.mimetype().to_owned();
        let content_type = if mime.starts_with("text/") {
            format!("{mime}; charset=utf-8")
        } else {
            mime
        };
        Some(Self {
            content_type: HeaderValue::try_from(content_type).ok()?,
            plain: Body::of(file)?,
            gzip: Embedded::get(&format!("{path}.gz")).and_then(Body::of),
        })
    }

    /// The file, or that the client has it already.
    pub(super) fn answer(&self, request: &HttpRequest, caching: HeaderValue) -> HttpResponse {
        let zipped = self.gzip.as_ref().filter(|_| takes_gzip(request.headers()));
        let body = zipped.unwrap_or(&self.plain);
        let mut response = if knows(request.headers(), &body.etag) {
            HttpResponse::NotModified().finish()
        } else {
            HttpResponse::Ok().body(body.bytes.clone())
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.content_type.clone());
        headers.insert(header::ETAG, body.etag.clone());
        headers.insert(header::CACHE_CONTROL, caching);
        if self.gzip.is_some() {
            let vary = HeaderValue::from_static("accept-encoding");
            headers.insert(header::VARY, vary);
        }
        if zipped.is_some() {
            let gzip = HeaderValue::from_static("gzip");
            headers.insert(header::CONTENT_ENCODING, gzip);
        }
        response
    }
}

impl Body {
    fn of(file: rust_embed::EmbeddedFile) -> Option<Self> {
        let mut etag = String::from("\"");
        for byte in file.metadata.sha256_hash().iter().take(16) {
            write!(etag, "{byte:02x}").ok()?;
        }
        etag.push('"');
        Some(Self {
            bytes: match file.data {
                std::borrow::Cow::Borrowed(data) => Bytes::from_static(data),
                std::borrow::Cow::Owned(data) => Bytes::from(data),
            },
            etag: HeaderValue::try_from(etag).ok()?,
        })
    }
}

fn knows(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let known = headers.get(header::IF_NONE_MATCH);
    let known = known.and_then(|it| it.to_str().ok()).unwrap_or_default();
    let etag = etag.to_str().unwrap_or_default();
    let same = |it: &str| it == "*" || it.strip_prefix("W/").unwrap_or(it) == etag;
    known.split(',').map(str::trim).any(same)
}

/// Whether gzip is named and not forbidden by `q=0`.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING);
    let accepted = accepted.and_then(|it| it.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_gzip = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        is_gzip && weight.is_none_or(|q| q.parse::<f32>().is_ok_and(|q| q > 0.0))
    })
}
