//! Deleted users.

use std::sync::Arc;

use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};
use umbridge_directory::{Listing, Matching, Standing};

use super::{
    super::{
        auth::Caller,
        failure::Failure,
        ids,
        paging::{Here, Paging},
        policy,
        wire::{CountResponse, DeletedUserBody, DeletedUserResponse, DeletedUsersResponse},
    },
    users::{count, find},
};
use crate::kit::{Answer, Auth, Origin, rate::Buckets};

/// Operations on deleted users.
pub(in super::super) struct DeletedUsers;

#[OpenApi]
impl DeletedUsers {
    /// List deleted users
    ///
    /// Lists the deleted users of the account, permanently deleted ones among them, by page number or by
    /// cursor.
    #[oai(
        path = "/api/v2/deleted_users",
        method = "get",
        operation_id = "ListDeletedUsers"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a parameter of the documented operation"
    )]
    async fn list(
        &self,
        Auth(caller): Auth<Caller>,
        here: Here,
        /// The number of the page, from 1.
        page: Query<Option<i64>>,
        /// How many users a numbered page has, at most 100.
        per_page: Query<Option<i64>>,
        /// How many users a page has, at most 100; asks for cursors.
        #[oai(name = "page[size]")]
        size: Query<Option<i64>>,
        /// The cursor after which the page begins.
        #[oai(name = "page[after]")]
        after: Query<Option<String>>,
        /// The cursor before which the page ends.
        #[oai(name = "page[before]")]
        before: Query<Option<String>>,
    ) -> Result<Answer<DeletedUsersResponse>, Failure> {
        caller.require_agent()?;
        let paging = Paging::parse(
            page.0,
            per_page.0,
            size.0,
            after.0.as_deref(),
            before.0.as_deref(),
        )?;
        let listing = Listing {
            matching: Matching {
                deleted: true,
                ..Matching::default()
            },
            window: paging.window()?,
        };
        let found = caller
            .directory
            .list_users(caller.account.id, &listing)
            .await?;
        Ok(Answer(DeletedUsersResponse {
            deleted_users: found
                .users
                .iter()
                .map(|user| DeletedUserBody::of(user, &here.origin, &caller.settings))
                .collect(),
            page: paging.body(&here, found.into()),
        }))
    }

    /// Count deleted users
    ///
    /// Counts the deleted users of the account, permanently deleted ones among them.
    #[oai(
        path = "/api/v2/deleted_users/count",
        method = "get",
        operation_id = "CountDeletedUsers"
    )]
    async fn count(&self, Auth(caller): Auth<Caller>) -> Result<Answer<CountResponse>, Failure> {
        caller.require_agent()?;
        let matching = Matching {
            deleted: true,
            ..Matching::default()
        };
        count(&caller, &matching).await
    }

    /// Show a deleted user
    ///
    /// Shows one deleted user, unless it is permanently deleted.
    #[oai(
        path = "/api/v2/deleted_users/:deleted_user_id",
        method = "get",
        operation_id = "ShowDeletedUser"
    )]
    async fn show(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        /// The id of the user.
        deleted_user_id: Path<i64>,
    ) -> Result<Answer<DeletedUserResponse>, Failure> {
        caller.require_agent()?;
        let user = find(&caller, deleted_user_id.0).await?;
        // Documented: users who are not deleted, or permanently, are not shown here.
        if !matches!(user.standing, Standing::Deleted { .. }) {
            return Err(Failure::record_not_found());
        }
        Ok(Answer(DeletedUserResponse {
            deleted_user: DeletedUserBody::of(&user, &origin.0, &caller.settings),
        }))
    }

    /// Delete a user permanently
    ///
    /// Empties a deleted user for good, of whom only the id stays. At most 700 users in ten minutes.
    #[oai(
        path = "/api/v2/deleted_users/:deleted_user_id",
        method = "delete",
        operation_id = "PermanentlyDeleteUser"
    )]
    async fn delete(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        buckets: Data<&Arc<Buckets>>,
        /// The id of the user.
        deleted_user_id: Path<i64>,
    ) -> Result<Answer<DeletedUserResponse>, Failure> {
        caller.require_manager()?;
        let now = caller.directory.clock().now();
        let allowance = buckets.take(
            caller.account.id,
            "permanent deletions",
            caller.settings.permanent_deletions_limit,
            policy::PERMANENT_DELETIONS_WINDOW,
            now,
        );
        if !allowance.granted {
            let what = "permanent deletions in ten minutes";
            return Err(Failure::too_many_requests(what, allowance, now));
        }
        let user = find(&caller, deleted_user_id.0).await?;
        let emptied = caller
            .directory
            .purge_users(caller.account.id, &[ids::id(deleted_user_id.0)])
            .await?;
        // Inferred: a user who is not deleted yet, or already for good, is not found.
        if emptied.is_empty() {
            return Err(Failure::record_not_found());
        }
        // Documented by its example: the answer shows the user as it was.
        Ok(Answer(DeletedUserResponse {
            deleted_user: DeletedUserBody::of(&user, &origin.0, &caller.settings),
        }))
    }
}
