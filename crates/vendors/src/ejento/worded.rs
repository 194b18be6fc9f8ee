//! The last step of an answer: an error is put in the words that the account has chosen.

use poem::{Endpoint, EndpointExt, Request, Response, endpoint::BoxEndpoint};
use umbridge_directory::Directory;

use super::{auth, complaint::Complaint, settings::ErrorStyle};

/// Operations whose errors come in the default style, and what finds out the style wanted.
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
        let mut response = self.inner.call(request).await?;
        if let Some(complaint) = response.data::<Complaint>() {
            // An account that cannot be read has no style of its own.
            let account = auth::account(&self.directory).await;
            let style = account.map_or(ErrorStyle::default(), |(_, settings)| settings.error_style);
            let body = complaint.render(style);
            response.set_body(body);
        }
        Ok(response)
    }
}
