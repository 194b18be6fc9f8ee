//! Who asks: a management token, with or without the word `Bearer`, or a signature.

use std::sync::Arc;

use poem::{Request, http::HeaderMap};
use poem_openapi::registry::MetaSecurityScheme;
use umbridge_directory::{Account, Credential, Directory};

use super::{
    REALM,
    code::ApiCode,
    failure::Failure,
    policy::RATE_WINDOW,
    settings::Settings,
    signature::{Brand, Signed},
};
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
        let signature = "`GenAuth` or `Authing`, an access key's id, a colon, and the request's signature: \
            HMAC-SHA1 with the key's secret, in base64.";
        vec![
            ("managementToken", auth::http_scheme("bearer", token)),
            (
                "accessKeySignature",
                auth::key_scheme("header", "authorization", signature),
            ),
        ]
    }

    async fn authenticate(
        request: &Request,
        body: &[u8],
        directory: &Directory,
    ) -> poem::Result<Self> {
        Ok(Self::recognise(request, body, directory).await?)
    }
}

impl Caller {
    async fn recognise(
        request: &Request,
        body: &[u8],
        directory: &Directory,
    ) -> Result<Self, Failure> {
        let shown = Shown::of(request.headers()).ok_or(ApiCode::NotLoggedIn)?;
        let found = shown.credential(directory).await?;
        if let Shown::Signature(signed) = shown {
            let key = found.as_ref().ok_or(ApiCode::BadSignature)?;
            signed.verify(request, body, key, directory.clock().now())?;
        }
        let Credential { account, .. } = found.ok_or(ApiCode::NotLoggedIn)?;
        let settings = Settings::of(&account)?;
        check_pool(request.headers(), &account, &settings)?;
        count(request, directory, &account, &settings)?;
        Ok(Self {
            directory: directory.clone(),
            account,
            settings,
        })
    }
}

/// What a request shows of its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown<'r> {
    Token(&'r str),
    Signature(Signed<'r>),
}

impl<'r> Shown<'r> {
    /// Recorded: most clients send `Bearer` and a token, one and the developer guide the token alone, and
    /// two an access key's id with a signature.
    fn of(headers: &'r HeaderMap) -> Option<Self> {
        let shown = headers.get("authorization")?.to_str().ok()?.trim();
        let Some((word, rest)) = shown.split_once(' ') else {
            return Some(Self::Token(shown));
        };
        if word.eq_ignore_ascii_case("bearer") {
            return Some(Self::Token(rest.trim()));
        }
        let (key_id, signature) = rest.trim().split_once(':')?;
        Some(Self::Signature(Signed {
            brand: Brand::of(word)?,
            key_id,
            signature,
        }))
    }

    /// The credential that is named; whether a signature is right is yet to be seen.
    async fn credential(self, directory: &Directory) -> Result<Option<Credential>, Failure> {
        match self {
            Self::Token(token) => Ok(directory
                .find_credential(REALM, MANAGEMENT_TOKEN, token)
                .await?),
            Self::Signature(signed) => signed.key(directory).await,
        }
    }
}

/// The pool a request is about, be its sender allowed in or not: by its credential, or else by its headers.
pub(super) async fn pool_of(headers: &HeaderMap, directory: &Directory) -> Option<Account> {
    if let Some(shown) = Shown::of(headers)
        && let Ok(Some(credential)) = shown.credential(directory).await
    {
        return Some(credential.account);
    }
    let name = std::str::from_utf8(pools(headers).next()?).ok()?;
    directory.find_account(REALM, name).await.ok()?
}

/// Recorded: clients name their pool. Inferred: another one than the credential's is refused, and an empty
/// name is none.
fn check_pool(headers: &HeaderMap, account: &Account, settings: &Settings) -> Result<(), Failure> {
    let mut named = pools(headers).peekable();
    let missing = settings.require_userpool_header && named.peek().is_none();
    if missing || named.any(|pool| pool != account.name.as_bytes()) {
        return Err(ApiCode::NotLoggedIn.into());
    }
    Ok(())
}

/// The pools that a request names.
fn pools(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
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
