//! The last step of an answer: a complaint is put in the words that the account has chosen.

use poem::{
    Endpoint, EndpointExt, Request, Response,
    endpoint::BoxEndpoint,
    http::{HeaderValue, header},
};
use umbridge_directory::Directory;

use super::{
    auth,
    complaint::{Complaint, UNWORDED},
    settings::ErrorStyle,
};

struct Worded {
    inner: BoxEndpoint<'static, Response>,
    directory: Directory,
}

/// Wraps mounted operations.
pub(super) fn worded(
    inner: BoxEndpoint<'static, Response>,
    directory: &Directory,
) -> BoxEndpoint<'static, Response> {
    let directory = directory.clone();
    Worded { inner, directory }.boxed()
}

impl Endpoint for Worded {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let response = self.inner.call(request).await?;
        if response.content_type() != Some(UNWORDED) {
            return Ok(response);
        }
        let (mut parts, body) = response.into_parts();
        let unworded = body.into_vec().await?;
        let complaint: Complaint =
            serde_json::from_slice(&unworded).map_err(poem::error::InternalServerError)?;
        // An account that cannot be read has chosen nothing.
        let account = auth::account(&self.directory).await;
        let style = account.map_or(ErrorStyle::default(), |(_, settings)| settings.error_style);
        let json = HeaderValue::from_static("application/json");
        parts.headers.insert(header::CONTENT_TYPE, json);
        Ok(Response::from_parts(parts, complaint.render(style).into()))
    }
}
