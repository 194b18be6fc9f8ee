//! Priorities, where an e-mail address or a phone number is shared.

use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};

use super::Name;

/// What sets one profile apart from others with the same address or number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub(crate) enum Priority {
    /// It has an external id.
    Identified,
    /// It has no external id.
    Unidentified,
    /// It was changed last.
    MostRecentlyUpdated,
    /// It was changed longest ago.
    LeastRecentlyUpdated,
}

/// What sets the profile to delete apart from others with the same address or number.
// Documented: the fourth priority is for merging and identification only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub(crate) enum DeletePriority {
    /// It has an external id.
    Identified,
    /// It has no external id.
    Unidentified,
    /// It was changed last.
    MostRecentlyUpdated,
}

impl From<DeletePriority> for Priority {
    fn from(priority: DeletePriority) -> Self {
        match priority {
            DeletePriority::Identified => Self::Identified,
            DeletePriority::Unidentified => Self::Unidentified,
            DeletePriority::MostRecentlyUpdated => Self::MostRecentlyUpdated,
        }
    }
}

/// An e-mail address, and which of the profiles with it is to be deleted.
#[derive(Debug, Deserialize, Object)]
#[serde(expecting = "an object with an email and a prioritization")]
pub(crate) struct EmailTarget {
    /// The address.
    pub(crate) email: Name,
    /// Filters that are applied in turn. Where more than one profile is left, none is deleted.
    #[oai(validator(min_items = 1))]
    pub(crate) prioritization: Vec<DeletePriority>,
}

/// A phone number, and which of the profiles with it is to be deleted.
// Inferred: the member is called as in the merging of users.
#[derive(Debug, Deserialize, Object)]
#[serde(expecting = "an object with a phone and a prioritization")]
pub(crate) struct PhoneTarget {
    /// The number.
    pub(crate) phone: Name,
    /// Filters that are applied in turn. Where more than one profile is left, none is deleted.
    #[oai(validator(min_items = 1))]
    pub(crate) prioritization: Vec<DeletePriority>,
}
