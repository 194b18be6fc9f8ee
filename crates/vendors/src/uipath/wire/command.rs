//! What callers send.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

use super::{Given, UserType};

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
    nullable_all,
    skip_serializing_if_is_none
)]
pub(crate) struct CreateUserEntry {
    /// The name the user signs in with, unique in the partition whatever its case.
    pub(crate) user_name: Option<String>,
    /// The e-mail address, unique in the partition whatever its case.
    pub(crate) email: Option<String>,
    /// The given name.
    pub(crate) name: Option<String>,
    /// The family name.
    pub(crate) surname: Option<String>,
    /// The name to show; given name and family name where absent.
    pub(crate) display_name: Option<String>,
    /// What the user is; a `user` where absent.
    pub(crate) r#type: Option<UserType>,
    /// Whether the user may sign in with a password although the organization restricts that.
    pub(crate) bypass_basic_auth_restriction: Option<bool>,
    /// Whether the user has accepted the invitation.
    pub(crate) invitation_accepted: Option<bool>,
    /// The id the user is to have; a new one where absent.
    pub(crate) id: Option<Given>,
    /// The number the user is to have; the next one where absent.
    pub(crate) legacy_id: Option<i64>,
}

impl Example for BulkCreateUsers {
    fn example() -> Self {
        let entry = CreateUserEntry {
            user_name: Some("apowell".to_owned()),
            email: Some("a.powell@example.com".to_owned()),
            name: Some("Anna".to_owned()),
            surname: Some("Powell".to_owned()),
            ..CreateUserEntry::default()
        };
        Self {
            users: Some(vec![entry]),
            partition_global_id: Some("3fa85f64-5717-4562-b3fc-2c963f66afa6".into()),
            group_ids: None,
        }
    }
}
