//! What a user consists of, as it is shown and as the directory keeps it.

use std::collections::BTreeMap;

use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{genauth::envelope::Data, kit::Nullable};

/// Writes an object that has, beside its own members, the texts a user is created with, changed to and
/// shown with. They are written out once here, as a flattened member would hide which text is wrong.
macro_rules! with_texts {
    ($(#[$outer:meta])* $visibility:vis struct $name:ident { $($own:tt)* }) => {
        #[derive(Debug, Clone, Default, Object, Serialize, Deserialize)]
        #[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
        #[serde(rename_all = "camelCase")]
        $(#[$outer])*
        $visibility struct $name {
            $($own)*
            /// The user's id in another system; unique in the user pool.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(in crate::genauth) external_id: Option<String>,
            /// The e-mail address; unique in the user pool, whatever its case.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(in crate::genauth) email: Option<String>,
            /// The phone number without the country's code; unique in the user pool.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(in crate::genauth) phone: Option<String>,
            /// The country's code of the phone number, such as `+86`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(in crate::genauth) phone_country_code: Option<String>,
            /// The name to log in with; unique in the user pool.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(in crate::genauth) username: Option<String>,
            /// The real name.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(in crate::genauth) name: Option<String>,
            /// What the user likes to be called.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(in crate::genauth) nickname: Option<String>,
            /// The address of a picture.
            #[serde(skip_serializing_if = "Option::is_none")]
            photo: Option<String>,
            /// The day of birth.
            #[serde(skip_serializing_if = "Option::is_none")]
            birthdate: Option<String>,
            /// The country.
            #[serde(skip_serializing_if = "Option::is_none")]
            country: Option<String>,
            /// The province.
            #[serde(skip_serializing_if = "Option::is_none")]
            province: Option<String>,
            /// The city.
            #[serde(skip_serializing_if = "Option::is_none")]
            city: Option<String>,
            /// The address.
            #[serde(skip_serializing_if = "Option::is_none")]
            address: Option<String>,
            /// The street and house.
            #[serde(skip_serializing_if = "Option::is_none")]
            street_address: Option<String>,
            /// The postal code.
            #[serde(skip_serializing_if = "Option::is_none")]
            postal_code: Option<String>,
            /// The whole address as one text.
            #[serde(skip_serializing_if = "Option::is_none")]
            formatted: Option<String>,
            /// The region.
            #[serde(skip_serializing_if = "Option::is_none")]
            region: Option<String>,
            /// The company.
            #[serde(skip_serializing_if = "Option::is_none")]
            company: Option<String>,
            /// The browser last used.
            #[serde(skip_serializing_if = "Option::is_none")]
            browser: Option<String>,
            /// The device last used.
            #[serde(skip_serializing_if = "Option::is_none")]
            device: Option<String>,
            /// The given name.
            #[serde(skip_serializing_if = "Option::is_none")]
            given_name: Option<String>,
            /// The family name.
            #[serde(skip_serializing_if = "Option::is_none")]
            family_name: Option<String>,
            /// The middle name.
            #[serde(skip_serializing_if = "Option::is_none")]
            middle_name: Option<String>,
            /// The address of a page about the user.
            #[serde(skip_serializing_if = "Option::is_none")]
            profile: Option<String>,
            /// The name the user prefers.
            #[serde(skip_serializing_if = "Option::is_none")]
            preferred_username: Option<String>,
            /// The user's own site.
            #[serde(skip_serializing_if = "Option::is_none")]
            website: Option<String>,
            /// The time zone.
            #[serde(skip_serializing_if = "Option::is_none")]
            zoneinfo: Option<String>,
            /// The language and region, such as `zh-CN`.
            #[serde(skip_serializing_if = "Option::is_none")]
            locale: Option<String>,
            /// The number of an identity document.
            #[serde(skip_serializing_if = "Option::is_none")]
            identity_number: Option<String>,
        }
    };
}
pub(super) use with_texts;

with_texts! {
    /// A user.
    pub(in crate::genauth) struct UserDto {
        /// GenAuth's id of the user.
        pub(in crate::genauth) user_id: String,
        /// When the user was created.
        #[serde(skip)]
        pub(in crate::genauth) created_at: String,
        /// When the user was last changed.
        #[serde(skip)]
        pub(in crate::genauth) updated_at: String,
        /// Where the account stands.
        #[serde(default)]
        status: UserStatus,
        /// Where the employment stands.
        #[serde(default)]
        work_status: WorkStatus,
        /// How often the user has logged in.
        #[serde(default)]
        logins_count: u32,
        /// When the user last logged in; null for never.
        #[serde(skip)]
        last_login: Nullable<String>,
        /// From which address the user last logged in; null for never.
        #[serde(skip)]
        last_ip: Nullable<String>,
        /// The gender.
        #[serde(default)]
        gender: Gender,
        /// Whether the e-mail address is verified.
        #[serde(default)]
        email_verified: bool,
        /// Whether the phone number is verified.
        #[serde(default)]
        phone_verified: bool,
        /// How the user came to be.
        #[serde(default)]
        user_source_type: UserSourceType,
        /// Whether the password must be changed at the next login.
        #[serde(default)]
        pub(in crate::genauth) reset_password_on_next_login: bool,
        /// The departments the user belongs to, where asked for.
        #[serde(default)]
        pub(in crate::genauth) department_ids: Option<Vec<String>>,
        /// The user's identities at other services, where asked for.
        #[serde(default)]
        pub(in crate::genauth) identities: Option<Vec<IdentityDto>>,
        /// The values of custom fields, where asked for.
        #[serde(default)]
        pub(in crate::genauth) custom_data: Option<BTreeMap<String, Value>>,
    }
}

impl Data for UserDto {
    const ENVELOPE: &'static str = "UserSingleRespDto";
}

impl Data for Vec<UserDto> {
    const ENVELOPE: &'static str = "UserListRespDto";
}

/// Where an account stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum, Serialize, Deserialize)]
pub(in crate::genauth) enum UserStatus {
    /// Not allowed in for now.
    Suspended,
    /// Has left.
    Resigned,
    /// Allowed in.
    #[default]
    Activated,
    /// Put away.
    Archived,
    /// Not allowed in.
    Deactivated,
}

/// Where an employment stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum, Serialize, Deserialize)]
pub(in crate::genauth) enum WorkStatus {
    /// Over.
    Closed,
    /// Current.
    #[default]
    Active,
}

/// A gender.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum, Serialize, Deserialize)]
pub(in crate::genauth) enum Gender {
    /// Male.
    M,
    /// Female.
    F,
    /// Unknown.
    #[default]
    U,
}

/// How a user came to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "camelCase")]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) enum UserSourceType {
    /// From a table.
    Excel,
    /// By registering.
    Register,
    /// By an administrator.
    #[default]
    AdminCreated,
    /// From a synchronisation source.
    Sync,
}

/// A user's identity at another service.
#[derive(Debug, Clone, Default, Object, Serialize, Deserialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct IdentityDto {
    /// The id of the identity.
    #[serde(default)]
    pub(in crate::genauth) identity_id: String,
    /// The id of the identity source.
    pub(in crate::genauth) ext_idp_id: String,
    /// The kind of the identity source, such as `lark`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::genauth) provider: Option<String>,
    /// The kind of the user's id there, such as `open_id`.
    #[oai(rename = "type")]
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(in crate::genauth) kind: Option<String>,
    /// The user's id there.
    pub(in crate::genauth) user_id_in_idp: String,
    /// What the identity source says of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::genauth) user_info_in_idp: Option<BTreeMap<String, Value>>,
    /// The connections of the identity source by which the user came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::genauth) origin_conn_ids: Option<Vec<String>>,
}

/// A user's counterpart in a synchronisation source.
#[derive(Debug, Clone, Object, Serialize, Deserialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct UserSyncRelationDto {
    /// The kind of the synchronisation source, such as `lark` or `wechatwork`.
    pub(in crate::genauth) provider: String,
    /// The user's id there.
    pub(in crate::genauth) user_id_in_idp: String,
    /// What the synchronisation source says of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_info_in_idp: Option<BTreeMap<String, Value>>,
}
