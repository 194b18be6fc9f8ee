//! What every answer carries besides its body.

use std::sync::{Arc, OnceLock};

use poem::{
    Endpoint, Request, Response,
    endpoint::BoxEndpoint,
    http::{HeaderMap, HeaderName, HeaderValue, header},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use umbridge_directory::Clock;

use crate::kit::{Asked, rate::Allowance, spec};

const WARNING: &str = "x-zendesk-api-warn";

/// What is found out on the way in and told on the way out.
#[derive(Debug, Clone, Default)]
pub(super) struct Told(Arc<Notes>);

#[derive(Debug, Default)]
struct Notes {
    allowance: OnceLock<Allowance>,
    warning: OnceLock<String>,
}

impl Told {
    /// Leaves word of the rate limit and of what is not looked at.
    pub(super) fn set(&self, allowance: Allowance, warning: Option<String>) {
        // A request is authenticated once, so there is no second word to lose.
        let _ = self.0.allowance.set(allowance);
        if let Some(warning) = warning {
            let _ = self.0.warning.set(warning);
        }
    }
}

/// The operations, with the headers that only the way out knows.
pub(super) struct Headed {
    pub(super) inner: BoxEndpoint<'static, Response>,
    pub(super) clock: Clock,
}

impl Endpoint for Headed {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let told = Told::default();
        request.set_data(told.clone());
        let mut response = self.inner.call(request).await?;
        let headers = response.headers_mut();
        if let Some(allowance) = told.0.allowance.get() {
            rate_limit(*allowance, self.clock.now().seconds(), headers);
        }
        if let Some(warning) = told.0.warning.get() {
            set(headers, WARNING, warning);
        }
        if response.status().is_success() {
            entity_tag(response).await
        } else {
            Ok(response)
        }
    }
}

/// Recorded: limit and remainder twice, under the older and the newer names, the latter with the seconds left.
fn rate_limit(told: Allowance, now: i64, headers: &mut HeaderMap) {
    for name in ["x-rate-limit", "ratelimit-limit"] {
        headers.insert(HeaderName::from_static(name), told.limit.into());
    }
    for name in ["x-rate-limit-remaining", "ratelimit-remaining"] {
        headers.insert(HeaderName::from_static(name), told.remaining.into());
    }
    let left = told.reset.seconds().saturating_sub(now).max(0);
    headers.insert("ratelimit-reset", left.into());
}

/// Recorded: successes have a weak tag of their body.
async fn entity_tag(mut response: Response) -> poem::Result<Response> {
    let body = response.take_body().into_bytes().await;
    let body = body.map_err(poem::error::InternalServerError)?;
    let digest = Sha256::digest(&body);
    let half: String = digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    set(response.headers_mut(), "etag", &format!("W/\"{half}\""));
    response.set_body(body);
    Ok(response)
}

/// Recorded: what every answer carries, whoever asks.
pub(super) fn finish(_asked: &Asked, response: &mut Response) {
    let cache = if response.status().is_success() {
        "max-age=0, private, must-revalidate"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    set(
        headers,
        header::CONTENT_TYPE.as_str(),
        "application/json; charset=utf-8",
    );
    set(headers, header::CACHE_CONTROL.as_str(), cache);
    set(headers, "x-zendesk-api-version", "v2");
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// Adds these headers to the answers of a document.
pub(super) fn document(document: &mut Value) {
    let integer = |description: &str| json!({"description": description, "schema": {"type": "integer", "format": "int64"}});
    let text =
        |description: &str| json!({"description": description, "schema": {"type": "string"}});
    let shared = [
        ("X-Rate-Limit", integer("Requests a minute.")),
        (
            "X-Rate-Limit-Remaining",
            integer("Requests left in this minute."),
        ),
        ("Ratelimit-Limit", integer("Requests a minute.")),
        (
            "Ratelimit-Remaining",
            integer("Requests left in this minute."),
        ),
        (
            "Ratelimit-Reset",
            integer("Seconds until the next minute begins."),
        ),
        (
            "X-Zendesk-API-Warn",
            text("Which keys of the request were not looked at."),
        ),
        ("ETag", text("A weak tag of the body.")),
    ];
    for operation in spec::operations(document) {
        let answers = operation["responses"].as_object_mut().into_iter().flatten();
        for (status, answer) in answers {
            let headers = shared
                .iter()
                .filter(|(name, _)| match status.as_bytes()[0] {
                    b'2' => true,
                    // Whoever is refused before being known has no rate limit.
                    _ => *name != "ETag" && !matches!(status.as_str(), "401" | "413"),
                });
            for (name, header) in headers {
                answer["headers"][*name] = header.clone();
            }
        }
    }
}
