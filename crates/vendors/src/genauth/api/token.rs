//! Management tokens.

use std::time::Duration;

use poem::{Request, web::Data};
use poem_openapi::OpenApi;
use serde_json::json;
use umbridge_directory::{Directory, NewCredential};
use uuid::Uuid;

use crate::{
    genauth::{
        REALM,
        auth::{self, ACCESS_KEY, MANAGEMENT_TOKEN},
        code::ApiCode,
        envelope::Reply,
        failure::Failure,
        settings::Settings,
        wire::{GetManagementAccessTokenDto, ManagementTokenDto},
    },
    kit::{JsonBody, jwt},
};

pub(in crate::genauth) struct Tokens;

#[OpenApi]
impl Tokens {
    /// Get a management token
    ///
    /// Exchanges an access key for a token that opens the key's user pool for a while.
    #[oai(
        path = "/api/v3/get-management-token",
        method = "post",
        operation_id = "ManagementCredentialsController_getManagementToken"
    )]
    async fn get_management_token(
        &self,
        directory: Data<&Directory>,
        request: &Request,
        JsonBody(key): JsonBody<GetManagementAccessTokenDto>,
    ) -> Result<Reply<ManagementTokenDto>, Failure> {
        let directory = directory.0;
        let found = directory
            .find_credential(REALM, ACCESS_KEY, &key.access_key_id)
            .await?;
        let credential = found.ok_or(ApiCode::UnknownPool)?;
        let settings = Settings::of(&credential.account)?;
        auth::count(request, directory, &credential.account, &settings)?;
        if credential.secret.as_deref() != Some(&*key.access_key_secret) {
            return Err(Failure::from(ApiCode::WrongSecret).of_pool(&settings));
        }
        let now = directory.clock().now();
        let expires_in = settings.token_lifetime;
        // Recorded: clients look for the pool in the token, and two of them cannot read a payload whose
        // base64 differs between the two alphabets. Plain words, hexadecimal and numbers never do.
        let claims = json!({
            "scoped_userpool_id": credential.account.name,
            "token_type": "management_token",
            "access_key_type": "userpool",
            "access_key_id": key.access_key_id,
            "jti": Uuid::new_v4().simple().to_string(),
            "iat": now.seconds(),
            "exp": now.seconds() + i64::from(expires_in),
        });
        let token = NewCredential {
            kind: MANAGEMENT_TOKEN.into(),
            key: jwt::write(&claims, key.access_key_secret.as_bytes()),
            secret: None,
            subject: None,
            grants: Vec::new(),
            expires_at: Some(now + Duration::from_secs(expires_in.into())),
        };
        directory
            .issue_credential(credential.account.id, &token)
            .await?;
        Ok(Reply(ManagementTokenDto {
            access_token: token.key,
            expires_in,
        }))
    }
}
