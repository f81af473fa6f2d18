//! A request that is not done: why, and what is answered.

use std::fmt;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use application::Failure;
use domain::{Fault, Quota};
use protocol::{Code, FieldError, FieldErrors, InvalidCursor, Problem};

use crate::refusal::Refusal;

/// How often a minute a client may ask.
pub(crate) const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
/// How often it may still ask now.
pub(crate) const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
/// In how many seconds it may ask that often again.
pub(crate) const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// The content type of every refusal (RFC 9457).
pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// When to ask again what was too much: by then half of those who wait are served. Nobody knows when a
/// socket is closed, so the same is said to who has too many.
const AFTER_OVERLOAD: Duration = Duration::from_secs(5);

/// Why a request is not done. Every route answers with it; [`edge`](crate::edge) logs its fault and
/// adds the request's id.
#[derive(Debug)]
pub(crate) struct Failed(Box<Why>);

#[derive(Debug)]
struct Why {
    code: Code,
    errors: Vec<FieldError>,
    quota: Option<Quota>,
    retry_after: Option<Duration>,
    fault: Option<Fault>,
}

impl Failed {
    /// One of several clients that ask too often.
    pub(crate) fn too_many(quota: Quota, retry_after: Duration) -> Self {
        let mut failed = Self::from(Code::RateLimited);
        failed.0.quota = Some(quota);
        failed.0.retry_after = Some(retry_after);
        failed
    }

    /// A client whose address holds as many sockets as it may.
    pub(crate) fn too_many_sockets() -> Self {
        let mut failed = Self::from(Code::TooManyConnections);
        failed.0.retry_after = Some(AFTER_OVERLOAD);
        failed
    }

    /// What it is called.
    pub(crate) const fn code(&self) -> Code {
        self.0.code
    }

    /// What broke, when something did.
    pub(crate) const fn fault(&self) -> Option<&Fault> {
        self.0.fault.as_ref()
    }

    /// The body of the answer.
    pub(crate) fn problem(&self) -> Problem {
        Problem {
            errors: self.0.errors.clone(),
            ..Problem::from(self.code())
        }
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().as_str())
    }
}

impl ResponseError for Failed {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status()).body(write(&self.problem()));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, PROBLEM_JSON);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status() == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(quota) = self.0.quota {
            tell_quota(headers, quota);
        }
        if let Some(wait) = self.0.retry_after {
            headers.insert(header::RETRY_AFTER, whole_seconds(wait).max(1).into());
        }
        response
    }
}

/// A problem as JSON; plain strings and numbers have no way to fail.
pub(crate) fn write(problem: &Problem) -> Vec<u8> {
    serde_json::to_vec(problem).unwrap_or_default()
}

/// Tells a client what is left of a limit.
pub(crate) fn tell_quota(headers: &mut HeaderMap, quota: Quota) {
    headers.insert(LIMIT, quota.limit.into());
    headers.insert(REMAINING, quota.remaining.into());
    headers.insert(RESET, whole_seconds(quota.reset_in).into());
}

/// Seconds, rounded up: who waits that long is not too early.
fn whole_seconds(duration: Duration) -> u64 {
    let seconds = duration.as_secs();
    if duration.subsec_nanos() > 0 {
        seconds.saturating_add(1)
    } else {
        seconds
    }
}

impl From<Code> for Failed {
    fn from(code: Code) -> Self {
        Self(Box::new(Why {
            code,
            errors: Vec::new(),
            quota: None,
            retry_after: None,
            fault: None,
        }))
    }
}

impl From<FieldErrors> for Failed {
    fn from(errors: FieldErrors) -> Self {
        let mut failed = Self::from(Code::InvalidRequest);
        failed.0.errors = errors.0;
        failed
    }
}

impl From<InvalidCursor> for Failed {
    fn from(InvalidCursor: InvalidCursor) -> Self {
        Self::from(Code::MalformedCursor)
    }
}

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Self {
        if fault.is_overload() {
            let mut failed = Self::from(Code::Busy);
            failed.0.retry_after = Some(AFTER_OVERLOAD);
            return failed;
        }
        let mut failed = Self::from(Code::Internal);
        failed.0.fault = Some(fault);
        failed
    }
}

impl<R: Refusal> From<Failure<R>> for Failed {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Refused(refused) => {
                let mut failed = Self::from(refused.code());
                failed.0.quota = refused.quota();
                failed.0.retry_after = refused.retry_after();
                failed
            }
            Failure::Fault(fault) => Self::from(fault),
        }
    }
}
