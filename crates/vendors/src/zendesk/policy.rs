//! Limits and choices, each with its source.

use std::time::Duration;

use umbridge_directory::{JobPolicy, Retention};

use super::settings::Settings;

/// Documented: at most 100 user ids in one call. Inferred: the same for external ids. Documented for the
/// other bulk operations: the same for users and jobs.
pub(super) const MAX_IDS: usize = 100;

/// Documented: a page has 100 records at most.
pub(super) const MAX_PAGE: u32 = 100;

/// Recorded: numbered pages reach 10,000 records.
pub(super) const MAX_DEPTH: u32 = 10_000;

/// Documented (help centre): permanent deletion follows 30 days after soft deletion.
const PURGE_AFTER: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Documented: requests are counted by the minute.
pub(super) const RATE_WINDOW: Duration = Duration::from_secs(60);

/// Documented: permanent deletions are counted by ten minutes.
pub(super) const PERMANENT_DELETIONS_WINDOW: Duration = Duration::from_secs(600);

/// Inferred: seconds a client is told to wait when there are too many jobs; here they take less.
pub(super) const RETRY_AFTER: u32 = 1;

/// What a job does to users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JobKind {
    /// Deletes or changes them.
    Update,
    /// Creates them.
    Create,
    /// Creates or changes them.
    CreateOrUpdate,
}

impl JobKind {
    const ALL: [Self; 3] = [Self::Update, Self::Create, Self::CreateOrUpdate];

    /// The class of jobs that share a limit. Documented (error example): that of updates, and that the limit
    /// is each operation's own. Inferred: deletions share it with updates, as they share the job type; and
    /// what the others are called.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Update => "UserBulkUpdateJobV2",
            Self::Create => "UserBulkCreateJob",
            Self::CreateOrUpdate => "UserBulkCreateOrUpdateJob",
        }
    }

    /// The kind of job of a class.
    pub(super) fn of(class: &str) -> Self {
        let known = Self::ALL.into_iter().find(|kind| kind.class() == class);
        known.unwrap_or(Self::Update)
    }

    /// Recorded: the `job_type` of a bulk deletion is not called a deletion. Inferred from those of
    /// organizations: the others.
    pub(super) fn job_type(self) -> &'static str {
        match self {
            Self::Update => "Bulk Update User",
            Self::Create => "Bulk Create User",
            Self::CreateOrUpdate => "Bulk Create Or Update User",
        }
    }

    /// How jobs of this kind are admitted and kept.
    pub(super) fn policy(self, settings: &Settings) -> JobPolicy {
        JobPolicy {
            class: self.class().into(),
            most_active: Some(settings.max_active_jobs),
            delay: settings.job_delay(),
            readable_for: Duration::from_secs(settings.job_readable_s),
        }
    }
}

/// Documented: users are only marked as deleted at first, and keep their id.
pub(super) fn retention() -> Retention {
    Retention::Tombstone {
        keep: super::ids::ID.into(),
        purge_after: Some(PURGE_AFTER),
    }
}
