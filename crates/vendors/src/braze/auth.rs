//! Who asks: a REST API key in the header, or where it used to stand, in the body or the query.

use std::sync::Arc;

use futures_util::lock::Mutex;
use poem::Request;
use poem_openapi::registry::MetaSecurityScheme;
use serde::Deserialize;
use umbridge_directory::{Account, Directory};

use super::{
    REALM,
    failure::Failure,
    headers::Told,
    policy::{self, Bucket},
    settings::{MissingPermission, Settings},
};
use crate::kit::{Authenticate, auth, json, rate::Buckets};

/// The kind of credential the directory keeps for this dialect.
pub(super) const KEY: &str = "key";

/// Held while profiles are read, changed and written, so that no request overwrites another's change.
pub(super) type Turn = Arc<Mutex<()>>;

/// The holder of a key that may use the operation asked for.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) directory: Directory,
    /// The workspace of the key.
    pub(super) account: Account,
    pub(super) settings: Settings,
    pub(super) turn: Turn,
}

impl Authenticate for Caller {
    fn schemes() -> Vec<(&'static str, MetaSecurityScheme)> {
        let query = "Deprecated: the REST API key in the query. The key may also be sent as a member \
                     `api_key` of the body. A key in the header comes first.";
        vec![
            (
                "restApiKey",
                auth::http_scheme(
                    "bearer",
                    "A REST API key with the permission for the operation.",
                ),
            ),
            ("legacyApiKey", auth::key_scheme("query", "api_key", query)),
        ]
    }

    async fn authenticate(
        request: &Request,
        body: &[u8],
        directory: &Directory,
    ) -> poem::Result<Self> {
        let presented = Presented::of(request, body);
        let found = match &presented {
            Presented::InHeader(key) | Presented::Elsewhere(key) => {
                let found = directory.find_credential(REALM, KEY, key).await;
                found.map_err(Failure::from)?
            }
            Presented::Unreadable(_) => None,
        };
        let refused = || Failure::invalid_key(presented.text());
        let credential = found.ok_or_else(refused)?;
        let settings = Settings::of(&credential.account).map_err(Failure::from)?;
        if matches!(presented, Presented::Elsewhere(_)) && !settings.legacy_keys {
            // Inferred: nobody looks at such a key, so that it is told as a missing one.
            return Err(Failure::invalid_key("").into());
        }
        let path = request.uri().path();
        let granted = count(request, &credential.account, &settings, directory, path);
        let permission = policy::permission(path);
        if !credential.grants(&permission) {
            return Err(match settings.missing_permission {
                MissingPermission::Forbidden => Failure::access_denied(),
                MissingPermission::Unauthorized => refused(),
            }
            .into());
        }
        if !granted {
            return Err(Failure::rate_limited().into());
        }
        Ok(Self {
            directory: directory.clone(),
            account: credential.account,
            settings,
            turn: request
                .data::<Turn>()
                .expect("every request has been counted in")
                .clone(),
        })
    }
}

/// Takes the request out of its bucket and leaves word for the headers of the answer.
///
/// Recorded: requests refused with 400 count too. Inferred: so do those refused with 403.
fn count(
    request: &Request,
    account: &Account,
    settings: &Settings,
    directory: &Directory,
    path: &str,
) -> bool {
    let bucket = Bucket::of(path);
    let limit = settings.limits.of(bucket);
    let buckets = request
        .data::<Arc<Buckets>>()
        .expect("every vendor is mounted with its buckets");
    let allowance = buckets.take(
        account.id,
        bucket.word(),
        limit.requests,
        limit.window(),
        directory.clock().now(),
    );
    if let Some(told) = request.data::<Told>() {
        told.set(allowance);
    }
    allowance.granted
}

/// What a request shows for a key, and where.
enum Presented {
    InHeader(String),
    /// In the body or the query, which is how it used to be; empty where there is none at all.
    Elsewhere(String),
    /// A header that is not a Bearer credential.
    Unreadable(String),
}

#[derive(Deserialize)]
struct Query {
    api_key: Option<String>,
}

impl Presented {
    /// Inferred: the header decides where it is there, however wrong it is; then the body, then the query.
    fn of(request: &Request, body: &[u8]) -> Self {
        let header = request.header("authorization").unwrap_or_default();
        if let Some(key) = auth::bearer(request) {
            return Self::InHeader(key.to_owned());
        }
        if !header.is_empty() {
            return Self::Unreadable(header.to_owned());
        }
        let in_body = || {
            let body = json::read(body).ok()?;
            body["api_key"].as_str().map(str::to_owned)
        };
        let in_query = || request.params::<Query>().ok()?.api_key;
        Self::Elsewhere(in_body().or_else(in_query).unwrap_or_default())
    }

    fn text(&self) -> &str {
        match self {
            Self::InHeader(text) | Self::Elsewhere(text) | Self::Unreadable(text) => text,
        }
    }
}
