//! What the items of a job are called in its record, so that its results can be told from that alone.
//!
//! An item of a deletion goes by the user's identifier itself, one of a change by the same with a mark before
//! its scheme, and one of a creation by its place in the request and the names that were sent.

use serde::{Deserialize, Serialize};
use umbridge_directory::Identifier;

use super::ids::ID;

/// Marks the scheme of a user who is changed.
const UPDATE: &str = "update/";

/// The scheme of items that go by their place.
const PLACE: &str = "place";

/// An item of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A user who was named.
    Named {
        /// What was to be done, as results say it.
        action: &'static str,
        by: By,
    },
    /// A user who was sent.
    Placed(Placed),
}

/// By what a user was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum By {
    Id(i64),
    ExternalId(String),
}

/// Where in a request a user was sent, and with which names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Placed {
    pub(super) index: u64,
    pub(super) email: Option<String>,
    pub(super) external_id: Option<String>,
}

/// The record's name of a user who is to be changed.
pub(super) fn changed(identifier: &Identifier) -> Identifier {
    Identifier::new(
        format!("{UPDATE}{}", identifier.scheme),
        identifier.value.clone(),
    )
}

/// The record's name of a user who is sent.
pub(super) fn placed(placed: &Placed) -> Identifier {
    Identifier::new(PLACE, serde_json::json!(placed).to_string())
}

impl Item {
    /// Reads the name back.
    pub(super) fn of(name: &Identifier) -> Self {
        if name.scheme == PLACE {
            return Self::Placed(serde_json::from_str(&name.value).unwrap_or_default());
        }
        let (action, scheme) = match name.scheme.strip_prefix(UPDATE) {
            Some(scheme) => ("update", scheme),
            None => ("delete", name.scheme.as_str()),
        };
        let by = match name.value.parse() {
            Ok(id) if scheme == ID => By::Id(id),
            _ => By::ExternalId(name.value.clone()),
        };
        Self::Named { action, by }
    }
}

#[cfg(test)]
mod tests {
    use super::{By, Item, Placed, changed, placed};
    use crate::zendesk::{
        brand::Scope,
        ids::{self, ID},
    };
    use umbridge_directory::Identifier;

    #[rstest::rstest]
    #[case::id(Identifier::new(ID, "7"), By::Id(7))]
    #[case::external_id_of_digits(ids::external_id(Scope(2), "7"), By::ExternalId("7".into()))]
    fn a_named_user_is_read_back(#[case] name: Identifier, #[case] by: By) {
        let item = |action| Item::Named {
            action,
            by: by.clone(),
        };
        assert_eq!(Item::of(&name), item("delete"));
        assert_eq!(Item::of(&changed(&name)), item("update"));
    }

    #[test]
    fn a_placed_user_is_read_back() {
        let sent = Placed {
            index: 3,
            email: None,
            external_id: Some("Ext \"7\"".into()),
        };
        assert_eq!(Item::of(&placed(&sent)), Item::Placed(sent));
    }
}
