//! Bodies.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;
use umbridge_directory::{Item, Outcome};

/// The users to delete.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true)]
pub(super) struct DeleteUsers {
    /// Their ids.
    pub(super) ids: Vec<String>,
}

impl Example for DeleteUsers {
    fn example() -> Self {
        Self { ids: vec!["1".into(), "2".into()] }
    }
}

/// What was done.
#[derive(Debug, Object)]
pub(super) struct Deleted {
    /// How many users were deleted.
    pub(super) deleted: u32,
}

impl Deleted {
    pub(super) fn of(items: &[Item]) -> Self {
        let deleted = items.iter().filter(|item| matches!(item.outcome, Outcome::Deleted(_))).count();
        Self { deleted: u32::try_from(deleted).unwrap_or(u32::MAX) }
    }
}

/// What went wrong.
#[derive(Debug, Object)]
pub(super) struct ErrorBody {
    /// A sentence about it.
    pub(super) error: String,
}
