//! What an operator can choose about the edge.

use std::num::NonZeroU32;
use std::str::FromStr;

use actix_web::http::Uri;
use domain::BodyLimit;
use thiserror::Error;

use crate::TrustedProxies;

/// How the edge behaves.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// The most characters of a message.
    pub body_limit: BodyLimit,
    /// Whose pages may use the service from another origin.
    pub cors_origins: Vec<Origin>,
    /// Whose `X-Forwarded-For` and `X-Forwarded-Proto` count.
    pub trusted_proxies: TrustedProxies,
    /// Whether clients are held back.
    pub rate_limits: RateLimits,
    /// Whether the documents of the interface are served.
    pub documents: Documents,
    /// Where the figures are served.
    pub metrics: MetricsPage,
}

/// Whether clients that ask too often are held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLimits {
    /// They are.
    On {
        /// How often a client may ask in a minute, whatever it asks for; single routes have lower
        /// limits of their own.
        api_per_minute: NonZeroU32,
    },
    /// They are not; for tests and benchmarks.
    Off,
}

/// Whether `/docs` and `/openapi.json` exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Documents {
    /// They do, for developers.
    Served,
    /// They do not.
    Hidden,
}

/// Where `/metrics` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricsPage {
    /// Among the other routes, for the machine itself.
    Here,
    /// At an address of its own.
    Elsewhere,
}

/// Where a page comes from: scheme, host and port, as browsers write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// The text is no origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be an origin such as https://chat.example.org")]
pub struct InvalidOrigin;

impl Origin {
    /// The origin as browsers write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = InvalidOrigin;

    /// A trailing slash is forgiven; wildcards and paths are not.
    fn from_str(raw: &str) -> Result<Self, InvalidOrigin> {
        let text = raw.trim().trim_end_matches('/').to_ascii_lowercase();
        let uri: Uri = text.parse().map_err(|_| InvalidOrigin)?;
        let parts = (uri.scheme_str(), uri.authority());
        let (Some("http" | "https"), Some(authority)) = parts else {
            return Err(InvalidOrigin);
        };
        let is_bare = matches!(uri.path(), "" | "/") && uri.query().is_none();
        let is_plain = !authority.as_str().contains(['*', '@']) && !authority.host().is_empty();
        if is_bare && is_plain {
            Ok(Self(text))
        } else {
            Err(InvalidOrigin)
        }
    }
}
