//! The switch `http_status`: business statuses as HTTP statuses, for pools that want it so.
//!
//! It is looked up only where something failed, so that refusals of the framework, which know no pool,
//! follow it too.

use poem::{Endpoint, Request, Response, Result, http::StatusCode};
use umbridge_directory::Directory;

use super::{
    auth,
    envelope::Told,
    settings::{HttpStatus, Settings},
};

/// The dialect with its switch.
pub(super) struct Mirror<E> {
    pub(super) inner: E,
    pub(super) directory: Directory,
}

impl<E: Endpoint<Output = Response>> Endpoint for Mirror<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let headers = request.headers().clone();
        let mut response = self.inner.call(request).await?;
        let failed = response
            .data::<Told>()
            .and_then(|told| StatusCode::from_u16(told.status).ok())
            .filter(|status| *status != response.status());
        if let Some(status) = failed {
            let sent = match response.data::<HttpStatus>() {
                Some(sent) => *sent,
                None => {
                    auth::pool_of(&headers, &self.directory)
                        .await
                        .and_then(|account| Settings::of(&account).ok())
                        .unwrap_or_default()
                        .http_status
                }
            };
            if sent == HttpStatus::Mirror {
                response.set_status(status);
            }
        }
        Ok(response)
    }
}
