//! What the text of each setting means.

use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use actix_web::http::Uri;
use domain::BodyLimit;
use http::{Network, Origin};
use secrecy::SecretString;
use security::{Cost, SigningKey};
use tracing_subscriber::EnvFilter;

use super::reader::{list, number};
use super::{Database, LogFormat};

const BAD_COLLECTOR: &str = "must be a URL such as http://localhost:4318";

pub(super) fn address(text: &str) -> Result<IpAddr, &'static str> {
    match text {
        "localhost" => Ok(IpAddr::from([127, 0, 0, 1])),
        _ => text
            .parse()
            .map_err(|_| "must be an IP address such as 127.0.0.1 or ::"),
    }
}

pub(super) fn socket_address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse()
        .map_err(|_| "must be an address and a port such as 127.0.0.1:9100")
}

pub(super) fn database_url(text: &str) -> Result<Database, &'static str> {
    let url = SecretString::from(text);
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        Ok(Database::Postgres(url))
    } else if text
        .strip_prefix("sqlite:")
        .is_some_and(|file| !file.is_empty())
    {
        Ok(Database::Sqlite(Some(url)))
    } else {
        Err("must begin with `sqlite:` and name a file, or begin with `postgres://`")
    }
}

pub(super) fn signing(text: &str) -> Result<SecretString, String> {
    match SigningKey::parse(text.as_bytes()) {
        Ok(_) => Ok(SecretString::from(text)),
        Err(too_short) => Err(too_short.to_string()),
    }
}

pub(super) fn origins(text: &str) -> Result<Vec<Origin>, String> {
    each(text)
}

pub(super) fn proxies(text: &str) -> Result<Vec<Network>, String> {
    each(text)
}

fn each<T: FromStr<Err: Display>>(text: &str) -> Result<Vec<T>, String> {
    let items = list(text)?;
    let items: Result<_, _> = items.iter().map(|item| item.parse()).collect();
    items.map_err(|error: T::Err| error.to_string())
}

pub(super) fn cost(text: &str) -> Result<Cost, String> {
    let cost = number(4, 16)(text)?;
    Cost::new(cost).ok_or_else(|| "must be a number from 4 to 16".to_owned())
}

pub(super) fn body_limit(text: &str) -> Result<BodyLimit, String> {
    let chars = number(1, BodyLimit::MAX)(text)?;
    BodyLimit::new(chars).ok_or_else(|| "must be a number from 1 to 16000".to_owned())
}

pub(super) fn filter(text: &str) -> Result<String, &'static str> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("must be a log filter such as `info` or `warn,rostra_http=debug`"),
    }
}

pub(super) fn collector(text: &str) -> Result<String, &'static str> {
    if !cfg!(feature = "otlp") {
        return Err("cannot be used: this binary was built without the feature `otlp`");
    }
    let uri: Uri = text.parse().map_err(|_| BAD_COLLECTOR)?;
    match (uri.scheme_str(), uri.authority()) {
        (Some("http" | "https"), Some(_)) => Ok(text.trim_end_matches('/').to_owned()),
        (Some(_) | None, _) => Err(BAD_COLLECTOR),
    }
}

pub(super) fn format(text: &str) -> Result<LogFormat, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("must be text or json"),
    }
}
