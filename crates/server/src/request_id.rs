//! A name for every request, in the log and in the answer.

use poem::{Endpoint, EndpointExt, Request, Response, http::HeaderValue};
use tracing::Instrument;
use uuid::Uuid;

const HEADER: &str = "x-request-id";

/// Names each request; an answer that already has a name keeps it.
pub(crate) fn with_request_id(
    endpoint: impl Endpoint<Output = Response> + 'static,
) -> impl Endpoint<Output = Response> {
    endpoint.around(async |endpoint, request: Request| {
        let id = Uuid::new_v4().to_string();
        let span = tracing::info_span!("request", %id, method = %request.method(), path = request.uri().path());
        let mut response = endpoint.get_response(request).instrument(span.clone()).await;
        span.in_scope(|| tracing::debug!(status = response.status().as_u16(), "answered"));
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().entry(HEADER).or_insert(value);
        }
        Ok(response)
    })
}
