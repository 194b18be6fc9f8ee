//! Creating and changing users.

use poem_openapi::OpenApi;
use umbridge_directory::{NewUser, User};

use crate::{
    genauth::{
        auth::Caller,
        code::ApiCode,
        envelope::Reply,
        failure::Failure,
        ids,
        policy::{MAX_USERS, MIN_USERS},
        record::{Record, With},
        wire::{CreateUserBatchReqDto, CreateUserReqDto, UpdateUserReqDto, UserDto},
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
        let now = caller.directory.clock().now();
        let record = Record::new(&body, body.options.as_ref(), now)?;
        let created = caller.create(vec![record.into_new_user()?]).await?;
        let user = created.into_iter().next().ok_or(ApiCode::UnknownUser)?;
        Ok(Reply(user))
    }

    /// Create users in batch
    ///
    /// Creates up to 50 users, or none of them where one cannot be created.
    #[oai(
        path = "/api/v3/create-users-batch",
        method = "post",
        operation_id = "UsersManagementController_createUserBatch"
    )]
    async fn create_users_batch(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(body): JsonBody<CreateUserBatchReqDto>,
    ) -> Result<Reply<Vec<UserDto>>, Failure> {
        if !(MIN_USERS..=MAX_USERS).contains(&body.list.len()) {
            return Err(Failure::bad_parameter("list"));
        }
        let now = caller.directory.clock().now();
        let records = body
            .list
            .iter()
            .map(|given| Record::new(given, body.options.as_ref(), now)?.into_new_user());
        let users = records.collect::<Result<Vec<NewUser>, Failure>>()?;
        Ok(Reply(caller.create(users).await?))
    }

    /// Update user info
    ///
    /// Changes members of a user; what the request does not have stays as it is.
    #[oai(
        path = "/api/v3/update-user",
        method = "post",
        operation_id = "UsersManagementController_updateUser"
    )]
    async fn update_user(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(body): JsonBody<UpdateUserReqDto>,
    ) -> Result<Reply<UserDto>, Failure> {
        let kind = body
            .options
            .as_ref()
            .and_then(|options| options.user_id_type);
        let named = ids::parse_one(kind.unwrap_or_default(), &body.user_id)?;
        let user = caller.user(&named).await?;
        let mut record = Record::of(&user)?;
        record.change(&body)?;
        let user = caller.change(user, record).await?;
        Ok(Reply(Record::of(&user)?.shown(With::default())))
    }
}

impl Caller {
    /// Creates users, all or none.
    async fn create(&self, users: Vec<NewUser>) -> Result<Vec<UserDto>, Failure> {
        let created = self.directory.create_users(self.account.id, &users).await?;
        created
            .iter()
            .map(|user| Ok(Record::of(user)?.shown(With::default())))
            .collect()
    }

    /// Makes a user what its record says, and reads it again.
    ///
    /// # Errors
    ///
    /// 404 for one who is gone by now.
    pub(super) async fn change(&self, user: User, record: Record) -> Result<User, Failure> {
        let change = record.into_change(user.id)?;
        self.directory
            .update_users(self.account.id, &[change])
            .await?;
        self.user(&ids::user_id(
            user.identifier(ids::USER_ID).unwrap_or_default(),
        ))
        .await
    }
}
