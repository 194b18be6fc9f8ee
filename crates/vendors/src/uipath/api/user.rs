//! Operations on one user.

use poem_openapi::{OpenApi, param::Path};
use umbridge_directory::{Identifier, Standing, User};

use super::super::{auth::Caller, failure::Failure, ids::ID, scope::Read, wire::UserDto};
use crate::kit::{Answer, Auth};

/// Operations on a user by id.
pub(crate) struct One;

#[OpenApi]
impl One {
    /// Show a user
    ///
    /// The access token needs the scope `PM.User` or `PM.User.Read`.
    #[oai(
        path = "/identity/api/User/:user_id",
        method = "get",
        operation_id = "User_Get"
    )]
    async fn show(
        &self,
        Auth(caller): Auth<Caller<Read>>,
        /// The id of the user.
        #[oai(name = "userId")]
        user_id: Path<String>,
    ) -> Result<Answer<UserDto>, Failure> {
        let user = find(&caller, &user_id.0).await?;
        Ok(Answer(UserDto::of(&user, &caller.settings)?))
    }
}

/// The live user with an id.
async fn find<A>(caller: &Caller<A>, given: &str) -> Result<User, Failure> {
    let id = caller
        .settings
        .id_mode
        .id(given)
        .ok_or_else(|| Failure::unreadable("userId", given))?;
    let found = caller
        .directory
        .find_user(caller.account.id, &Identifier::new(ID, id))
        .await?;
    found
        .filter(|user| user.standing == Standing::Live)
        .ok_or_else(Failure::not_found)
}
