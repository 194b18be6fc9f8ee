//! Bodies of identification.

use poem_openapi::{Enum, Object, types::Example};
use serde::{Deserialize, Serialize};

use super::{ExternalId, Name, Priority, UserAlias};

/// Profiles to identify, up to 50 in all.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(default, expecting = "an object")]
#[oai(nullable_all, skip_serializing_if_is_none, example)]
pub(crate) struct IdentifyRequest {
    /// Profiles that have an alias.
    #[oai(validator(max_items = 50))]
    pub(crate) aliases_to_identify: Option<Vec<AliasToIdentify>>,
    /// Profiles that have an e-mail address.
    #[oai(validator(max_items = 50))]
    pub(crate) emails_to_identify: Option<Vec<EmailToIdentify>>,
    /// Profiles that have a phone number.
    #[oai(validator(max_items = 50))]
    pub(crate) phone_numbers_to_identify: Option<Vec<PhoneToIdentify>>,
    /// What becomes of a profile's data where a user with the external id is there already.
    pub(crate) merge_behavior: Option<MergeBehavior>,
}

/// What becomes of a profile's data where a user with the external id is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub(crate) enum MergeBehavior {
    /// It is lost.
    None,
    /// The user gets what it did not have.
    #[default]
    Merge,
}

/// An alias, and the external id that its profile is to have.
#[derive(Debug, Deserialize, Object)]
#[serde(expecting = "an object with an external_id and a user_alias")]
pub(crate) struct AliasToIdentify {
    /// The external id.
    pub(crate) external_id: ExternalId,
    /// The alias.
    pub(crate) user_alias: UserAlias,
}

/// An e-mail address, and the external id that one of its profiles is to have.
#[derive(Debug, Deserialize, Object)]
#[serde(expecting = "an object with an external_id, an email and a prioritization")]
pub(crate) struct EmailToIdentify {
    /// The external id.
    pub(crate) external_id: ExternalId,
    /// The address.
    pub(crate) email: Name,
    /// Filters that are applied in turn. Where more than one profile is left, nothing happens.
    #[oai(validator(min_items = 1))]
    pub(crate) prioritization: Vec<Priority>,
}

/// A phone number, and the external id that one of its profiles is to have.
#[derive(Debug, Deserialize, Object)]
#[serde(expecting = "an object with an external_id, a phone and a prioritization")]
pub(crate) struct PhoneToIdentify {
    /// The external id.
    pub(crate) external_id: ExternalId,
    /// The number.
    pub(crate) phone: Name,
    /// Filters that are applied in turn. Where more than one profile is left, nothing happens.
    #[oai(validator(min_items = 1))]
    pub(crate) prioritization: Vec<Priority>,
}

impl Example for IdentifyRequest {
    fn example() -> Self {
        let alias = AliasToIdentify {
            external_id: "user_id3".into(),
            user_alias: UserAlias {
                alias_name: Name("user_alias1".into()),
                alias_label: Name("alias_label1".into()),
            },
        };
        Self {
            aliases_to_identify: Some(vec![alias]),
            ..Self::default()
        }
    }
}
