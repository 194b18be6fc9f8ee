//! Deleted users.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};
use umbridge_directory::{Listing, Matching, Standing};

use super::{
    super::{
        auth::Caller,
        failure::Failure,
        paging::{Here, Paging},
        wire::{DeletedUserBody, DeletedUserResponse, DeletedUsersResponse},
    },
    users::find,
};
use crate::kit::{Answer, Auth, Origin};

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
        caller.require_scope("read")?;
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
        caller.require_scope("read")?;
        let user = find(&caller, deleted_user_id.0).await?;
        // Documented: users who are not deleted, or permanently, are not shown here.
        if !matches!(user.standing, Standing::Deleted { .. }) {
            return Err(Failure::record_not_found());
        }
        Ok(Answer(DeletedUserResponse {
            deleted_user: DeletedUserBody::of(&user, &origin.0, &caller.settings),
        }))
    }
}
