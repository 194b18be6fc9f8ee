//! The operations, a file per path.

mod batch;
mod permissions;
mod user;
mod users;

use super::editor::Editor;

/// All of Ejento's operations.
pub(super) type Api = (
    batch::Batch,
    users::Users,
    user::OneUser,
    permissions::Permissions,
);

pub(super) fn api() -> Api {
    let editor = Editor::default();
    (
        batch::Batch,
        users::Users,
        user::OneUser {
            editor: editor.clone(),
        },
        permissions::Permissions { editor },
    )
}
