//! Limits and choices, each with its source.

use std::time::Duration;

use umbridge_directory::JobPolicy;

/// Documented: at most 50 identifiers in one call. The same for aliases and exports.
pub(super) const MAX_IDS: usize = 50;

/// Documented (user track page): at most 75 objects in one call.
pub(super) const MAX_TRACKED: usize = 75;

/// Inferred from the limits page: most of what is asked for has happened within 100 ms.
pub(super) const DELETE_DELAY_MS: u64 = 50;

/// Requests that share a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bucket {
    /// Deletion, aliases, identification and merging.
    Users,
    /// `/users/track`.
    Track,
    /// `/users/export/ids`.
    Export,
}

impl Bucket {
    /// The bucket of an operation, by its path.
    pub(super) fn of(path: &str) -> Self {
        match path {
            "/users/track" => Self::Track,
            "/users/export/ids" => Self::Export,
            _ => Self::Users,
        }
    }

    /// The word under which it is counted.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Track => "track",
            Self::Export => "export",
        }
    }
}

/// Documented (API key page): the permission an operation needs is its path, with dots for slashes.
pub(super) fn permission(path: &str) -> String {
    path.trim_start_matches('/').replace('/', ".")
}

/// How deletion jobs are admitted and kept. No operation reads a job.
pub(super) fn deletion_job(delay: Duration) -> JobPolicy {
    JobPolicy {
        class: "users.delete".into(),
        most_active: None,
        delay,
        readable_for: Duration::from_secs(24 * 60 * 60),
    }
}

#[cfg(test)]
mod tests {
    use super::permission;

    #[rstest::rstest]
    #[case("/users/delete", "users.delete")]
    #[case("/users/export/ids", "users.export.ids")]
    fn a_permission_is_a_path_with_dots(#[case] path: &str, #[case] expected: &str) {
        assert_eq!(permission(path), expected);
    }
}
