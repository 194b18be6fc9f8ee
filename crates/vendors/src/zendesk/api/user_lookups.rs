//! Finding users.

use poem::web::Data;
use poem_openapi::{OpenApi, param::Query};
use umbridge_directory::{Directory, Listing, Matching, Standing};
use uuid::Uuid;

use super::{
    super::{
        auth::{Caller, Visitor},
        brand,
        failure::Failure,
        ids,
        paging::{Extent, Here, Paging},
        search::{self, Search},
        wire::{CountResponse, CurrentUser, CurrentUserResponse, Role, UserBody, UsersResponse},
    },
    users::count,
};
use crate::kit::{Answer, Auth, Origin};

/// Operations that find users.
pub(in super::super) struct UserLookups;

#[OpenApi]
impl UserLookups {
    /// Show many users
    ///
    /// Shows up to 100 users, named by `ids` or by `external_ids`, ordered by id. Whoever is not found is
    /// left out.
    #[oai(
        path = "/api/v2/users/show_many",
        method = "get",
        operation_id = "ShowManyUsers"
    )]
    async fn show_many(
        &self,
        Auth(caller): Auth<Caller>,
        here: Here,
        /// Ids of the users, comma separated.
        ids: Query<Option<String>>,
        /// External ids of the users, comma separated, whatever their case.
        external_ids: Query<Option<String>>,
        /// Whether deleted users are shown too.
        include_deleted: Query<Option<bool>>,
        /// Where the account separates users by brand: the brand within which `external_ids` are looked
        /// up, or 0 for users of the account itself. Ignored otherwise.
        brand_id: Query<Option<String>>,
    ) -> Result<Answer<UsersResponse>, Failure> {
        caller.require_agent()?;
        let named = ids::parse(
            ids.0.as_deref(),
            external_ids.0.as_deref(),
            "api/v2/users/show_many",
        )?;
        let scope = brand::scope(&caller.settings, &named, brand_id.0.as_deref())?;
        let found = caller
            .directory
            .find_users(caller.account.id, &named.identifiers(scope))
            .await?;
        let mut users: Vec<_> = found
            .into_iter()
            .map(|(_, user)| user)
            .filter(|user| match user.standing {
                Standing::Live => true,
                Standing::Deleted { .. } => include_deleted.0 == Some(true),
                Standing::Purged { .. } => false,
            })
            .collect();
        // Recorded: sorted by id, not in the order asked.
        users.sort_by_key(ids::of);
        let extent = Extent::whole(users.len());
        Ok(Answer(UsersResponse {
            users: users
                .iter()
                .map(|user| UserBody::of(user, &here.origin, &caller.settings))
                .collect(),
            page: Paging::WHOLE.body(&here, extent),
        }))
    }

    /// Search users
    ///
    /// Finds users by text in their name, e-mail address, external id, notes and so on, or by exactly one
    /// external id. `role:`, `email:`, `name:` and the like before a word say where to look.
    #[oai(
        path = "/api/v2/users/search",
        method = "get",
        operation_id = "SearchUsers"
    )]
    async fn search(
        &self,
        Auth(caller): Auth<Caller>,
        here: Here,
        /// What to look for.
        query: Query<Option<String>>,
        /// The external id of the user, whatever its case.
        external_id: Query<Option<String>>,
        /// The number of the page, from 1.
        page: Query<Option<i64>>,
        /// How many users a numbered page has, at most 100.
        per_page: Query<Option<i64>>,
    ) -> Result<Answer<UsersResponse>, Failure> {
        caller.require_agent()?;
        let paging = Paging::parse(page.0, per_page.0, None, None, None)?;
        let (users, extent) = match Search::parse(query.0.as_deref(), external_id.0.as_deref())? {
            Search::ExternalId(id) => {
                let names = search::everywhere(&caller.settings, &id);
                let found = caller
                    .directory
                    .find_users(caller.account.id, &names)
                    .await?;
                let users = found.into_iter().map(|(_, user)| user).collect();
                paging.cut(users, |user| user.id.0.to_string())
            }
            Search::Matching(matching) => {
                let window = paging.window()?;
                let listing = Listing { matching, window };
                let mut found = caller
                    .directory
                    .list_users(caller.account.id, &listing)
                    .await?;
                (std::mem::take(&mut found.users), found.into())
            }
        };
        Ok(Answer(UsersResponse {
            users: users
                .iter()
                .map(|user| UserBody::of(user, &here.origin, &caller.settings))
                .collect(),
            page: paging.body(&here, extent),
        }))
    }

    /// Count users
    ///
    /// Counts the users of the account, deleted ones left out.
    #[oai(
        path = "/api/v2/users/count",
        method = "get",
        operation_id = "CountUsers"
    )]
    async fn count(
        &self,
        Auth(caller): Auth<Caller>,
        /// Only users with this role.
        role: Query<Option<Role>>,
        /// Only users with one of these roles.
        #[oai(name = "role[]")]
        roles: Query<Option<Vec<Role>>>,
    ) -> Result<Answer<CountResponse>, Failure> {
        caller.require_agent()?;
        let matching = Matching {
            equal: search::roles(role.0, roles.0),
            ..Matching::default()
        };
        count(&caller, &matching).await
    }

    /// Show the current user
    ///
    /// Shows the user who asks; whoever asks without a credential is shown a user without id.
    #[oai(
        path = "/api/v2/users/me",
        method = "get",
        operation_id = "ShowCurrentUser"
    )]
    async fn me(
        &self,
        Auth(visitor): Auth<Visitor>,
        origin: Origin,
        directory: Data<&Directory>,
    ) -> Result<Answer<CurrentUserResponse>, Failure> {
        let user = match visitor.0 {
            Some(caller) => UserBody::of(&caller.user, &origin.0, &caller.settings),
            None => UserBody::nobody(directory.clock().now()),
        };
        Ok(Answer(CurrentUserResponse {
            user: CurrentUser {
                user,
                authenticity_token: Uuid::new_v4().simple().to_string(),
            },
        }))
    }
}
