//! Deleting users by the list: the operation of the document.

use poem_openapi::OpenApi;
use umbridge_directory::{Identifier, Outcome, UserId};

use crate::{
    ejento::{
        auth::Caller,
        failure::Failure,
        form::Form,
        ids, policy,
        wire::{DeleteUsers, User, UsersResponse},
    },
    kit::{Answer, Auth},
};

/// Operations on many users.
pub(in crate::ejento) struct Batch;

#[OpenApi]
impl Batch {
    /// Batch delete users
    ///
    /// Deletes the users whose ids are listed, and answers with them as they were just before. Ids that
    /// belong to nobody are passed over, so the answer tells who was really deleted.
    #[oai(
        path = "/api/user/batch",
        method = "delete",
        operation_id = "batchDeleteUsers"
    )]
    async fn batch_delete_users(
        &self,
        Auth(caller): Auth<Caller>,
        mut form: Form<DeleteUsers>,
    ) -> Result<Answer<UsersResponse>, Failure> {
        caller.require_write()?;
        let identifiers = form.required("user_ids", ids::list);
        let identifiers = form.close(identifiers)?;
        let mut users = delete(&caller, identifiers).await?;
        policy::arrange(&mut users, &caller.settings);
        Ok(Answer(UsersResponse::done(policy::DELETED, users)))
    }
}

/// Deletes whoever the caller may, and gives them back as they were just before.
pub(super) async fn delete(
    caller: &Caller,
    identifiers: Vec<Identifier>,
) -> Result<Vec<User>, Failure> {
    let out_of_reach = out_of_reach(caller, &identifiers).await?;
    let deletion = policy::deletion(identifiers, out_of_reach);
    let items = caller
        .directory
        .delete_now(caller.account.id, &deletion)
        .await?;
    let mut deleted = Vec::with_capacity(items.len());
    for item in items {
        // Inferred: a user named twice is told once.
        if let Outcome::Deleted(user) = item.outcome {
            deleted.push(User::of(&user)?);
        }
    }
    Ok(deleted)
}

/// Those of the users whom the caller does not see. Users do not change their organization, so nobody gets
/// into reach between this and the deletion.
async fn out_of_reach(caller: &Caller, identifiers: &[Identifier]) -> Result<Vec<UserId>, Failure> {
    if caller.confined_to().is_none() {
        return Ok(Vec::new());
    }
    let found = caller
        .directory
        .find_users(caller.account.id, identifiers)
        .await?;
    let foreign = found.iter().filter(|(_, user)| !caller.sees(user));
    Ok(foreign.map(|(_, user)| user.id).collect())
}
