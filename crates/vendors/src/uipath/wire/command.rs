//! What callers send.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

use super::{super::body::Parse, Given, UserType};
use crate::kit::{BodyFault, body};

/// Which users of which partition are to be deleted.
// Documented (published schema): the name, and that nothing is required.
#[derive(Debug, Deserialize, Object)]
#[serde(rename_all = "camelCase")]
#[oai(
    rename = "BulkSoftDeleteCommand",
    rename_all = "camelCase",
    example = true
)]
pub(crate) struct BulkSoftDelete {
    /// The organization that the users belong to: its global id. An absent one is nobody's.
    pub(crate) partition_global_id: Option<Given>,
    /// The ids of the users.
    #[oai(nullable)]
    pub(crate) user_ids: Option<Vec<Given>>,
}

impl Example for BulkSoftDelete {
    fn example() -> Self {
        Self {
            partition_global_id: Some("3fa85f64-5717-4562-b3fc-2c963f66afa6".into()),
            user_ids: Some(vec!["dol-2908".into(), "qui-2609".into()]),
        }
    }
}

/// Users to be created in a partition, all or none.
#[derive(Debug, Deserialize, Object)]
#[serde(rename_all = "camelCase")]
#[oai(
    rename = "BulkCreateUsersCommand",
    rename_all = "camelCase",
    skip_serializing_if_is_none,
    example = true
)]
pub(crate) struct BulkCreateUsers {
    /// The users.
    #[oai(nullable)]
    pub(crate) users: Option<Vec<CreateUserEntry>>,
    /// The organization that the users are to belong to: its global id.
    pub(crate) partition_global_id: Option<Given>,
    /// The groups that all of them are to be in.
    #[serde(rename = "groupIDs")]
    #[oai(rename = "groupIDs", nullable)]
    pub(crate) group_ids: Option<Vec<Given>>,
}

/// A user to be created.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(rename_all = "camelCase")]
#[oai(
    rename = "BulkCreateUserEntry",
    rename_all = "camelCase",
    skip_serializing_if_is_none
)]
pub(crate) struct CreateUserEntry {
    /// The name the user signs in with, unique in the partition whatever its case.
    #[oai(nullable)]
    pub(crate) user_name: Option<String>,
    /// The e-mail address, unique in the partition whatever its case.
    #[oai(nullable)]
    pub(crate) email: Option<String>,
    /// The given name.
    #[oai(nullable)]
    pub(crate) name: Option<String>,
    /// The family name.
    #[oai(nullable)]
    pub(crate) surname: Option<String>,
    /// The name to show; given name and family name where absent.
    #[oai(nullable)]
    pub(crate) display_name: Option<String>,
    /// What the user is; a `user` where absent.
    pub(crate) r#type: Option<UserType>,
    /// Whether the user may sign in with a password although the organization restricts that.
    #[oai(nullable)]
    pub(crate) bypass_basic_auth_restriction: Option<bool>,
    /// Whether the user has accepted the invitation.
    #[oai(nullable)]
    pub(crate) invitation_accepted: Option<bool>,
    /// The id the user is to have; a new one where absent.
    #[oai(nullable)]
    pub(crate) id: Option<Given>,
    /// The number the user is to have; the next one where absent.
    #[oai(nullable)]
    pub(crate) legacy_id: Option<i64>,
}

impl Example for CreateUserEntry {
    fn example() -> Self {
        Self {
            user_name: Some("apowell".to_owned()),
            email: Some("a.powell@example.com".to_owned()),
            name: Some("Anna".to_owned()),
            surname: Some("Powell".to_owned()),
            ..Self::default()
        }
    }
}

impl Example for BulkCreateUsers {
    fn example() -> Self {
        Self {
            users: Some(vec![CreateUserEntry::example()]),
            partition_global_id: Some("3fa85f64-5717-4562-b3fc-2c963f66afa6".into()),
            group_ids: None,
        }
    }
}

/// A user to be created, and where.
// Documented (published schema): one flat object. It is read in two parts, so that a fault keeps its path.
#[derive(Debug, Object)]
#[oai(
    rename = "CreateUserCommand",
    skip_serializing_if_is_none,
    example = true
)]
pub(crate) struct CreateUser {
    /// Where the user is to be.
    #[oai(flatten)]
    pub(crate) place: Placement,
    /// The user.
    #[oai(flatten)]
    pub(crate) user: CreateUserEntry,
}

/// Where a user is to be.
#[derive(Debug, Deserialize, Object)]
#[serde(rename_all = "camelCase")]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
pub(crate) struct Placement {
    /// The organization that the user is to belong to: its global id.
    pub(crate) partition_global_id: Option<Given>,
    /// The groups that the user is to be in.
    #[serde(rename = "groupIDs")]
    #[oai(rename = "groupIDs", nullable)]
    pub(crate) group_ids: Option<Vec<Given>>,
}

impl Parse for CreateUser {
    fn parse(text: &[u8]) -> Result<Self, BodyFault> {
        Ok(Self {
            place: body::parse(text)?,
            user: body::parse(text)?,
        })
    }
}

impl Example for CreateUser {
    fn example() -> Self {
        let place = Placement {
            partition_global_id: Some("3fa85f64-5717-4562-b3fc-2c963f66afa6".into()),
            group_ids: None,
        };
        Self {
            place,
            user: CreateUserEntry::example(),
        }
    }
}

/// What is to change about a user; whatever is absent or null stays as it is.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(default, rename_all = "camelCase")]
#[oai(
    rename = "UpdateUserCommand",
    rename_all = "camelCase",
    nullable_all,
    skip_serializing_if_is_none,
    example = true
)]
pub(crate) struct UpdateUser {
    /// The given name.
    pub(crate) name: Option<String>,
    /// The family name.
    pub(crate) surname: Option<String>,
    /// The name to show.
    pub(crate) display_name: Option<String>,
    /// The e-mail address, unique in the partition whatever its case; none where empty.
    pub(crate) email: Option<String>,
    /// Whether the user may sign in.
    pub(crate) is_active: Option<bool>,
    /// The groups that the user is to be in as well.
    #[serde(rename = "groupIDsToAdd")]
    #[oai(rename = "groupIDsToAdd")]
    pub(crate) group_ids_to_add: Option<Vec<Given>>,
    /// The groups that the user is not to be in any longer.
    #[serde(rename = "groupIDsToRemove")]
    #[oai(rename = "groupIDsToRemove")]
    pub(crate) group_ids_to_remove: Option<Vec<Given>>,
    /// Whether the user may sign in with a password although the organization restricts that.
    pub(crate) bypass_basic_auth_restriction: Option<bool>,
    /// Whether the user has accepted the invitation.
    pub(crate) invitation_accepted: Option<bool>,
}

impl Example for UpdateUser {
    fn example() -> Self {
        Self {
            surname: Some("Powell-Reyes".to_owned()),
            is_active: Some(true),
            ..Self::default()
        }
    }
}
