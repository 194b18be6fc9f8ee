//! Who asks: a management token, with or without the word `Bearer`.

use std::sync::Arc;

use poem::{Request, http::HeaderMap};
use poem_openapi::registry::MetaSecurityScheme;
use umbridge_directory::{Account, Credential, Directory};

use super::{REALM, failure::Failure, policy::RATE_WINDOW, settings::Settings};
use crate::kit::{Authenticate, auth, rate::Buckets};

/// The kinds of credential the directory keeps for this dialect.
pub(super) const ACCESS_KEY: &str = "access_key";
pub(super) const MANAGEMENT_TOKEN: &str = "management_token";

/// Recorded: the user pool is named with the prefix of either brand.
const POOL_HEADERS: [&str; 2] = ["x-genauth-userpool-id", "x-authing-userpool-id"];

/// A user pool's own access key, which may do everything in the pool.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) directory: Directory,
    pub(super) account: Account,
    pub(super) settings: Settings,
}

impl Authenticate for Caller {
    fn schemes() -> Vec<(&'static str, MetaSecurityScheme)> {
        let token = "A management token, from `/api/v3/get-management-token`.";
        vec![("managementToken", auth::http_scheme("bearer", token))]
    }

    async fn authenticate(
        request: &Request,
        _body: &[u8],
        directory: &Directory,
    ) -> poem::Result<Self> {
        let found = credential(request.headers(), directory).await?;
        let Credential { account, .. } = found.ok_or_else(Failure::unauthenticated)?;
        let settings = Settings::of(&account).map_err(Failure::from)?;
        check_pool(request.headers(), &account, &settings)?;
        count(request, directory, &account, &settings)?;
        Ok(Self {
            directory: directory.clone(),
            account,
            settings,
        })
    }
}

/// The valid credential that a request shows, if it shows one.
pub(super) async fn credential(
    headers: &HeaderMap,
    directory: &Directory,
) -> Result<Option<Credential>, Failure> {
    match token(headers) {
        Some(token) => Ok(directory
            .find_credential(REALM, MANAGEMENT_TOKEN, token)
            .await?),
        None => Ok(None),
    }
}

/// Recorded: most clients send `Bearer` and the token, one and the developer guide the token alone.
fn token(headers: &HeaderMap) -> Option<&str> {
    let shown = headers.get("authorization")?.to_str().ok()?.trim();
    match shown.split_once(' ') {
        Some((word, token)) if word.eq_ignore_ascii_case("bearer") => Some(token.trim()),
        Some(_) => None,
        None => Some(shown),
    }
}

/// Recorded: clients name their pool. Inferred: another one than the credential's is refused, and an empty
/// name is none.
fn check_pool(headers: &HeaderMap, account: &Account, settings: &Settings) -> Result<(), Failure> {
    let mut named = pools(headers).peekable();
    let missing = settings.require_userpool_header && named.peek().is_none();
    if missing || named.any(|pool| pool != account.name.as_bytes()) {
        return Err(Failure::unauthenticated());
    }
    Ok(())
}

/// The pools that a request names.
pub(super) fn pools(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
    POOL_HEADERS
        .iter()
        .flat_map(|name| headers.get_all(*name))
        .map(|value| value.as_bytes().trim_ascii())
        .filter(|name| !<[u8]>::is_empty(name))
}

/// Takes one request out of the pool's allowance, where it has one.
pub(super) fn count(
    request: &Request,
    directory: &Directory,
    account: &Account,
    settings: &Settings,
) -> Result<(), Failure> {
    let (Some(limit), Some(buckets)) =
        (settings.requests_per_second, request.data::<Arc<Buckets>>())
    else {
        return Ok(());
    };
    let now = directory.clock().now();
    let told = buckets.take(account.id, "requests", limit, RATE_WINDOW, now);
    if told.granted {
        Ok(())
    } else {
        Err(Failure::throttled())
    }
}
