//! Operations on many users at once.

use std::collections::BTreeSet;

use poem_openapi::{ApiResponse, OpenApi};
use umbridge_directory::{Deletion, OnUnknown};

use super::super::{
    auth::Caller,
    body::Command,
    creation::{self, NotCreated},
    failure::{self, Failure},
    ids, policy,
    scope::Write,
    wire::{
        BadRequest, BulkCreateResult, BulkCreateUsers, BulkSoftDelete, IdentityResult, UserDto,
    },
};
use crate::kit::{Answer, Auth};

/// Operations on the users of a partition.
pub(crate) struct Users;

/// The users are gone.
#[derive(Debug, ApiResponse)]
pub(super) enum Gone {
    /// Whoever was named is deleted.
    // Documented as "204 Success"; there is no body to be successful in.
    #[oai(status = 204)]
    NoContent,
}

#[OpenApi]
impl Users {
    /// Delete users in bulk
    ///
    /// Deletes users of the organization, named by their ids. Ids that name nobody, or somebody of another
    /// organization, are passed over. The access token needs the scope `PM.User` or `PM.User.Write`.
    // Documented as a path parameter, the partition is in the body: the path has no place for it.
    #[oai(
        path = "/identity/api/User",
        method = "delete",
        operation_id = "User_BulkDelete"
    )]
    async fn bulk_delete(
        &self,
        Auth(caller): Auth<Caller<Write>>,
        body: Command<BulkSoftDelete>,
    ) -> Result<Gone, Failure> {
        let identifiers = ids::parse(&body.command, &caller.account, &caller.settings)
            .map_err(|unusable| body.unusable(unusable))?;
        let deletion = Deletion {
            identifiers,
            // Inferred: unknown ids are passed over, as a second call with the same ids shows.
            on_unknown: OnUnknown::Report,
            retention: policy::retention(),
            // Recorded: another interface has a flag for deleting oneself, so that this one does not.
            spare: caller.user.iter().map(|user| user.id).collect(),
        };
        caller
            .directory
            .delete_now(caller.account.id, &deletion)
            .await?;
        Ok(Gone::NoContent)
    }

    /// Create users in bulk
    ///
    /// Creates users in the organization, all or none. The access token needs the scope `PM.User` or
    /// `PM.User.Write`.
    #[oai(
        path = "/identity/api/User/BulkCreate",
        method = "post",
        operation_id = "User_BulkCreate"
    )]
    async fn bulk_create(
        &self,
        Auth(caller): Auth<Caller<Write>>,
        body: Command<BulkCreateUsers>,
    ) -> Result<Answer<BulkCreateResult>, Failure> {
        let mode = caller.settings.id_mode;
        let command = &body.command;
        let mut faults = BTreeSet::new();
        let own = ids::own_partition(
            &caller.account,
            mode,
            command.partition_global_id.as_ref(),
            &mut faults,
        );
        let groups = mode.ids("groupIDs", command.group_ids.as_deref(), &mut faults);
        let entries = command.users.as_deref().unwrap_or_default();
        for (at, entry) in entries.iter().enumerate() {
            mode.check(&format!("users[{at}].id"), entry.id.as_ref(), &mut faults);
        }
        if !faults.is_empty() {
            return Err(body.unusable(ids::Unusable::NotIds(faults)));
        }
        if !own {
            return Err(not_created(NotCreated::Invalid(vec![
                failure::invalid_partition(),
            ])));
        }
        let created = creation::create(
            &caller.directory,
            &caller.account,
            &caller.settings,
            entries,
            &groups,
        )
        .await
        .map_err(not_created)?;
        let users = created
            .iter()
            .map(|user| UserDto::of(user, &caller.settings))
            .collect::<Result<_, _>>()?;
        let result = IdentityResult::success();
        Ok(Answer(BulkCreateResult { result, users }))
    }
}

/// Recorded: the result stands beside an empty list of users. Inferred: the status.
fn not_created(refused: NotCreated) -> Failure {
    match refused {
        NotCreated::Failed(error) => error.into(),
        NotCreated::Invalid(errors) => {
            Failure::BadRequest(BadRequest::NotCreated(BulkCreateResult {
                result: IdentityResult::failure(errors),
                users: Vec::new(),
            }))
        }
    }
}
