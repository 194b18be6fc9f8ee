//! Access tokens, as OAuth asks for them.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

/// A request for an access token.
#[derive(Debug, Deserialize, Object)]
#[oai(skip_serializing_if_is_none, example = true)]
pub(crate) struct TokenRequest {
    /// How the token is to be had: `client_credentials`.
    pub(crate) grant_type: Option<String>,
    /// The application's id; may be sent as the user of a Basic credential instead.
    pub(crate) client_id: Option<String>,
    /// The application's secret; may be sent as the password of a Basic credential instead.
    pub(crate) client_secret: Option<String>,
    /// The scopes that are wanted, separated by blanks; all that the application has where there are none.
    pub(crate) scope: Option<String>,
}

impl Example for TokenRequest {
    fn example() -> Self {
        Self {
            grant_type: Some("client_credentials".to_owned()),
            client_id: Some(super::super::seed::CLIENT_ID.to_owned()),
            client_secret: Some(super::super::seed::CLIENT_SECRET.to_owned()),
            scope: Some("PM.User PM.User.Write".to_owned()),
        }
    }
}

/// An access token.
// Documented: the members and their order.
#[derive(Debug, Object)]
pub(crate) struct TokenResponse {
    /// The token.
    pub(crate) access_token: String,
    /// How many seconds it is good for.
    pub(crate) expires_in: i64,
    /// How it is to be sent.
    pub(crate) token_type: String,
    /// Its scopes, separated by blanks.
    pub(crate) scope: String,
}

/// Why there is no access token.
#[derive(Debug, Object)]
pub(crate) struct OAuthError {
    /// A word for it.
    pub(crate) error: String,
}
