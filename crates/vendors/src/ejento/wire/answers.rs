//! What clients are answered.

use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use umbridge_directory::{Error, Timestamp};

use crate::{
    ejento::{ids, profile::Profile},
    kit::Nullable,
};

/// Several users.
#[derive(Debug, Object)]
pub(in crate::ejento) struct UsersResponse {
    /// Whether it was done.
    pub(in crate::ejento) success: bool,
    /// A sentence about what was done.
    pub(in crate::ejento) message: String,
    /// The users.
    pub(in crate::ejento) data: Vec<User>,
}

/// One user.
#[derive(Debug, Object)]
pub(in crate::ejento) struct UserResponse {
    /// Whether it was done.
    pub(in crate::ejento) success: bool,
    /// A sentence about what was done.
    pub(in crate::ejento) message: String,
    /// The user.
    pub(in crate::ejento) data: User,
}

impl UsersResponse {
    pub(in crate::ejento) fn done(message: &str, data: Vec<User>) -> Self {
        Self {
            success: true,
            message: message.to_owned(),
            data,
        }
    }
}

impl UserResponse {
    pub(in crate::ejento) fn done(message: &str, data: User) -> Self {
        Self {
            success: true,
            message: message.to_owned(),
            data,
        }
    }
}

/// A user; a deleted one as it was just before.
#[derive(Debug, Object)]
pub(in crate::ejento) struct User {
    /// The id of the user.
    pub(in crate::ejento) id: i64,
    /// The e-mail address; empty for a user who has none.
    pub(in crate::ejento) email: String,
    /// Whether the user is a staff member.
    pub(in crate::ejento) is_staff: bool,
    /// Whether the user may do everything.
    pub(in crate::ejento) is_superuser: bool,
    /// Whether the user is active, or was until it was deleted.
    pub(in crate::ejento) is_active: bool,
    /// When the user joined.
    pub(in crate::ejento) date_joined: String,
    /// The first name.
    pub(in crate::ejento) first_name: Nullable<String>,
    /// The last name.
    pub(in crate::ejento) last_name: Nullable<String>,
    /// The organization the user belongs to.
    pub(in crate::ejento) organization: Organization,
}

impl User {
    pub(in crate::ejento) fn of(user: &umbridge_directory::User) -> Result<Self, Error> {
        let profile = Profile::of(user)?;
        Ok(Self {
            id: ids::id(user)?,
            email: profile.email,
            is_staff: profile.is_staff,
            is_superuser: profile.is_superuser,
            is_active: profile.is_active,
            date_joined: moment(user.created_at),
            first_name: profile.first_name.into(),
            last_name: profile.last_name.into(),
            organization: profile.organization,
        })
    }
}

/// Documented by the example: microseconds in six digits. Inferred, as measured on a stock server: no fraction
/// at all where there are none.
fn moment(at: Timestamp) -> String {
    let whole_second = at.0.rem_euclid(1_000_000) == 0;
    at.render(if whole_second {
        "%Y-%m-%dT%H:%M:%SZ"
    } else {
        "%Y-%m-%dT%H:%M:%S%.6fZ"
    })
}

/// One user permission.
#[derive(Debug, Object)]
pub(in crate::ejento) struct PermissionResponse {
    /// Whether it was done.
    pub(in crate::ejento) success: bool,
    /// A sentence about what was done.
    pub(in crate::ejento) message: String,
    /// The permission; a deleted one as it was just before.
    pub(in crate::ejento) data: Permission,
}

impl PermissionResponse {
    pub(in crate::ejento) fn done(message: &str, data: Permission) -> Self {
        Self {
            success: true,
            message: message.to_owned(),
            data,
        }
    }
}

/// A permission of a user.
#[derive(Debug, Object)]
pub(in crate::ejento) struct Permission {
    /// The id of the permission.
    pub(in crate::ejento) id: i64,
    /// The id of the user who holds it.
    pub(in crate::ejento) user_id: i64,
    /// What the user may do, in a word.
    pub(in crate::ejento) permission: String,
}

/// An organization.
#[derive(Debug, Clone, Serialize, Deserialize, Object)]
pub(in crate::ejento) struct Organization {
    /// The id of the organization.
    pub(in crate::ejento) id: i64,
    /// Its name.
    pub(in crate::ejento) org_name: String,
    /// Its internet domain.
    pub(in crate::ejento) domain: String,
    /// Whether it is deleted.
    pub(in crate::ejento) is_deleted: bool,
    /// Who created it.
    pub(in crate::ejento) created_by: String,
    /// When it was created.
    pub(in crate::ejento) created_on: String,
    /// Who last changed it; empty where nobody has.
    pub(in crate::ejento) modified_by: String,
    /// When it was last changed.
    pub(in crate::ejento) modified_on: String,
}

#[cfg(test)]
mod tests {
    use umbridge_directory::Timestamp;

    #[rstest::rstest]
    #[case::six_digits("2024-09-27T22:41:22.274470Z")]
    #[case::leading_zeros("2024-09-27T22:41:22.000042Z")]
    #[case::none("2024-09-27T22:41:22Z")]
    fn moments_are_written_as_django_does(#[case] text: &str) {
        let moment = Timestamp::parse(text).expect("a moment");
        assert_eq!(super::moment(moment), text);
    }
}
