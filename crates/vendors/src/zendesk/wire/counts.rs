//! Counts.

use poem_openapi::Object;
use umbridge_directory::Timestamp;

use super::MOMENT;
use crate::kit::Nullable;

/// How many users there are.
#[derive(Debug, Object)]
pub(in super::super) struct CountResponse {
    /// The count.
    pub(in super::super) count: Count,
}

/// A count and when it was made.
#[derive(Debug, Object)]
pub(in super::super) struct Count {
    /// How many there are.
    value: u64,
    /// When they were counted.
    refreshed_at: Nullable<String>,
}

impl CountResponse {
    /// A count made now.
    pub(in super::super) fn of(value: u64, now: Timestamp) -> Self {
        let refreshed_at = Some(now.render(MOMENT)).into();
        Self {
            count: Count {
                value,
                refreshed_at,
            },
        }
    }
}
