//! Users one by one, and the list of them.

use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
};
use umbridge_directory::{
    Deletion, Intent, Listing, Matching, OnUnknown, Outcome, Standing, User, Write, WriteOutcome,
};

use super::super::{
    auth::Caller,
    brand::Scope,
    failure::Failure,
    ids,
    paging::{Here, Paging},
    policy, search,
    wire::{CountResponse, Role, UserBody, UserRequest, UserResponse, UsersResponse},
    writing::{self, Invalid},
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

/// A user was created or changed.
#[derive(Debug, ApiResponse)]
enum Put {
    /// The user was changed.
    #[oai(status = 200)]
    Updated(Answer<UserResponse>),
    /// The user was created.
    #[oai(status = 201)]
    Created(
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
        /// Only users with one of these roles.
        #[oai(name = "role[]")]
        roles: Query<Option<Vec<Role>>>,
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
        let paging = Paging::parse(
            page.0,
            per_page.0,
            size.0,
            after.0.as_deref(),
            before.0.as_deref(),
        )?;
        let listing = Listing {
            matching: Matching {
                equal: search::roles(role.0, roles.0),
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
        let sent = body.0.user;
        caller.may_write(&sent)?;
        let id = caller.new_id().await?;
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
            location(&origin, user),
        ))
    }

    /// Create or update a user
    ///
    /// Changes the user with the e-mail address or the external id, or creates it where there is none.
    #[oai(
        path = "/api/v2/users/create_or_update",
        method = "post",
        operation_id = "CreateOrUpdateUser"
    )]
    async fn create_or_update(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        body: JsonBody<UserRequest>,
    ) -> Result<Put, Failure> {
        caller.require_manager()?;
        let sent = body.0.user;
        caller.may_write(&sent)?;
        let names = writing::targets(&caller.settings, &sent);
        let found = caller
            .directory
            .find_users(caller.account.id, &names)
            .await?;
        let found = found.first().map(|(_, user)| user);
        if let Some(user) = found {
            caller.require_over(Role::of(&user.profile))?;
        }
        let id = caller.new_id().await?;
        if found.is_none() {
            // What a newcomer lacks is told by member.
            writing::newcomer(&caller.settings, &sent, id).map_err(Failure::invalid)?;
        }
        let intent = writing::put(&caller.settings, &sent, id, found).map_err(Failure::invalid)?;
        let shown = |user| UserResponse {
            user: UserBody::of(user, &origin.0, &caller.settings),
        };
        Ok(match write(&caller, intent).await? {
            WriteOutcome::Created(user) => {
                Put::Created(Answer(shown(&user)), location(&origin, &user))
            }
            WriteOutcome::Updated(user) => Put::Updated(Answer(shown(&user))),
            other => return Err(unwritten(other)),
        })
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
        let user = find(&caller, user_id.0).await?;
        // Inferred: the account keeps showing a deleted user, but not one whose data is gone.
        if matches!(user.standing, Standing::Purged { .. }) {
            return Err(Failure::record_not_found());
        }
        Ok(Answer(UserResponse {
            user: UserBody::of(&user, &origin.0, &caller.settings),
        }))
    }

    /// Update a user
    ///
    /// Changes one user. What is not sent stays as it is; an e-mail address is added to those the user has.
    #[oai(
        path = "/api/v2/users/:user_id",
        method = "put",
        operation_id = "UpdateUser"
    )]
    async fn update(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        /// The id of the user.
        user_id: Path<i64>,
        body: JsonBody<UserRequest>,
    ) -> Result<Answer<UserResponse>, Failure> {
        caller.require_agent()?;
        let sent = body.0.user;
        caller.may_write(&sent)?;
        let user = find(&caller, user_id.0).await?;
        caller.require_over(Role::of(&user.profile))?;
        let scope = Scope::of(&user.profile);
        let change = writing::change(&sent, scope, Some(&user)).map_err(Failure::invalid)?;
        match write(&caller, Intent::change(ids::id(user_id.0), change)).await? {
            WriteOutcome::Updated(user) => Ok(Answer(UserResponse {
                user: UserBody::of(&user, &origin.0, &caller.settings),
            })),
            other => Err(unwritten(other)),
        }
    }

    /// Delete a user
    ///
    /// Deletes one user, who becomes inactive and moves to the deleted users.
    #[oai(
        path = "/api/v2/users/:user_id",
        method = "delete",
        operation_id = "DeleteUser"
    )]
    async fn delete(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        /// The id of the user.
        user_id: Path<i64>,
    ) -> Result<Answer<UserResponse>, Failure> {
        caller.require_manager()?;
        let user = find(&caller, user_id.0).await?;
        caller.require_over(Role::of(&user.profile))?;
        let deletion = Deletion {
            identifiers: vec![ids::id(user_id.0)],
            on_unknown: OnUnknown::Report,
            retention: policy::retention(),
            // Inferred: nobody deletes themselves.
            spare: vec![caller.user.id],
        };
        let items = caller
            .directory
            .delete_now(caller.account.id, &deletion)
            .await?;
        match items.first().map(|item| &item.outcome) {
            Some(Outcome::Deleted(_)) => {}
            Some(Outcome::Protected) => return Err(Failure::invalid(Invalid::not_deletable())),
            Some(Outcome::Unknown) | None => return Err(Failure::record_not_found()),
        }
        let user = find(&caller, user_id.0).await?;
        Ok(Answer(UserResponse {
            user: UserBody::of(&user, &origin.0, &caller.settings),
        }))
    }
}

/// The user with this id, live or deleted.
pub(super) async fn find(caller: &Caller, id: i64) -> Result<User, Failure> {
    let found = caller
        .directory
        .find_user(caller.account.id, &ids::id(id))
        .await?;
    found.ok_or_else(Failure::record_not_found)
}

/// How many users match, as of now.
pub(super) async fn count(
    caller: &Caller,
    matching: &Matching,
) -> Result<Answer<CountResponse>, Failure> {
    let directory = &caller.directory;
    let value = directory.count_users(caller.account.id, matching).await?;
    Ok(Answer(CountResponse::of(value, directory.clock().now())))
}

async fn write(caller: &Caller, intent: Intent) -> Result<WriteOutcome, Failure> {
    let write = Write {
        identifier: ids::id(0),
        intent,
    };
    let written = caller
        .directory
        .write_users(caller.account.id, &[write])
        .await?;
    let written = written.into_iter().next();
    Ok(written.map_or(WriteOutcome::Unknown, |written| written.outcome))
}

fn unwritten(outcome: WriteOutcome) -> Failure {
    match outcome {
        WriteOutcome::Taken(name) => Failure::invalid(Invalid::taken(&name)),
        WriteOutcome::Refused(reason) => Failure::invalid(Invalid::new("base", reason, None)),
        // The user was deleted in between.
        _ => Failure::record_not_found(),
    }
}

/// Recorded: with `.json`, and absolute.
fn location(origin: &Origin, user: &User) -> String {
    format!("{}/api/v2/users/{}.json", origin.0, ids::of(user))
}
