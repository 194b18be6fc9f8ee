//! Bodies of merging.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

use super::{ExternalId, Loose, Name, Priority, UserAlias};

/// Pairs of users to merge, up to 50.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(default, expecting = "an object")]
#[oai(example)]
pub(crate) struct MergeRequest {
    /// The pairs.
    #[oai(validator(min_items = 1, max_items = 50))]
    pub(crate) merge_updates: Loose<Vec<MergeUpdate>>,
}

/// Two users who become one.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeUpdate {
    /// The user who disappears.
    pub(crate) identifier_to_merge: UserIdentifier,
    /// The user who gets what it did not have.
    pub(crate) identifier_to_keep: UserIdentifier,
}

/// A user, named by one of these.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(default, deny_unknown_fields)]
#[oai(nullable_all, skip_serializing_if_is_none)]
pub(crate) struct UserIdentifier {
    /// External id.
    pub(crate) external_id: Option<ExternalId>,
    /// Alias.
    pub(crate) user_alias: Option<UserAlias>,
    /// Braze's own id.
    pub(crate) braze_id: Option<Name>,
    /// E-mail address, together with a prioritization.
    pub(crate) email: Option<Name>,
    /// Phone number, together with a prioritization.
    pub(crate) phone: Option<Name>,
    /// Filters that are applied in turn. Where more than one profile is left, nothing happens.
    pub(crate) prioritization: Option<Vec<Priority>>,
}

impl Example for MergeRequest {
    fn example() -> Self {
        let user = |external_id: &str| UserIdentifier {
            external_id: Some(external_id.into()),
            ..UserIdentifier::default()
        };
        let update = MergeUpdate {
            identifier_to_merge: user("user_id1"),
            identifier_to_keep: user("user_id2"),
        };
        Self {
            merge_updates: vec![update].into(),
        }
    }
}

/// The users are merged.
#[derive(Debug, Object)]
pub(crate) struct MergeResponse {
    /// `success`.
    pub(crate) message: String,
}
