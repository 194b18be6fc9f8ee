//! What clients send. These say what is documented; bodies are read member by member, see `form`.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

/// The users to delete.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true)]
pub(in crate::ejento) struct DeleteUsers {
    /// The ids of the users.
    // Documented: optional, though meaningless without it. Inferred: that a request without it, or with an
    // empty list, is refused; so it is required here.
    #[oai(validator(min_items = 1))]
    pub(in crate::ejento) user_ids: Vec<i64>,
}

impl Example for DeleteUsers {
    fn example() -> Self {
        Self { user_ids: vec![7] }
    }
}

/// A user to create.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true, skip_serializing_if_is_none)]
pub(in crate::ejento) struct CreateUser {
    /// The e-mail address; may be empty, and is no other user's otherwise.
    #[oai(validator(pattern = r"^[^\x00]*$"))]
    pub(in crate::ejento) email: String,
    /// The first name; null where left out.
    #[oai(nullable, validator(pattern = r"^[^\x00]*$"))]
    pub(in crate::ejento) first_name: Option<String>,
    /// The last name; null where left out.
    #[oai(nullable, validator(pattern = r"^[^\x00]*$"))]
    pub(in crate::ejento) last_name: Option<String>,
    /// Whether the user is a staff member; false where left out.
    pub(in crate::ejento) is_staff: Option<bool>,
    /// Whether the user may do everything; false where left out.
    pub(in crate::ejento) is_superuser: Option<bool>,
}

impl Example for CreateUser {
    fn example() -> Self {
        Self {
            email: "jane@example.com".into(),
            first_name: Some("Jane".into()),
            last_name: Some("Doe".into()),
            is_staff: Some(false),
            is_superuser: None,
        }
    }
}

/// What is to change about a user; what is left out stays as it is.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true, skip_serializing_if_is_none)]
pub(in crate::ejento) struct EditUser {
    /// The e-mail address; may be empty, and is no other user's otherwise.
    #[oai(validator(pattern = r"^[^\x00]*$"))]
    pub(in crate::ejento) email: Option<String>,
    /// The first name.
    #[oai(nullable, validator(pattern = r"^[^\x00]*$"))]
    pub(in crate::ejento) first_name: Option<String>,
    /// The last name.
    #[oai(nullable, validator(pattern = r"^[^\x00]*$"))]
    pub(in crate::ejento) last_name: Option<String>,
    /// Whether the user is a staff member.
    pub(in crate::ejento) is_staff: Option<bool>,
    /// Whether the user may do everything.
    pub(in crate::ejento) is_superuser: Option<bool>,
    /// Whether the user is active.
    pub(in crate::ejento) is_active: Option<bool>,
}

impl Example for EditUser {
    fn example() -> Self {
        Self {
            email: None,
            first_name: Some("John".into()),
            last_name: Some("Doe".into()),
            is_staff: None,
            is_superuser: None,
            is_active: Some(true),
        }
    }
}

/// A permission to give to a user.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true)]
pub(in crate::ejento) struct CreatePermission {
    /// The id of the user.
    pub(in crate::ejento) user_id: i64,
    /// What the user may do, in a word.
    #[oai(validator(min_length = 1, pattern = r"^[^\x00]*$"))]
    pub(in crate::ejento) permission: String,
}

impl Example for CreatePermission {
    fn example() -> Self {
        Self {
            user_id: 4,
            permission: "view".into(),
        }
    }
}

/// What a permission is to become.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true)]
pub(in crate::ejento) struct EditPermission {
    /// What the user may do, in a word.
    #[oai(validator(min_length = 1, pattern = r"^[^\x00]*$"))]
    pub(in crate::ejento) permission: String,
}

impl Example for EditPermission {
    fn example() -> Self {
        Self {
            permission: "edit".into(),
        }
    }
}
