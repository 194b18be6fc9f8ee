//! Bodies that create and change users.

use std::collections::BTreeMap;

use poem_openapi::{Object, types::Example};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::user::{Gender, UserStatus, with_texts};
use crate::genauth::ids::UserIdType;

/// Writes a user to be created, with members of its own.
macro_rules! new_user {
    ($(#[$outer:meta])* $visibility:vis struct $name:ident { $($own:tt)* }) => {
        with_texts! {
            $(#[$outer])*
            $visibility struct $name {
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
                $($own)*
            }
        }
    };
}

new_user! {
    /// A user to be created: at least a user name, an e-mail address or a phone number.
    #[oai(example = true)]
    pub(in crate::genauth) struct CreateUserReqDto {
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

new_user! {
    /// One of several users to be created: at least a user name, an e-mail address or a phone number.
    pub(in crate::genauth) struct CreateUserInfoDto {}
}

/// Users to be created.
#[derive(Debug, Object, Deserialize)]
#[oai(example = true)]
pub(in crate::genauth) struct CreateUserBatchReqDto {
    /// The users.
    #[oai(validator(min_items = 1, max_items = 50))]
    pub(in crate::genauth) list: Vec<CreateUserInfoDto>,
    /// Options, the same for all.
    pub(in crate::genauth) options: Option<CreateUserOptionsDto>,
}

impl Example for CreateUserBatchReqDto {
    fn example() -> Self {
        let named = |name: &str| CreateUserInfoDto {
            username: Some(name.into()),
            ..CreateUserInfoDto::default()
        };
        Self {
            list: vec![named("alice"), named("carol")],
            options: None,
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
#[derive(Debug, Clone, Object, Deserialize)]
#[oai(rename_all = "camelCase")]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct CreateUserOptionsDto {
    /// Whether the password must be changed at the first login.
    pub(in crate::genauth) reset_password_on_first_login: Option<bool>,
}

with_texts! {
    /// What a user is to become; what is absent stays as it is.
    #[oai(example = true)]
    pub(in crate::genauth) struct UpdateUserReqDto {
        /// The user's id.
        #[serde(skip_serializing)]
        pub(in crate::genauth) user_id: String,
        /// Where the account stands.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<UserStatus>,
        /// The gender.
        #[serde(skip_serializing_if = "Option::is_none")]
        gender: Option<Gender>,
        /// Whether the e-mail address is verified.
        #[serde(skip_serializing_if = "Option::is_none")]
        email_verified: Option<bool>,
        /// Whether the phone number is verified.
        #[serde(skip_serializing_if = "Option::is_none")]
        phone_verified: Option<bool>,
        /// Values of custom fields; those of other fields stay.
        #[serde(skip_serializing)]
        pub(in crate::genauth) custom_data: Option<BTreeMap<String, Value>>,
        /// Options.
        #[serde(skip_serializing)]
        pub(in crate::genauth) options: Option<UpdateUserOptionsDto>,
    }
}

impl Example for UpdateUserReqDto {
    fn example() -> Self {
        Self {
            user_id: "6319a1504f3a4b1c214dd5b7".into(),
            nickname: Some("Bobby".into()),
            ..Self::default()
        }
    }
}

/// Options of a change.
#[derive(Debug, Clone, Object, Deserialize)]
#[oai(rename_all = "camelCase")]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct UpdateUserOptionsDto {
    /// Of which kind the user's id is; GenAuth's own where absent.
    pub(in crate::genauth) user_id_type: Option<UserIdType>,
    /// Whether the password must be changed at the next login.
    pub(in crate::genauth) reset_password_on_next_login: Option<bool>,
}
