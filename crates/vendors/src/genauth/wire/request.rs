//! Request bodies.

use std::collections::BTreeMap;

use poem_openapi::{Object, types::Example};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::user::{Gender, UserStatus, with_texts};
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

with_texts! {
    /// A user to be created: at least a user name, an e-mail address or a phone number.
    #[oai(example = true)]
    pub(in crate::genauth) struct CreateUserReqDto {
        /// Where the account stands; `Activated` where absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<UserStatus>,
        /// The gender; `U` where absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        gender: Option<Gender>,
        /// Whether the e-mail address is verified.
        #[serde(skip_serializing_if = "Option::is_none")]
        email_verified: Option<bool>,
        /// Whether the phone number is verified.
        #[serde(skip_serializing_if = "Option::is_none")]
        phone_verified: Option<bool>,
        /// The departments the user belongs to.
        #[serde(skip_serializing_if = "Option::is_none")]
        department_ids: Option<Vec<String>>,
        /// The values of custom fields.
        #[serde(skip_serializing_if = "Option::is_none")]
        custom_data: Option<BTreeMap<String, Value>>,
        /// The user's identities at other services.
        #[serde(skip_serializing_if = "Option::is_none")]
        identities: Option<Vec<CreateIdentityDto>>,
        /// Options.
        #[serde(skip_serializing)]
        pub(in crate::genauth) options: Option<CreateUserOptionsDto>,
    }
}

impl Example for CreateUserReqDto {
    fn example() -> Self {
        Self {
            username: Some("alice".into()),
            email: Some("alice@example.com".into()),
            phone: Some("18800001111".into()),
            phone_country_code: Some("+86".into()),
            external_id: Some("10020".into()),
            ..Self::default()
        }
    }
}

/// A user's identity at another service, to be created.
#[derive(Debug, Clone, Object, Serialize, Deserialize)]
#[oai(rename_all = "camelCase")]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct CreateIdentityDto {
    /// The id of the identity source.
    ext_idp_id: String,
    /// The kind of the identity source, such as `lark`.
    provider: String,
    /// The kind of the user's id there, such as `open_id`.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    kind: String,
    /// The user's id there.
    user_id_in_idp: String,
    /// What the identity source says of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_info_in_idp: Option<BTreeMap<String, Value>>,
    /// The connections of the identity source by which the user came.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin_conn_ids: Option<Vec<String>>,
}

/// Options of a creation.
#[derive(Debug, Clone, Object, Serialize, Deserialize)]
#[oai(rename_all = "camelCase")]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct CreateUserOptionsDto {
    /// Whether the password must be changed at the first login.
    pub(in crate::genauth) reset_password_on_first_login: Option<bool>,
}
