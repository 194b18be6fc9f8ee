//! Deleting users.

use poem_openapi::OpenApi;
use umbridge_directory::{Deletion, Identifier, Standing};

use crate::{
    genauth::{
        auth::Caller,
        envelope::Reply,
        failure::Failure,
        ids,
        wire::{DeleteUsersBatchDto, IsSuccessDto},
    },
    kit::{Auth, JsonBody},
};

pub(in crate::genauth) struct Deleting;

#[OpenApi]
impl Deleting {
    /// Batch delete users
    ///
    /// Deletes up to 50 users for good. Which kind their ids are is told once for all of them.
    // Recorded: a content type is not insisted upon.
    #[oai(
        path = "/api/v3/delete-users-batch",
        method = "post",
        operation_id = "UsersManagementController_deleteUsersBatch"
    )]
    async fn delete_users_batch(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(body): JsonBody<DeleteUsersBatchDto>,
    ) -> Result<Reply<IsSuccessDto>, Failure> {
        let kind = body.options.and_then(|options| options.user_id_type);
        let named = ids::parse_batch(kind.unwrap_or_default(), &body.user_ids)?;
        let deletion = Deletion {
            identifiers: caller.exclusive(named).await?,
            on_unknown: caller.settings.on_unknown(),
            retention: caller.settings.retention(),
            spare: Vec::new(),
        };
        caller
            .directory
            .delete_now(caller.account.id, &deletion)
            .await?;
        Ok(Reply(IsSuccessDto::YES))
    }
}

impl Caller {
    /// Names that only one user has, in place of those that several may have.
    ///
    /// # Errors
    ///
    /// 422 where several do have one.
    async fn exclusive(&self, named: Vec<Identifier>) -> Result<Vec<Identifier>, Failure> {
        if named.iter().all(|name| name.exclusive) {
            return Ok(named);
        }
        let found = self.directory.find_users(self.account.id, &named).await?;
        let mut names = named.clone();
        for (position, user) in found {
            if user.standing != Standing::Live {
                continue;
            }
            if names[position] != named[position] {
                return Err(Failure::ambiguous_user());
            }
            let id = user.identifier(ids::USER_ID).unwrap_or_default();
            names[position] = ids::user_id(id);
        }
        Ok(names)
    }
}
