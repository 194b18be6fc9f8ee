//! Limits and choices, each with its source.

use std::time::Duration;

use umbridge_directory::{JobPolicy, Retention};

/// Documented: at most 100 user ids in one call. Inferred: the same for external ids.
pub(super) const MAX_IDS: usize = 100;

/// Documented: a page has 100 records at most.
pub(super) const MAX_PAGE: u32 = 100;

/// Documented (rate limits page): at most 30 jobs queued or running.
pub(super) const MAX_ACTIVE_JOBS: u32 = 30;

/// Documented (job statuses page): a job can be read for a day.
const JOB_READABLE_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// Documented (help centre): permanent deletion follows 30 days after soft deletion.
const PURGE_AFTER: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Recorded: a job is still queued when it is first answered. Inferred: how long, which clients only see
/// as polling.
const JOB_DELAY: Duration = Duration::from_millis(50);

/// Documented (error example): the class named when there are too many jobs. Inferred: bulk update and
/// bulk deletion share it, as they share the job type.
pub(super) const JOB_CLASS: &str = "UserBulkUpdateJobV2";

/// Recorded: the `job_type` of a bulk deletion is not called a deletion.
pub(super) const JOB_TYPE: &str = "Bulk Update User";

/// Inferred: seconds a client is told to wait when there are too many jobs.
pub(super) const RETRY_AFTER: u32 = 10;

/// Documented: users are only marked as deleted at first, and keep their id.
pub(super) fn retention() -> Retention {
    Retention::Tombstone {
        keep: super::ids::ID.into(),
        purge_after: Some(PURGE_AFTER),
    }
}

/// How deletion jobs are admitted and kept.
pub(super) fn deletion_job() -> JobPolicy {
    JobPolicy {
        class: JOB_CLASS.into(),
        most_active: Some(MAX_ACTIVE_JOBS),
        delay: JOB_DELAY,
        readable_for: JOB_READABLE_FOR,
    }
}
