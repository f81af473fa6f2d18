//! Refusals and faults as `application/problem+json` (RFC 9457; contract, section 1).

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, ResponseError};
use domain::Fault;
use protocol::{Code, FieldErrors, Problem};

/// Why a request is not done, as its client is told.
#[derive(Debug)]
pub struct HttpProblem {
    code: Code,
    errors: Option<FieldErrors>,
}

impl HttpProblem {
    /// A breakdown: logged here, once, and told without its inside.
    pub fn fault(fault: Fault) -> Self {
        tracing::error!(error = ?fault, "a request failed");
        Code::Internal.into()
    }
}

impl From<Code> for HttpProblem {
    fn from(code: Code) -> Self {
        Self { code, errors: None }
    }
}

impl From<FieldErrors> for HttpProblem {
    fn from(errors: FieldErrors) -> Self {
        Self { code: Code::InvalidRequest, errors: Some(errors) }
    }
}

impl fmt::Display for HttpProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.detail())
    }
}

impl ResponseError for HttpProblem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut problem = Problem::from(self.code);
        problem.errors = self.errors.clone().map(|errors| errors.0).unwrap_or_default();
        HttpResponse::build(self.status_code())
            .insert_header((header::CONTENT_TYPE, "application/problem+json"))
            .body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}
