//! The switch `http_status`: business statuses as HTTP statuses, for pools that want it so.
//!
//! It is looked up only where something failed, so that refusals of the framework, which know no pool,
//! follow it too.

use poem::{
    Endpoint, Request, Response, Result,
    http::{HeaderMap, StatusCode},
};
use umbridge_directory::Directory;

use super::{
    REALM, auth,
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
                None => self.sent_by_pool_of(&headers).await,
            };
            if sent == HttpStatus::Mirror {
                response.set_status(status);
            }
        }
        Ok(response)
    }
}

impl<E> Mirror<E> {
    /// How failures are sent by the pool that the credential opens, or else that the headers name.
    async fn sent_by_pool_of(&self, headers: &HeaderMap) -> HttpStatus {
        let shown = auth::credential(headers, &self.directory).await;
        let account = match shown {
            Ok(Some(credential)) => Some(credential.account),
            _ => self.named(headers).await,
        };
        account
            .and_then(|account| Settings::of(&account).ok())
            .unwrap_or_default()
            .http_status
    }

    async fn named(&self, headers: &HeaderMap) -> Option<umbridge_directory::Account> {
        let name = std::str::from_utf8(auth::pools(headers).next()?).ok()?;
        self.directory.find_account(REALM, name).await.ok()?
    }
}
