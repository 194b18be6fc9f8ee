//! Creating and changing users.

use poem_openapi::OpenApi;

use crate::{
    genauth::{
        auth::Caller,
        checks,
        code::ApiCode,
        envelope::Reply,
        failure::Failure,
        record::{Record, With},
        wire::{CreateUserReqDto, UserDto},
    },
    kit::{Auth, JsonBody},
};

pub(in crate::genauth) struct Writing;

#[OpenApi]
impl Writing {
    /// Create a user
    ///
    /// Creates a user with at least a user name, an e-mail address or a phone number.
    #[oai(
        path = "/api/v3/create-user",
        method = "post",
        operation_id = "UsersManagementController_createUser"
    )]
    async fn create_user(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(body): JsonBody<CreateUserReqDto>,
    ) -> Result<Reply<UserDto>, Failure> {
        let mut record = Record::new(&body, caller.directory.clock().now())?;
        let options = body
            .options
            .and_then(|options| options.reset_password_on_first_login);
        record.user.reset_password_on_next_login = options.unwrap_or_default();
        checks::check(&record.user)?;
        let created = caller
            .directory
            .create_users(caller.account.id, &[record.into_new_user()?])
            .await?;
        let user = created.first().ok_or(ApiCode::UnknownUser)?;
        Ok(Reply(Record::of(user)?.shown(With::default())))
    }
}
