//! Bodies of `/users/track`.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

use super::{ExternalId, Loose, Name, UserAlias};

/// What is known of users: up to 75 objects in all.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(default, expecting = "an object")]
#[oai(nullable_all, skip_serializing_if_is_none, example)]
pub(crate) struct TrackRequest {
    /// Attributes of users.
    #[oai(validator(max_items = 75))]
    pub(crate) attributes: Option<Vec<Loose<Attributes>>>,
    /// What users did.
    #[oai(validator(max_items = 75))]
    pub(crate) events: Option<Vec<Loose<Event>>>,
    /// What users bought.
    #[oai(validator(max_items = 75))]
    pub(crate) purchases: Option<Vec<Loose<Purchase>>>,
}

/// Attributes of one user, named by one identifier. Members beyond these are custom attributes.
#[derive(Debug, Default, Object)]
#[oai(nullable_all, skip_serializing_if_is_none)]
pub(crate) struct Attributes {
    /// External id of the user, who is created where there is none.
    pub(crate) external_id: Option<ExternalId>,
    /// Alias of the user.
    pub(crate) user_alias: Option<UserAlias>,
    /// Braze's own id of the user.
    pub(crate) braze_id: Option<Name>,
    /// E-mail address: an attribute beside another identifier, and otherwise the identifier.
    pub(crate) email: Option<String>,
    /// Phone number: an attribute beside another identifier, and otherwise the identifier.
    pub(crate) phone: Option<String>,
    /// Whether only users who exist already are changed; the default for aliases.
    #[oai(rename = "_update_existing_only")]
    pub(crate) update_existing_only: Option<bool>,
    /// First name.
    pub(crate) first_name: Option<String>,
    /// Last name.
    pub(crate) last_name: Option<String>,
}

/// Something one user did.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct Event {
    /// External id of the user, who is created where there is none.
    #[oai(nullable)]
    pub(crate) external_id: Option<ExternalId>,
    /// Alias of the user.
    #[oai(nullable)]
    pub(crate) user_alias: Option<UserAlias>,
    /// Braze's own id of the user.
    #[oai(nullable)]
    pub(crate) braze_id: Option<Name>,
    /// E-mail address of the user.
    #[oai(nullable)]
    pub(crate) email: Option<String>,
    /// Phone number of the user.
    #[oai(nullable)]
    pub(crate) phone: Option<String>,
    /// What was done.
    pub(crate) name: String,
    /// When, in ISO 8601.
    pub(crate) time: String,
    /// Whether only users who exist already are changed; the default for aliases.
    #[oai(nullable, rename = "_update_existing_only")]
    pub(crate) update_existing_only: Option<bool>,
}

/// Something one user bought.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct Purchase {
    /// External id of the user, who is created where there is none.
    #[oai(nullable)]
    pub(crate) external_id: Option<ExternalId>,
    /// Alias of the user.
    #[oai(nullable)]
    pub(crate) user_alias: Option<UserAlias>,
    /// Braze's own id of the user.
    #[oai(nullable)]
    pub(crate) braze_id: Option<Name>,
    /// E-mail address of the user.
    #[oai(nullable)]
    pub(crate) email: Option<String>,
    /// Phone number of the user.
    #[oai(nullable)]
    pub(crate) phone: Option<String>,
    /// What was bought.
    pub(crate) product_id: String,
    /// The currency of the price, in ISO 4217.
    #[oai(validator(min_length = 3, max_length = 3))]
    pub(crate) currency: String,
    /// The price of one.
    pub(crate) price: f64,
    /// How many were bought, up to 100; 1 where it is not there.
    #[oai(nullable, validator(minimum(value = "1"), maximum(value = "100")))]
    pub(crate) quantity: Option<u32>,
    /// When, in ISO 8601.
    pub(crate) time: String,
    /// Whether only users who exist already are changed; the default for aliases.
    #[oai(nullable, rename = "_update_existing_only")]
    pub(crate) update_existing_only: Option<bool>,
}

impl Example for TrackRequest {
    fn example() -> Self {
        let attributes = Attributes {
            external_id: Some("user_id1".into()),
            email: Some("user_id1@example.com".into()),
            ..Attributes::default()
        };
        Self {
            attributes: Some(vec![attributes.into()]),
            ..Self::default()
        }
    }
}

/// How much was accepted: one count for each list that was sent.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct TrackResponse {
    /// How many attribute objects were accepted.
    pub(crate) attributes_processed: Option<u32>,
    /// How many event objects were accepted.
    pub(crate) events_processed: Option<u32>,
    /// How many purchase objects were accepted.
    pub(crate) purchases_processed: Option<u32>,
    /// `success`.
    pub(crate) message: String,
    /// What is wrong with the objects that were not accepted.
    pub(crate) errors: Option<Vec<TrackError>>,
}

/// What is wrong with one object of a list.
#[derive(Debug, Object)]
pub(crate) struct TrackError {
    /// What is wrong.
    #[oai(rename = "type")]
    pub(crate) kind: String,
    /// The list: `attributes`, `events` or `purchases`.
    pub(crate) input_array: String,
    /// The position in the list, counted from 0.
    pub(crate) index: u32,
}
