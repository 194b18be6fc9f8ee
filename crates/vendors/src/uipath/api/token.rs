//! The token endpoint.

use poem::Request;
use poem_openapi::OpenApi;
use umbridge_directory::Directory;

use super::super::{
    REALM,
    auth::require_organization,
    form::Form,
    paths,
    settings::Settings,
    token::{self, Refused},
    wire::{TokenRequest, TokenResponse},
};
use crate::kit::{Answer, Origin, auth};

/// The token endpoint.
pub(crate) struct Token;

#[OpenApi]
impl Token {
    /// Get an access token
    ///
    /// Gives an external application a token that is good for an hour. The application shows its id and
    /// secret in the form, or as a Basic credential.
    #[oai(
        path = "/identity/connect/token",
        method = "post",
        operation_id = "Token"
    )]
    async fn token(
        &self,
        request: &Request,
        directory: poem::web::Data<&Directory>,
        origin: Origin,
        form: Form<TokenRequest>,
    ) -> Result<Answer<TokenResponse>, Refused> {
        let Form(form) = form;
        // Inferred from the framework: both ways are open, the header first.
        let shown = auth::basic(request).or(form.client_id.zip(form.client_secret));
        let (client_id, secret) = shown.ok_or_else(Refused::invalid_client)?;
        let client = directory
            .find_credential(REALM, token::CLIENT, &client_id)
            .await?
            .filter(|client| client.secret.as_deref() == Some(&*secret))
            .ok_or_else(Refused::invalid_client)?;
        let settings = Settings::of(&client.account)?;
        require_organization(request, &client.account, &settings)?;
        match form.grant_type.as_deref() {
            Some("client_credentials") => {}
            Some(_) => return Err(Refused::unsupported_grant_type()),
            None => return Err(Refused::invalid_request()),
        }
        let scopes = token::scopes(&client, form.scope.as_deref())?;
        let issuer = format!("{}{}", origin.0, paths::base(request));
        let now = directory.clock().now();
        let issued = token::issue(&client, &client_id, scopes, &issuer, now);
        directory
            .issue_credential(client.account.id, &issued)
            .await?;
        Ok(Answer(TokenResponse {
            access_token: issued.key,
            expires_in: token::LIFETIME,
            token_type: "Bearer".to_owned(),
            scope: issued.grants.join(" "),
        }))
    }
}
