//! What the server answered.

use reqwest::Response;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// A status, headers and a body.
#[derive(Debug)]
pub struct Answer {
    /// What was asked, for the message of a failed test.
    pub asked: String,
    /// The HTTP status.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub text: String,
    /// The body as JSON; null when it is none.
    pub body: Value,
}

impl Answer {
    pub(crate) async fn read(asked: String, response: Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await.unwrap_or_default();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self {
            asked,
            status,
            headers,
            text,
            body,
        }
    }

    /// A header's text, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|it| it.to_str().ok())
            .unwrap_or_default()
    }

    /// The body, if the status is the expected one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.text);
        self.body
    }

    /// The body, if it is a well-formed problem of this status and code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Value {
        self.assert_problem(status);
        assert_eq!(self.body["code"], code, "{}: {}", self.asked, self.text);
        self.body
    }

    /// Fails unless this is a well-formed problem of this status.
    #[track_caller]
    pub fn assert_problem(&self, status: u16) {
        let told = format!("{}: {} {}", self.asked, self.status, self.text);
        assert_eq!(self.status, status, "{told}");
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{told}"
        );
        assert_eq!(self.body["status"], status, "{told}");
        for field in ["type", "title", "code", "detail"] {
            let text = self.body[field].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{field} is missing in {told}");
        }
        assert_eq!(self.body["errors"].is_array(), status == 422, "{told}");
        assert!(
            !self.header("x-request-id").is_empty(),
            "no request id: {told}"
        );
        if status == 401 {
            assert_eq!(self.header("www-authenticate"), "Bearer", "{told}");
        }
    }
}
