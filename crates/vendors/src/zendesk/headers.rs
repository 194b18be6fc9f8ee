//! What every answer carries besides its body.

use std::sync::{Arc, OnceLock};

use poem::{
    Endpoint, Request, Response,
    endpoint::BoxEndpoint,
    http::{HeaderMap, HeaderName, header},
};
use umbridge_directory::Clock;

use crate::kit::{Asked, headers, rate::Allowance};

const WARNING: HeaderName = HeaderName::from_static("x-zendesk-api-warn");
const VERSION: HeaderName = HeaderName::from_static("x-zendesk-api-version");

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
            headers::set(headers, WARNING, warning);
        }
        // Recorded: successes have a weak tag of their body.
        if response.status().is_success() {
            headers::tag(response).await
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

/// Recorded: what every answer carries, whoever asks.
pub(super) fn finish(_asked: &Asked, response: &mut Response) {
    let cache = if response.status().is_success() {
        "max-age=0, private, must-revalidate"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers::set(
        headers,
        header::CONTENT_TYPE,
        "application/json; charset=utf-8",
    );
    headers::set(headers, header::CACHE_CONTROL, cache);
    headers::set(headers, VERSION, "v2");
}
