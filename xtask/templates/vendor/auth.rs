//! Who asks: a token in the header.

use poem::Request;
use poem_openapi::registry::MetaSecurityScheme;
use umbridge_directory::{Account, Directory};

use super::{REALM, failure::Failure};
use crate::kit::{Authenticate, auth};

/// The kind of credential the directory keeps for this dialect.
pub(super) const TOKEN: &str = "token";

/// A holder of a token.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) directory: Directory,
    pub(super) account: Account,
}

impl Authenticate for Caller {
    fn schemes() -> Vec<(&'static str, MetaSecurityScheme)> {
        vec![("bearerAuth", auth::http_scheme("bearer", "An access token."))]
    }

    async fn authenticate(request: &Request, _body: &[u8], directory: &Directory) -> poem::Result<Self> {
        let token = auth::bearer(request).ok_or_else(Failure::unauthenticated)?;
        let found = directory.find_credential(REALM, TOKEN, token).await.map_err(Failure::from)?;
        let credential = found.ok_or_else(Failure::unauthenticated)?;
        Ok(Self { directory: directory.clone(), account: credential.account })
    }
}
