//! Operations on one user.

use poem_openapi::{OpenApi, param::Path};
use umbridge_directory::{Deletion, Identifier, OnUnknown, Outcome, Standing, User, UserChange};

use super::{
    super::{
        auth::Caller,
        body::Command,
        change,
        failure::Failure,
        ids::ID,
        policy,
        profile::Profile,
        scope::{Read, Write},
        wire::{IdentityResult, UpdateUser, UserDto},
    },
    users::Gone,
};
use crate::kit::{Answer, Auth};

/// Operations on a user by id.
pub(crate) struct One;

#[OpenApi]
impl One {
    /// Show a user
    ///
    /// The access token needs the scope `PM.User` or `PM.User.Read`.
    #[oai(
        path = "/identity/api/User/:userId",
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

    /// Update a user
    ///
    /// Changes what is given and leaves the rest. The access token needs the scope `PM.User` or
    /// `PM.User.Write`.
    #[oai(
        path = "/identity/api/User/:userId",
        method = "put",
        operation_id = "User_Update"
    )]
    async fn update(
        &self,
        Auth(caller): Auth<Caller<Write>>,
        /// The id of the user.
        #[oai(name = "userId")]
        user_id: Path<String>,
        body: Command<UpdateUser>,
    ) -> Result<Answer<IdentityResult>, Failure> {
        let user = find(&caller, &user_id.0).await?;
        let profile = change::apply(Profile::of(&user)?, &body.command, caller.settings.id_mode);
        let profile = profile.map_err(|refused| match refused {
            change::Refused::Unusable(unusable) => body.unusable(unusable),
            change::Refused::Invalid(error) => Failure::refused(vec![error]),
        })?;
        let change = UserChange {
            user: user.id,
            identifiers: profile.identifiers(user.identifier(ID).unwrap_or_default()),
            profile: profile.value()?,
        };
        caller
            .directory
            .update_users(caller.account.id, &[change])
            .await
            .map_err(|error| change::refused(error, &profile))?;
        Ok(Answer(IdentityResult::success()))
    }

    /// Delete a user
    ///
    /// Deletes one user. The access token needs the scope `PM.User` or `PM.User.Write`.
    #[oai(
        path = "/identity/api/User/:userId",
        method = "delete",
        operation_id = "User_Delete"
    )]
    async fn delete(
        &self,
        Auth(caller): Auth<Caller<Write>>,
        /// The id of the user.
        #[oai(name = "userId")]
        user_id: Path<String>,
    ) -> Result<Gone, Failure> {
        let deletion = Deletion {
            identifiers: vec![identifier(&caller, &user_id.0)?],
            on_unknown: OnUnknown::RefuseAll,
            retention: policy::retention(),
            // Inferred: as little as in bulk does one delete oneself.
            spare: caller.user.iter().map(|user| user.id).collect(),
        };
        let items = caller
            .directory
            .delete_now(caller.account.id, &deletion)
            .await?;
        match items.first().map(|item| &item.outcome) {
            Some(Outcome::Protected) => Err(Failure::protected()),
            _ => Ok(Gone::NoContent),
        }
    }
}

/// The identifier that a path names.
fn identifier<A>(caller: &Caller<A>, given: &str) -> Result<Identifier, Failure> {
    let id = caller.settings.id_mode.id(given);
    let id = id.ok_or_else(|| Failure::unreadable("userId", given))?;
    Ok(Identifier::new(ID, id))
}

/// The live user that a path names.
async fn find<A>(caller: &Caller<A>, given: &str) -> Result<User, Failure> {
    let identifier = identifier(caller, given)?;
    let found = caller
        .directory
        .find_user(caller.account.id, &identifier)
        .await?;
    found
        .filter(|user| user.standing == Standing::Live)
        .ok_or_else(Failure::not_found)
}
