//! Access tokens: JSON Web Tokens to look at, valid as long as the directory knows them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use poem_openapi::ApiResponse;
use serde_json::{Value, json};
use umbridge_directory::{Credential, Error, NewCredential, Timestamp};
use uuid::Uuid;

use super::{
    auth::NoOrganization,
    failure::Failure,
    problem,
    wire::{OAuthError, ProblemBody},
};
use crate::kit::{Answer, jwt};

/// The kinds of credential that access tokens and applications are in the directory.
pub(super) const TOKEN: &str = "token";
pub(super) const CLIENT: &str = "client";

/// Documented (token guide): how many seconds a token is good for.
pub(super) const LIFETIME: i64 = 60 * 60;

/// Only tells our tokens from others; whether one is valid is looked up.
const SIGNING_KEY: &[u8] = b"umbridge/uipath";

/// Why there is no token.
#[derive(Debug, ApiResponse)]
pub(super) enum Refused {
    /// The request is not one for a token, or the application may not have it.
    // Inferred from the framework: a wrong secret is a bad request too.
    #[oai(status = 400)]
    BadRequest(Answer<OAuthError>),
    /// There is no such organization.
    #[oai(status = 404)]
    NotFound(ProblemBody),
    /// The request body is too large.
    #[oai(status = 413)]
    #[expect(
        dead_code,
        reason = "the mount gives this answer; the document tells of it"
    )]
    TooLarge(ProblemBody),
    /// Something failed at the server.
    #[oai(status = 500)]
    Internal(ProblemBody),
    /// The server cannot answer now.
    #[oai(status = 503)]
    Unavailable(ProblemBody),
}

impl Refused {
    fn word(error: &str) -> Self {
        let error = error.to_owned();
        Self::BadRequest(Answer(OAuthError { error }))
    }

    /// Inferred from the framework: no form, or a part of it is missing.
    pub(super) fn invalid_request() -> Self {
        Self::word("invalid_request")
    }

    /// Recorded: the word for an unknown application or a wrong secret.
    pub(super) fn invalid_client() -> Self {
        Self::word("invalid_client")
    }

    /// Inferred: the word for a grant that is not the application's own.
    pub(super) fn unsupported_grant_type() -> Self {
        Self::word("unsupported_grant_type")
    }

    /// Recorded: the word for a scope the application was not given, `offline_access` included.
    pub(super) fn invalid_scope() -> Self {
        Self::word("invalid_scope")
    }
}

impl From<NoOrganization> for Refused {
    fn from(_: NoOrganization) -> Self {
        Self::NotFound(problem::NOT_FOUND.told())
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownAccount | Error::UnknownUsers(_) | Error::Taken { .. } => {
                Self::NotFound(problem::NOT_FOUND.told())
            }
            Error::Busy | Error::TooManyActiveJobs { .. } => {
                Self::Unavailable(problem::UNAVAILABLE.told())
            }
            Error::Internal(cause) => {
                tracing::error!(%cause, "the directory failed");
                Self::Internal(problem::INTERNAL.told())
            }
        }
    }
}

/// Which of an application's scopes are wanted, in the order asked for.
///
/// # Errors
///
/// 400 for a scope that it does not have.
pub(super) fn scopes(client: &Credential, wanted: Option<&str>) -> Result<Vec<String>, Refused> {
    let mut scopes: Vec<String> = Vec::new();
    for scope in wanted.unwrap_or_default().split_whitespace() {
        if !client.grants(scope) {
            return Err(Refused::invalid_scope());
        }
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    // Inferred from the framework: whoever asks for none gets all.
    if scopes.is_empty() {
        scopes.clone_from(&client.grants);
    }
    Ok(scopes)
}

/// A token for an application, from `issuer`, the address of the identity service as it was asked.
pub(super) fn issue(
    client: &Credential,
    client_id: &str,
    scopes: Vec<String>,
    issuer: &str,
    now: Timestamp,
) -> NewCredential {
    let issued = now.seconds();
    let expires = issued + LIFETIME;
    // Documented: `sub_type`. Recorded: `prt_id`, `client_id`. Inferred: issuer and audience.
    let claims = json!({
        "iss": issuer,
        "nbf": issued,
        "iat": issued,
        "exp": expires,
        "aud": ["UiPath.Identity"],
        "scope": scopes,
        "client_id": client_id,
        "sub": client_id,
        "sub_type": "service.external",
        "prt_id": client.account.name,
        "jti": Uuid::new_v4().simple().to_string().to_uppercase(),
    });
    NewCredential {
        kind: TOKEN.to_owned(),
        key: jwt::write(&claims, SIGNING_KEY),
        secret: None,
        subject: None,
        grants: scopes,
        expires_at: Some(Timestamp(expires * 1_000_000)),
    }
}

/// Why a token that the directory does not know is not valid.
pub(super) fn refuse(token: &str, now: Timestamp) -> Failure {
    let Some(claims) = claims(token) else {
        return Failure::invalid_token(None);
    };
    if jwt::write(&claims, SIGNING_KEY) != token {
        return Failure::invalid_token(Some("The signature is invalid"));
    }
    let expired = claims["exp"].as_i64().filter(|exp| *exp <= now.seconds());
    let told = expired.map(|exp| {
        let moment = Timestamp(exp.saturating_mul(1_000_000)).render("%m/%d/%Y %H:%M:%S");
        format!("The token expired at '{moment}'")
    });
    Failure::invalid_token(told.as_deref())
}

/// The claims of a token; `None` where it is not a JSON Web Token.
fn claims(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let [_, payload, _] = [parts.next()?, parts.next()?, parts.next()?];
    if parts.next().is_some() {
        return None;
    }
    let claims = URL_SAFE_NO_PAD.decode(payload).ok()?;
    serde_json::from_slice(&claims)
        .ok()
        .filter(Value::is_object)
}
