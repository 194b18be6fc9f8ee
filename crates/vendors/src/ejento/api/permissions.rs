//! User permissions: giving, showing, editing and taking them.
//!
//! Documented: that the operations exist. Inferred, and weakly: their paths, and that a permission is a word
//! that a user holds.

use poem_openapi::{ApiResponse, OpenApi, param::Path};
use umbridge_directory::User;

use crate::{
    ejento::{
        auth::Caller,
        editor::Editor,
        failure::Failure,
        form::{self, Form},
        ids,
        profile::Profile,
        wire::{CreatePermission, EditPermission, Permission, PermissionResponse},
    },
    kit::{Answer, Auth},
};

/// Operations on user permissions.
pub(in crate::ejento) struct Permissions {
    pub(super) editor: Editor,
}

/// A user permission was created.
#[derive(Debug, ApiResponse)]
enum Created {
    /// The permission was created.
    #[oai(status = 201)]
    Created(Answer<PermissionResponse>),
}

#[OpenApi]
impl Permissions {
    /// Create user permission
    ///
    /// Gives a permission to a user. It goes when the user goes.
    #[oai(
        path = "/api/user/permission",
        method = "post",
        operation_id = "createUserPermission"
    )]
    async fn create_user_permission(
        &self,
        Auth(caller): Auth<Caller>,
        mut form: Form<CreatePermission>,
    ) -> Result<Created, Failure> {
        caller.require_write()?;
        let user = form.required("user_id", ids::number);
        let permission = form.required("permission", form::word);
        let (user, permission) = form.close((user, permission))?;
        let id = caller
            .directory
            .reserve_numbers(caller.account.id, ids::PERMISSION, 1)
            .await?;
        let changed = self
            .editor
            .change(&caller, &ids::user(user), |profile| {
                profile.permissions.insert(id, permission);
            })
            .await?;
        let user = changed.ok_or_else(|| Failure::no_such("User"))?;
        let told = "User permission created successfully.";
        Ok(Created::Created(answer(told, &user, id)?))
    }

    /// Get user permission by ID
    ///
    /// Shows one permission of a user.
    #[oai(
        path = "/api/user/permission/:id",
        method = "get",
        operation_id = "getUserPermissionById"
    )]
    async fn get_user_permission_by_id(
        &self,
        Auth(caller): Auth<Caller>,
        /// The id of the permission.
        id: Path<i64>,
    ) -> Result<Answer<PermissionResponse>, Failure> {
        caller.require_read()?;
        let holder = caller.find(&ids::holder(id.0)).await?;
        let holder = holder.ok_or_else(no_such_permission)?;
        answer("User permission retrieved successfully.", &holder, id.0)
    }

    /// Edit user permission by ID
    ///
    /// Makes a permission of a user another one.
    #[oai(
        path = "/api/user/permission/:id",
        method = "put",
        operation_id = "editUserPermissionById"
    )]
    async fn edit_user_permission_by_id(
        &self,
        Auth(caller): Auth<Caller>,
        /// The id of the permission.
        id: Path<i64>,
        mut form: Form<EditPermission>,
    ) -> Result<Answer<PermissionResponse>, Failure> {
        caller.require_write()?;
        let permission = form.required("permission", form::word);
        let permission = form.close(permission)?;
        let changed = self
            .editor
            .change(&caller, &ids::holder(id.0), |profile| {
                profile.permissions.insert(id.0, permission);
            })
            .await?;
        let holder = changed.ok_or_else(no_such_permission)?;
        answer("User permission updated successfully.", &holder, id.0)
    }

    /// Delete user permission by ID
    ///
    /// Takes a permission from a user, and answers with it as it was just before.
    #[oai(
        path = "/api/user/permission/:id",
        method = "delete",
        operation_id = "deleteUserPermissionById"
    )]
    async fn delete_user_permission_by_id(
        &self,
        Auth(caller): Auth<Caller>,
        /// The id of the permission.
        id: Path<i64>,
    ) -> Result<Answer<PermissionResponse>, Failure> {
        caller.require_write()?;
        let mut taken = None;
        let changed = self
            .editor
            .change(&caller, &ids::holder(id.0), |profile| {
                taken = profile.permissions.remove(&id.0);
            })
            .await?;
        let holder = changed.ok_or_else(no_such_permission)?;
        let permission = taken.ok_or_else(no_such_permission)?;
        Ok(Answer(PermissionResponse::done(
            "User permission deleted successfully.",
            Permission {
                id: id.0,
                user_id: ids::id(&holder)?,
                permission,
            },
        )))
    }
}

/// Shows the permission of a user who holds it.
fn answer(told: &str, holder: &User, id: i64) -> Result<Answer<PermissionResponse>, Failure> {
    let mut profile = Profile::of(holder)?;
    let permission = profile.permissions.remove(&id);
    Ok(Answer(PermissionResponse::done(
        told,
        Permission {
            id,
            user_id: ids::id(holder)?,
            permission: permission.ok_or_else(no_such_permission)?,
        },
    )))
}

fn no_such_permission() -> Failure {
    Failure::no_such("UserPermission")
}
