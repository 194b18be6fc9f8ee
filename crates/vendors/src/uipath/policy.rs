//! Limits and choices, each with its source.

use std::time::Duration;

use umbridge_directory::Retention;

/// Documented (published OpenAPI): how many users a page of the list may have, and has unless asked otherwise.
pub(super) const MOST_PER_PAGE: i32 = 1000;
pub(super) const DEFAULT_PAGE: i32 = 10;

/// Documented (published OpenAPI): the type of the number.
pub(super) const MOST_SKIPPED: i32 = i32::MAX;

/// Inferred from the framework, which stops collecting faults of a body there.
pub(super) const MAX_FAULTS: usize = 200;

/// Documented (rate limits page): the window the limits below are counted in, per organization.
pub(super) const RATE_WINDOW: Duration = Duration::from_secs(5 * 60);

/// Documented (rate limits page): requests of a method per window.
pub(super) fn rate_limit(method: &str) -> Option<(&'static str, u32)> {
    match method {
        "GET" => Some(("GET", 300)),
        "POST" => Some(("POST", 24_000)),
        "PUT" => Some(("PUT", 160)),
        "PATCH" => Some(("PATCH", 160)),
        "DELETE" => Some(("DELETE", 160)),
        _ => None,
    }
}

/// Documented: the command's published name says soft deletion. Inferred: names become free again, the id
/// does not, and nothing is ever shown of the user.
pub(super) fn retention() -> Retention {
    Retention::Tombstone {
        keep: super::ids::ID.into(),
        purge_after: None,
    }
}
