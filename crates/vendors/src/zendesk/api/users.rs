//! Users one by one, and the list of them.

use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
};
use umbridge_directory::{Identifier, Listing, Matching, Standing, User};

use super::super::{
    auth::Caller,
    failure::Failure,
    ids::{self, ID},
    paging::{Here, Paging},
    wire::{Role, UserBody, UserRequest, UserResponse, UsersResponse},
    writing,
};
use crate::kit::{Answer, Auth, JsonBody, Origin};

/// Operations on users.
pub(in super::super) struct Users;

/// A user was created.
#[derive(Debug, ApiResponse)]
enum Created {
    /// The user was created.
    #[oai(status = 201)]
    Ok(
        Answer<UserResponse>,
        /// Where the user can be read.
        #[oai(header = "Location")]
        String,
    ),
}

#[OpenApi]
impl Users {
    /// List users
    ///
    /// Lists the users of the account in the order of their creation, by page number or by cursor.
    #[oai(path = "/api/v2/users", method = "get", operation_id = "ListUsers")]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a parameter of the documented operation"
    )]
    async fn list(
        &self,
        Auth(caller): Auth<Caller>,
        here: Here,
        /// Only users with this role.
        role: Query<Option<Role>>,
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
    ) -> Result<Answer<UsersResponse>, Failure> {
        caller.require_agent()?;
        caller.require_scope("read")?;
        let paging = Paging::parse(
            page.0,
            per_page.0,
            size.0,
            after.0.as_deref(),
            before.0.as_deref(),
        )?;
        let role = role.0.map(|role| ("$.role".to_owned(), role.word().into()));
        let listing = Listing {
            matching: Matching {
                equal: role.into_iter().collect(),
                ..Matching::default()
            },
            window: paging.window()?,
        };
        let found = caller
            .directory
            .list_users(caller.account.id, &listing)
            .await?;
        Ok(Answer(UsersResponse {
            users: found
                .users
                .iter()
                .map(|user| UserBody::of(user, &here.origin, &caller.settings))
                .collect(),
            page: paging.body(&here, found.into()),
        }))
    }

    /// Create a user
    ///
    /// Creates one user. E-mail address and external id must not be those of another user.
    #[oai(path = "/api/v2/users", method = "post", operation_id = "CreateUser")]
    async fn create(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        body: JsonBody<UserRequest>,
    ) -> Result<Created, Failure> {
        caller.require_agent()?;
        caller.require_scope("write")?;
        let sent = body.0.user;
        caller.may_write(&sent)?;
        let id = caller
            .directory
            .reserve_numbers(caller.account.id, ID, 1)
            .await?;
        let newcomer = writing::newcomer(&caller.settings, &sent, id).map_err(Failure::invalid)?;
        let created = caller
            .directory
            .create_users(caller.account.id, &[newcomer])
            .await?;
        let user = created.first().ok_or_else(Failure::record_not_found)?;
        Ok(Created::Ok(
            Answer(UserResponse {
                user: UserBody::of(user, &origin.0, &caller.settings),
            }),
            // Recorded: with `.json`, and absolute.
            format!("{}/api/v2/users/{}.json", origin.0, ids::of(user)),
        ))
    }

    /// Show a user
    ///
    /// Shows one user. A deleted user is shown as not active until it is permanently deleted.
    #[oai(
        path = "/api/v2/users/:user_id",
        method = "get",
        operation_id = "ShowUser"
    )]
    async fn show(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        /// The id of the user.
        user_id: Path<i64>,
    ) -> Result<Answer<UserResponse>, Failure> {
        caller.require_agent()?;
        caller.require_scope("read")?;
        let user = find(&caller, user_id.0).await?;
        // Inferred: the account keeps showing a deleted user, but not one whose data is gone.
        if matches!(user.standing, Standing::Purged { .. }) {
            return Err(Failure::record_not_found());
        }
        Ok(Answer(UserResponse {
            user: UserBody::of(&user, &origin.0, &caller.settings),
        }))
    }
}

/// The user with this id, live or deleted.
pub(super) async fn find(caller: &Caller, id: i64) -> Result<User, Failure> {
    let identifier = Identifier::new(ID, id.to_string());
    let found = caller
        .directory
        .find_user(caller.account.id, &identifier)
        .await?;
    found.ok_or_else(Failure::record_not_found)
}
