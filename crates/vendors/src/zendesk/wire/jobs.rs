//! Job statuses.

use poem_openapi::{Enum, Object};
use umbridge_directory::{Fate, Job, JobState, Record};

use super::super::policy::JOB_TYPE;
use crate::kit::Nullable;

/// A queued, running or finished background job.
#[derive(Debug, Object)]
pub(in super::super) struct JobStatusResponse {
    /// The job.
    pub(in super::super) job_status: JobStatus,
}

/// What is known of a background job.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(in super::super) struct JobStatus {
    /// The id of the job.
    pub(in super::super) id: String,
    /// What kind of job it is.
    pub(in super::super) job_type: String,
    /// Where the job can be polled.
    pub(in super::super) url: String,
    /// How many items the job has.
    pub(in super::super) total: Nullable<i64>,
    /// How many items are done; null until the job starts.
    pub(in super::super) progress: Nullable<i64>,
    /// How far the job is.
    pub(in super::super) status: JobProgress,
    /// A remark on how far the job is; null until it starts.
    pub(in super::super) message: Nullable<String>,
    /// What became of each item; null until the job is done.
    pub(in super::super) results: Nullable<Vec<JobResult>>,
}

/// How far a job is.
#[derive(Debug, Enum)]
#[oai(rename_all = "lowercase")]
pub(in super::super) enum JobProgress {
    /// Not begun.
    Queued,
    /// Begun.
    Working,
    /// Ended without success.
    Failed,
    /// Ended.
    Completed,
}

/// What became of one item of a job.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(in super::super) struct JobResult {
    /// The id of the user; absent where an external id named nobody.
    pub(in super::super) id: Option<i64>,
    /// The external id, where it named nobody.
    pub(in super::super) external_id: Option<String>,
    /// What was to be done.
    pub(in super::super) action: String,
    /// What was done; absent on failure.
    pub(in super::super) status: Option<String>,
    /// Whether it was done.
    pub(in super::super) success: bool,
    /// A word for why it was not done.
    pub(in super::super) error: Option<String>,
    /// A sentence about why it was not done.
    pub(in super::super) details: Option<String>,
}

impl JobStatus {
    /// A job as its account reads it at `origin`.
    pub(in super::super) fn of(job: Job, origin: &str) -> Self {
        let total = i64::try_from(job.total).unwrap_or(i64::MAX);
        let (status, progress, message, results) = match job.state {
            // Recorded: everything but the total is null at first.
            JobState::Queued => (JobProgress::Queued, None, None, None),
            JobState::Finished { at, records } => (
                JobProgress::Completed,
                Some(total),
                Some(at.render("Completed at %Y-%m-%d %H:%M:%S +0000")),
                Some(records.into_iter().map(JobResult::of_deletion).collect()),
            ),
        };
        Self {
            url: format!("{origin}/api/v2/job_statuses/{}.json", job.id),
            id: job.id.0,
            job_type: JOB_TYPE.to_owned(),
            total: Some(total).into(),
            progress: progress.into(),
            status,
            message: message.into(),
            results: results.into(),
        }
    }
}

impl JobResult {
    fn of_deletion(record: Record) -> Self {
        let numeric = |text: &str| text.parse::<i64>().ok();
        let asked = record.identifier;
        let by_id = asked.scheme == super::super::ids::ID;
        let id = if by_id { numeric(&asked.value) } else { None };
        let action = "delete".to_owned();
        match record.fate {
            Fate::Deleted(kept) => Self {
                id: kept.as_deref().and_then(numeric).or(id),
                external_id: None,
                action,
                status: Some("Deleted".to_owned()),
                success: true,
                error: None,
                details: None,
            },
            // Inferred: unknown users and those who may not be deleted fail item by item, not the request.
            Fate::Unknown => Self::failed(id, asked.value, action, "RecordNotFound", "Not found"),
            // No deletion has another fate.
            Fate::Protected
            | Fate::Created(_)
            | Fate::Updated(_)
            | Fate::Taken(_)
            | Fate::Refused(_) => Self::failed(
                id,
                asked.value,
                action,
                "RecordInvalid",
                "User cannot be deleted",
            ),
        }
    }

    fn failed(id: Option<i64>, asked: String, action: String, error: &str, details: &str) -> Self {
        Self {
            external_id: id.is_none().then_some(asked),
            id,
            action,
            status: None,
            success: false,
            error: Some(error.to_owned()),
            details: Some(details.to_owned()),
        }
    }
}
