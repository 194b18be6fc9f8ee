//! Bodies of the deletion.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;
use serde_json::Value;

use super::{EmailTarget, ExternalId, Loose, Name, PhoneTarget, UserAlias};

/// The users to delete: one of the lists, with up to 50 entries.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(default, expecting = "an object")]
#[oai(nullable_all, skip_serializing_if_is_none, example)]
pub(crate) struct DeleteRequest {
    /// External ids of the users.
    #[oai(validator(max_items = 50))]
    pub(crate) external_ids: Option<Vec<ExternalId>>,
    /// Aliases of the users, each a name with its label.
    #[oai(validator(max_items = 50))]
    pub(crate) user_aliases: Option<Vec<Loose<UserAlias>>>,
    /// Braze's own ids of the users.
    #[oai(validator(max_items = 50))]
    pub(crate) braze_ids: Option<Vec<Name>>,
    /// E-mail addresses of the users, each with what sets the one profile apart that is meant.
    #[oai(validator(max_items = 50))]
    pub(crate) email_addresses: Option<Loose<Vec<EmailTarget>>>,
    /// Phone numbers of the users, each with what sets the one profile apart that is meant.
    #[oai(validator(max_items = 50))]
    pub(crate) phone_numbers: Option<Loose<Vec<PhoneTarget>>>,
}

impl Example for DeleteRequest {
    fn example() -> Self {
        Self {
            external_ids: Some(vec!["user_id1".into(), "user_id2".into()]),
            ..Self::default()
        }
    }
}

/// How much was queued for deletion.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct DeleteResponse {
    /// The identifiers that named nobody; only where the workspace counts the users found.
    pub(crate) invalid_user_ids: Option<Vec<Value>>,
    /// How many users are queued for deletion.
    pub(crate) deleted: u32,
    /// `success`.
    pub(crate) message: String,
}
