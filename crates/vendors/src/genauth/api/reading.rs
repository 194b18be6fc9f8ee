//! Reading users one by one or by a list of ids.

use poem_openapi::{OpenApi, param::Query};
use umbridge_directory::{Identifier, Standing, User};

use crate::{
    genauth::{
        auth::Caller,
        code::ApiCode,
        envelope::Reply,
        failure::Failure,
        ids::{self, UserIdType},
        query::{Flag, Texts},
        record::{Record, With},
        wire::{IsUserExistsDataDto, IsUserExistsReqDto, UserDto},
    },
    kit::{Auth, JsonBody},
};

pub(in crate::genauth) struct Reading;

#[OpenApi]
impl Reading {
    /// Get user info
    ///
    /// Reads one user, named by an id of any kind.
    #[oai(
        path = "/api/v3/get-user",
        method = "get",
        operation_id = "UsersManagementController_getUser"
    )]
    async fn get_user(
        &self,
        Auth(caller): Auth<Caller>,
        /// The user's id.
        #[oai(name = "userId")]
        user_id: Query<String>,
        /// Of which kind the id is; GenAuth's own where absent.
        #[oai(name = "userIdType")]
        user_id_type: Query<Option<UserIdType>>,
        /// Whether to show the values of custom fields.
        #[oai(name = "withCustomData")]
        with_custom_data: Query<Option<Flag>>,
        /// Whether to show identities at other services.
        #[oai(name = "withIdentities")]
        with_identities: Query<Option<Flag>>,
        /// Whether to show departments.
        #[oai(name = "withDepartmentIds")]
        with_department_ids: Query<Option<Flag>>,
    ) -> Result<Reply<UserDto>, Failure> {
        let named = ids::parse_one(user_id_type.0.unwrap_or_default(), &user_id.0)?;
        let with = With::of(with_custom_data.0, with_identities.0, with_department_ids.0);
        let user = caller.user(&named).await?;
        Ok(Reply(Record::of(&user)?.shown(with)))
    }

    /// Get user info in batch
    ///
    /// Reads up to 50 users; ids of nobody are left out of the answer.
    #[oai(
        path = "/api/v3/get-user-batch",
        method = "get",
        operation_id = "UsersManagementController_getUserBatch"
    )]
    async fn get_user_batch(
        &self,
        Auth(caller): Auth<Caller>,
        /// The users' ids: the parameter repeated, or one value with commas.
        #[oai(name = "userIds", validator(min_items = 1, max_items = 50))]
        user_ids: Texts,
        /// Of which kind the ids are; GenAuth's own where absent.
        #[oai(name = "userIdType")]
        user_id_type: Query<Option<UserIdType>>,
        /// Whether to show the values of custom fields.
        #[oai(name = "withCustomData")]
        with_custom_data: Query<Option<Flag>>,
        /// Whether to show identities at other services.
        #[oai(name = "withIdentities")]
        with_identities: Query<Option<Flag>>,
        /// Whether to show departments.
        #[oai(name = "withDepartmentIds")]
        with_department_ids: Query<Option<Flag>>,
    ) -> Result<Reply<Vec<UserDto>>, Failure> {
        let named = ids::parse_batch(user_id_type.0.unwrap_or_default(), &user_ids.0)?;
        let with = With::of(with_custom_data.0, with_identities.0, with_department_ids.0);
        let users = caller.users(&named).await?;
        let users: Result<Vec<UserDto>, Failure> = users
            .iter()
            .map(|user| Ok(Record::of(user)?.shown(with)))
            .collect();
        Ok(Reply(users?))
    }

    /// Check whether a user exists
    ///
    /// Tells whether somebody in the pool has one of the names given.
    #[oai(
        path = "/api/v3/is-user-exists",
        method = "post",
        operation_id = "UsersManagementController_isUserExists"
    )]
    async fn is_user_exists(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(body): JsonBody<IsUserExistsReqDto>,
    ) -> Result<Reply<IsUserExistsDataDto>, Failure> {
        let named: Vec<Identifier> = [
            body.username.as_deref().map(ids::username),
            body.email.as_deref().map(ids::email),
            body.phone.as_deref().map(ids::phone),
            body.external_id.as_deref().map(ids::external_id),
        ]
        .into_iter()
        .flatten()
        .collect();
        if named.is_empty() {
            // Recorded: word for word, in this order.
            return Err(Failure::bad_parameter("username, email, phone, externalId"));
        }
        let exists = !caller.users(&named).await?.is_empty();
        Ok(Reply(IsUserExistsDataDto { exists }))
    }
}

impl With {
    pub(super) fn of(
        custom_data: Option<Flag>,
        identities: Option<Flag>,
        department_ids: Option<Flag>,
    ) -> Self {
        let asked = |flag: Option<Flag>| flag.unwrap_or_default().0;
        Self {
            custom_data: asked(custom_data),
            identities: asked(identities),
            department_ids: asked(department_ids),
        }
    }
}

impl Caller {
    /// The live user of this name.
    ///
    /// # Errors
    ///
    /// 404.
    pub(super) async fn user(&self, named: &Identifier) -> Result<User, Failure> {
        let found = self.users(std::slice::from_ref(named)).await?;
        Ok(found.into_iter().next().ok_or(ApiCode::UnknownUser)?)
    }

    /// The live users of these names, each once, in the order of first mention.
    pub(super) async fn users(&self, named: &[Identifier]) -> Result<Vec<User>, Failure> {
        let found = self.directory.find_users(self.account.id, named).await?;
        let mut users: Vec<User> = Vec::with_capacity(found.len());
        for (_, user) in found {
            if user.standing == Standing::Live && users.iter().all(|seen| seen.id != user.id) {
                users.push(user);
            }
        }
        Ok(users)
    }
}
