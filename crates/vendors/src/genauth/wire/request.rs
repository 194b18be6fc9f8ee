//! Request bodies.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

use crate::genauth::ids::UserIdType;

/// Users to be deleted.
#[derive(Debug, Object, Deserialize)]
#[oai(rename_all = "camelCase", example = true)]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct DeleteUsersBatchDto {
    /// The users' ids.
    #[oai(validator(min_items = 1, max_items = 50))]
    pub(in crate::genauth) user_ids: Vec<String>,
    /// Options.
    // Recorded: one client sends null for what it leaves out, which is taken as left out.
    pub(in crate::genauth) options: Option<DeleteUsersBatchOptionsDto>,
}

/// Options of a deletion.
#[derive(Debug, Object, Deserialize)]
#[oai(rename_all = "camelCase")]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct DeleteUsersBatchOptionsDto {
    /// Of which kind the ids are; GenAuth's own where absent.
    pub(in crate::genauth) user_id_type: Option<UserIdType>,
}

impl Example for DeleteUsersBatchDto {
    fn example() -> Self {
        Self {
            user_ids: vec!["userId1".into(), "userId2".into()],
            options: Some(DeleteUsersBatchOptionsDto {
                user_id_type: Some(UserIdType::UserId),
            }),
        }
    }
}

/// An access key.
#[derive(Debug, Object, Deserialize)]
#[oai(rename_all = "camelCase", example = true)]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct GetManagementAccessTokenDto {
    /// The key's id: the user pool's own id for the key of the whole pool.
    pub(in crate::genauth) access_key_id: String,
    /// The key's secret.
    pub(in crate::genauth) access_key_secret: String,
}

impl Example for GetManagementAccessTokenDto {
    fn example() -> Self {
        Self {
            access_key_id: crate::genauth::seed::POOL.into(),
            access_key_secret: crate::genauth::seed::SECRET.into(),
        }
    }
}

/// A name that somebody may have; one of the four is enough.
#[derive(Debug, Object, Deserialize)]
#[oai(rename_all = "camelCase", example = true)]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct IsUserExistsReqDto {
    /// A user name.
    pub(in crate::genauth) username: Option<String>,
    /// An e-mail address.
    pub(in crate::genauth) email: Option<String>,
    /// A phone number.
    pub(in crate::genauth) phone: Option<String>,
    /// An id in another system.
    pub(in crate::genauth) external_id: Option<String>,
}

impl Example for IsUserExistsReqDto {
    fn example() -> Self {
        Self {
            username: Some("bob".into()),
            email: None,
            phone: None,
            external_id: None,
        }
    }
}
