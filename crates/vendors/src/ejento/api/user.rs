//! One user: showing, editing and deleting it.
//!
//! Documented: that the operations exist. Inferred: their paths, parallel to the batch, and their answers.

use poem_openapi::{OpenApi, param::Path};

use super::batch;
use crate::{
    ejento::{
        auth::Caller,
        editor::Editor,
        failure::Failure,
        form::{self, Form},
        ids,
        profile::Profile,
        wire::{EditUser, User, UserResponse},
    },
    kit::{Answer, Auth},
};

/// Operations on one user.
pub(in crate::ejento) struct OneUser {
    pub(super) editor: Editor,
}

#[OpenApi]
impl OneUser {
    /// Get user by ID
    ///
    /// Shows one user.
    #[oai(path = "/api/user/:id", method = "get", operation_id = "getUserById")]
    async fn get_user_by_id(
        &self,
        Auth(caller): Auth<Caller>,
        /// The id of the user.
        id: Path<i64>,
    ) -> Result<Answer<UserResponse>, Failure> {
        caller.require_read()?;
        let user = caller.find(&ids::user(id.0)).await?;
        let user = user.ok_or_else(no_such_user)?;
        let told = "User retrieved successfully.";
        Ok(Answer(UserResponse::done(told, User::of(&user)?)))
    }

    /// Edit user by ID
    ///
    /// Changes what the body has of the user, and leaves the rest as it is.
    #[oai(path = "/api/user/:id", method = "put", operation_id = "editUserById")]
    async fn edit_user_by_id(
        &self,
        Auth(caller): Auth<Caller>,
        /// The id of the user.
        id: Path<i64>,
        // Inferred: no body is as good as an empty one.
        mut form: Form<Option<EditUser>>,
    ) -> Result<Answer<UserResponse>, Failure> {
        caller.require_write()?;
        let edit = Edit {
            email: form.optional("email", form::text),
            first_name: form.optional("first_name", form::text_or_null),
            last_name: form.optional("last_name", form::text_or_null),
            is_staff: form.optional("is_staff", form::flag),
            is_superuser: form.optional("is_superuser", form::flag),
            is_active: form.optional("is_active", form::flag),
        };
        let edit = form.close(edit)?;
        let changed = self
            .editor
            .change(&caller, &ids::user(id.0), |profile| edit.apply(profile))
            .await?;
        let user = changed.ok_or_else(no_such_user)?;
        let told = "User updated successfully.";
        Ok(Answer(UserResponse::done(told, User::of(&user)?)))
    }

    /// Delete user by ID
    ///
    /// Deletes one user, and answers with it as it was just before.
    #[oai(
        path = "/api/user/:id",
        method = "delete",
        operation_id = "deleteUserById"
    )]
    async fn delete_user_by_id(
        &self,
        Auth(caller): Auth<Caller>,
        /// The id of the user.
        id: Path<i64>,
    ) -> Result<Answer<UserResponse>, Failure> {
        caller.require_write()?;
        let deleted = batch::delete(&caller, vec![ids::user(id.0)]).await?;
        let user = deleted.into_iter().next().ok_or_else(no_such_user)?;
        let told = "User deleted successfully.";
        Ok(Answer(UserResponse::done(told, user)))
    }
}

/// What is to change about a user.
#[derive(Default)]
struct Edit {
    email: Option<String>,
    first_name: Option<Option<String>>,
    last_name: Option<Option<String>>,
    is_staff: Option<bool>,
    is_superuser: Option<bool>,
    is_active: Option<bool>,
}

impl Edit {
    fn apply(self, profile: &mut Profile) {
        fn put<T>(place: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *place = value;
            }
        }
        put(&mut profile.email, self.email);
        put(&mut profile.first_name, self.first_name);
        put(&mut profile.last_name, self.last_name);
        put(&mut profile.is_staff, self.is_staff);
        put(&mut profile.is_superuser, self.is_superuser);
        put(&mut profile.is_active, self.is_active);
    }
}

fn no_such_user() -> Failure {
    Failure::no_such("User")
}
