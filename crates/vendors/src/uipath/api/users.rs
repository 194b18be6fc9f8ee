//! Operations on many users at once.

use poem_openapi::{ApiResponse, OpenApi};
use umbridge_directory::{Deletion, OnUnknown};

use super::super::{
    auth::Caller,
    body::Command,
    creation::{self, NotCreated},
    failure::{self, Failure},
    ids::{self, Unusable},
    policy,
    scope::Write,
    wire::{
        BadRequest, BulkCreateResult, BulkCreateUsers, BulkSoftDelete, CreateUser, IdentityResult,
        UserDto,
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

    /// Create a user
    ///
    /// Creates a user in the organization; the answer does not say with which id. The access token needs the
    /// scope `PM.User` or `PM.User.Write`.
    #[oai(
        path = "/identity/api/User",
        method = "post",
        operation_id = "User_Create"
    )]
    async fn create(
        &self,
        Auth(caller): Auth<Caller<Write>>,
        body: Command<CreateUser>,
    ) -> Result<Answer<IdentityResult>, Failure> {
        let CreateUser { place, user } = &body.command;
        let groups = ids::placement(
            &caller.account,
            caller.settings.id_mode,
            place.partition_global_id.as_ref(),
            place.group_ids.as_deref(),
            user.id.iter().map(|id| ("id".to_owned(), id)),
        );
        let groups = groups.map_err(|unusable| body.unusable(unusable))?;
        creation::create(
            &caller.directory,
            &caller.account,
            &caller.settings,
            std::slice::from_ref(user),
            &groups,
        )
        .await?;
        Ok(Answer(IdentityResult::success()))
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
        let command = &body.command;
        let entries = command.users.as_deref().unwrap_or_default();
        let ids = entries.iter().enumerate().filter_map(|(at, entry)| {
            let id = entry.id.as_ref()?;
            Some((format!("users[{at}].id"), id))
        });
        let groups = ids::placement(
            &caller.account,
            caller.settings.id_mode,
            command.partition_global_id.as_ref(),
            command.group_ids.as_deref(),
            ids,
        );
        let groups = groups.map_err(|unusable| match unusable {
            Unusable::ForeignPartition => {
                not_created(NotCreated::Invalid(vec![failure::invalid_partition()]))
            }
            other => body.unusable(other),
        })?;
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
