//! All users: listing them, and adding one.

use std::collections::BTreeMap;

use poem_openapi::{ApiResponse, OpenApi};
use serde_json::json;
use umbridge_directory::{Listing, Matching, NewUser, Window};

use crate::{
    ejento::{
        auth::Caller,
        failure::Failure,
        form::{self, Form},
        ids,
        profile::Profile,
        seed,
        wire::{CreateUser, User, UserResponse, UsersResponse},
    },
    kit::{Answer, Auth},
};

/// Operations on all users.
pub(in crate::ejento) struct Users;

/// A user was created.
#[derive(Debug, ApiResponse)]
enum Created {
    /// The user was created.
    #[oai(status = 201)]
    Created(Answer<UserResponse>),
}

#[OpenApi]
impl Users {
    /// Get all users
    ///
    /// Lists users in the order of their creation: all of them, or those of the caller's organization where
    /// the deployment asks for credentials and the caller is no superuser.
    // Documented: that the operation exists. Inferred: its path and its answer.
    #[oai(path = "/api/user", method = "get", operation_id = "getAllUsers")]
    async fn get_all_users(
        &self,
        Auth(caller): Auth<Caller>,
    ) -> Result<Answer<UsersResponse>, Failure> {
        caller.require_read()?;
        let own = caller.confined_to();
        let listing = Listing {
            matching: Matching {
                equal: own.map_or_else(Vec::new, |own| {
                    vec![("$.organization.id".to_owned(), json!(own.id))]
                }),
                ..Matching::default()
            },
            window: Window::After {
                user: None,
                limit: u32::MAX,
            },
        };
        let page = caller
            .directory
            .list_users(caller.account.id, &listing)
            .await?;
        let users = page.users.iter().map(User::of).collect::<Result<_, _>>()?;
        Ok(Answer(UsersResponse::done(
            "Users retrieved successfully.",
            users,
        )))
    }

    /// Create user
    ///
    /// An addition of this emulator: Ejento's V1 has no operation that creates users. The user joins the
    /// organization of the caller.
    #[oai(path = "/api/user", method = "post", operation_id = "createUser")]
    async fn create_user(
        &self,
        Auth(caller): Auth<Caller>,
        mut form: Form<CreateUser>,
    ) -> Result<Created, Failure> {
        caller.require_write()?;
        let organization = caller.organization().cloned();
        let profile = Profile {
            email: form.required("email", form::text),
            first_name: form.optional("first_name", form::text_or_null).flatten(),
            last_name: form.optional("last_name", form::text_or_null).flatten(),
            is_staff: form.optional("is_staff", form::flag).unwrap_or(false),
            is_superuser: form.optional("is_superuser", form::flag).unwrap_or(false),
            is_active: true,
            organization: organization.unwrap_or_else(seed::tech_solutions),
            permissions: BTreeMap::new(),
        };
        let profile = form.close(profile)?;
        let id = caller
            .directory
            .reserve_numbers(caller.account.id, ids::ID, 1)
            .await?;
        let user = NewUser {
            identifiers: profile.identifiers(id),
            profile: profile.value(),
        };
        let created = caller
            .directory
            .create_users(caller.account.id, &[user])
            .await?;
        Ok(Created::Created(Answer(UserResponse::done(
            "User created successfully.",
            User::of(&created[0])?,
        ))))
    }
}
