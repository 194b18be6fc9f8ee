//! What every answer carries besides its body.

use std::sync::{Arc, OnceLock};

use poem::{
    Endpoint, Request, Response,
    endpoint::BoxEndpoint,
    http::{HeaderName, HeaderValue, StatusCode, header},
};
use serde_json::{Value, json};
use umbridge_directory::Clock;

use super::auth::Turn;
use crate::kit::{Asked, headers, rate::Allowance, spec};

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RUNTIME: HeaderName = HeaderName::from_static("x-runtime");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Where authentication leaves what the caller is told of its rate limit.
#[derive(Debug, Clone, Default)]
pub(super) struct Told(Arc<OnceLock<Allowance>>);

impl Told {
    /// Leaves word; the first word stands.
    pub(super) fn set(&self, allowance: Allowance) {
        // A request is authenticated once, so there is no second word to lose.
        let _ = self.0.set(allowance);
    }
}

/// The operations, with the headers that only the way out knows.
pub(super) struct Counted {
    inner: BoxEndpoint<'static, Response>,
    clock: Clock,
    turn: Turn,
}

impl Counted {
    pub(super) fn new(inner: BoxEndpoint<'static, Response>, clock: Clock) -> Self {
        Self {
            inner,
            clock,
            turn: Turn::default(),
        }
    }
}

impl Endpoint for Counted {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let told = Told::default();
        let begun = self.clock.now();
        request.set_data(told.clone());
        request.set_data(self.turn.clone());
        let mut response = self.inner.call(request).await?;
        rate_limit(told.0.get(), &mut response);
        // Recorded: seconds with six digits.
        let micros = self.clock.now().0.saturating_sub(begun.0).max(0);
        let runtime = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
        headers::set(response.headers_mut(), RUNTIME, &runtime);
        // Recorded: answers with 200 and 201 have a weak tag, others none.
        if tagged(response.status()) {
            headers::tag(response).await
        } else {
            Ok(response)
        }
    }
}

/// Recorded: three numbers, or on a refused key three empty values.
fn rate_limit(told: Option<&Allowance>, response: &mut Response) {
    let refused = response.status() == StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    if let Some(told) = told {
        headers.insert(LIMIT, told.limit.into());
        headers.insert(REMAINING, told.remaining.into());
        headers.insert(RESET, told.reset.seconds().into());
    } else if refused {
        for name in [LIMIT, REMAINING, RESET] {
            headers.insert(name, HeaderValue::from_static(""));
        }
    }
}

fn tagged(status: StatusCode) -> bool {
    matches!(status, StatusCode::OK | StatusCode::CREATED)
}

/// Recorded: what every answer carries, whoever asks.
pub(super) fn finish(_asked: &Asked, response: &mut Response) {
    let cache = if tagged(response.status()) {
        "max-age=0, private, must-revalidate"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers::set(headers, header::CACHE_CONTROL, cache);
    headers::set(headers, header::VARY, "Origin,Accept-Encoding");
}

/// Adds these headers to the answers of a document.
pub(super) fn document(document: &mut Value) {
    for operation in spec::operations(document) {
        let answers = operation["responses"].as_object_mut().into_iter().flatten();
        for (status, answer) in answers {
            let mut headers = json!({});
            // Whatever is refused before the key is known has no rate limit.
            if !matches!(status.as_str(), "404" | "413") {
                let shown = if status == "401" { text } else { number };
                headers["X-RateLimit-Limit"] = shown("Requests granted per window.");
                headers["X-RateLimit-Remaining"] = shown("Requests left in the window.");
                headers["X-RateLimit-Reset"] =
                    shown("When the next window begins, in seconds since 1970.");
            }
            // Put by the listener, which names requests for its log too.
            headers["X-Request-Id"] = text("The id of the request.");
            if matches!(status.as_str(), "200" | "201") {
                headers["ETag"] = text("A weak tag of the body.");
            }
            answer["headers"] = headers;
        }
    }
}

fn number(description: &str) -> Value {
    json!({"description": description, "schema": {"type": "integer", "format": "int64"}})
}

fn text(description: &str) -> Value {
    json!({"description": description, "schema": {"type": "string"}})
}
