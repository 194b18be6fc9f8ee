//! Bodies of the export of users by identifier.

use poem_openapi::{Object, types::Example};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ExternalId, Name, UserAlias};

/// The users to export, by any of these members; up to 50 external ids and aliases in all.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(default, expecting = "an object")]
#[oai(nullable_all, skip_serializing_if_is_none, example)]
pub(crate) struct ExportRequest {
    /// External ids of the users.
    #[oai(validator(max_items = 50))]
    pub(crate) external_ids: Option<Vec<ExternalId>>,
    /// Aliases of the users.
    #[oai(validator(max_items = 50))]
    pub(crate) user_aliases: Option<Vec<UserAlias>>,
    /// A device of the user.
    pub(crate) device_id: Option<Name>,
    /// Braze's own id of the user.
    pub(crate) braze_id: Option<Name>,
    /// E-mail address of the users.
    pub(crate) email_address: Option<Name>,
    /// Phone number of the users.
    pub(crate) phone: Option<Name>,
    /// The members of a user that are wanted; all of them where this is not there.
    pub(crate) fields_to_export: Option<Vec<String>>,
}

impl Example for ExportRequest {
    fn example() -> Self {
        let fields = ["external_id", "braze_id", "user_aliases", "email"];
        Self {
            external_ids: Some(vec!["user_id1".into()]),
            fields_to_export: Some(fields.map(str::to_owned).to_vec()),
            ..Self::default()
        }
    }
}

/// The users found.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct ExportResponse {
    /// The users.
    pub(crate) users: Vec<ExportedUser>,
    /// The external ids that named nobody; absent where all named somebody.
    pub(crate) invalid_user_ids: Option<Vec<String>>,
    /// `success`.
    pub(crate) message: String,
}

/// A user; members that are empty or not wanted are absent.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct ExportedUser {
    /// External id.
    pub(crate) external_id: Option<String>,
    /// Aliases.
    pub(crate) user_aliases: Option<Vec<UserAlias>>,
    /// Braze's own id.
    pub(crate) braze_id: Option<String>,
    /// When the user was created.
    pub(crate) created_at: Option<String>,
    /// First name.
    pub(crate) first_name: Option<String>,
    /// Last name.
    pub(crate) last_name: Option<String>,
    /// E-mail address.
    pub(crate) email: Option<String>,
    /// Phone number.
    pub(crate) phone: Option<String>,
    /// Date of birth.
    pub(crate) dob: Option<String>,
    /// Country.
    pub(crate) country: Option<String>,
    /// Home city.
    pub(crate) home_city: Option<String>,
    /// Language.
    pub(crate) language: Option<String>,
    /// Gender.
    pub(crate) gender: Option<String>,
    /// Time zone.
    pub(crate) time_zone: Option<String>,
    /// A number that splits users at random.
    pub(crate) random_bucket: Option<i64>,
    /// What the user agreed to be sent by e-mail.
    pub(crate) email_subscribe: Option<String>,
    /// What the user agreed to be sent by push.
    pub(crate) push_subscribe: Option<String>,
    /// Attributes that are not Braze's own.
    pub(crate) custom_attributes: Option<Value>,
    /// What the user did, summed up.
    pub(crate) custom_events: Option<Vec<Summary>>,
    /// What the user bought, summed up.
    pub(crate) purchases: Option<Vec<Summary>>,
    /// What the user paid in all.
    pub(crate) total_revenue: Option<f64>,
}

/// How often something happened, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub(crate) struct Summary {
    /// What happened or was bought.
    pub(crate) name: String,
    /// The first time.
    pub(crate) first: String,
    /// The last time.
    pub(crate) last: String,
    /// How often.
    pub(crate) count: u32,
}

impl Summary {
    /// The summaries a profile has; none where it has no list of them.
    pub(crate) fn list(kept: Option<&Value>) -> Vec<Self> {
        kept.and_then(|list| Vec::deserialize(list).ok())
            .unwrap_or_default()
    }

    /// Adds it to a list, counting together what has the same name.
    pub(crate) fn join(self, list: &mut Vec<Self>) {
        match list.iter_mut().find(|own| own.name == self.name) {
            Some(own) => {
                own.count = own.count.saturating_add(self.count);
                // The texts are in one form and in UTC, so they sort as the moments do.
                own.first = self.first.min(std::mem::take(&mut own.first));
                own.last = self.last.max(std::mem::take(&mut own.last));
            }
            None => list.push(self),
        }
    }
}
