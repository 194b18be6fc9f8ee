//! Job statuses.

use poem_openapi::{Enum, Object};
use umbridge_directory::{Job, JobState, Timestamp};

use super::{
    super::{policy::JobKind, settings::Settings},
    PageBody,
    results::JobResult,
};
use crate::kit::Nullable;

/// A queued, running or finished background job.
#[derive(Debug, Object)]
pub(in super::super) struct JobStatusResponse {
    /// The job.
    pub(in super::super) job_status: JobStatus,
}

/// A page of background jobs, or those that were asked for.
#[derive(Debug, Object)]
pub(in super::super) struct JobStatusesResponse {
    /// The jobs.
    pub(in super::super) job_statuses: Vec<JobStatus>,
    #[oai(flatten)]
    pub(in super::super) page: PageBody,
}

/// What is known of a background job.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(in super::super) struct JobStatus {
    /// The id of the job.
    pub(in super::super) id: String,
    /// What kind of job it is.
    job_type: String,
    /// Where the job can be polled.
    url: String,
    /// How many items the job has.
    total: Nullable<i64>,
    /// How many items are done; null until the job starts.
    progress: Nullable<i64>,
    /// How far the job is.
    status: JobProgress,
    /// A remark on how far the job is; null until it starts.
    message: Nullable<String>,
    /// What became of each item; null until the job is done.
    results: Nullable<Vec<JobResult>>,
}

/// How far a job is.
#[derive(Debug, Enum)]
#[oai(rename_all = "lowercase")]
enum JobProgress {
    /// Not begun.
    Queued,
    /// Begun.
    Working,
    /// Ended without success.
    Failed,
    /// Ended.
    Completed,
}

impl JobStatus {
    /// A job as its account reads it at `now` and at `origin`.
    pub(in super::super) fn of(
        job: Job,
        settings: &Settings,
        now: Timestamp,
        origin: &str,
    ) -> Self {
        let kind = JobKind::of(&job.class);
        let total = i64::try_from(job.total).unwrap_or(i64::MAX);
        let (status, progress, message, results) = match job.state {
            // The directory does a job in one instant at its end; until then it counts as begun for as long
            // as the settings say, with nothing done yet.
            JobState::Queued if now >= job.created_at + settings.job_queued() => (
                JobProgress::Working,
                Some(0),
                Some(working(kind).to_owned()),
                None,
            ),
            // Recorded: everything but the total is null at first.
            JobState::Queued => (JobProgress::Queued, None, None, None),
            JobState::Finished { at, records } => (
                JobProgress::Completed,
                Some(total),
                Some(at.render("Completed at %Y-%m-%d %H:%M:%S +0000")),
                Some(JobResult::list(records, settings)),
            ),
        };
        Self {
            url: format!("{origin}/api/v2/job_statuses/{}.json", job.id),
            id: job.id.0,
            job_type: kind.job_type().to_owned(),
            total: Some(total).into(),
            progress: progress.into(),
            status,
            message: message.into(),
            results: results.into(),
        }
    }
}

/// Recorded: jobs name the item they are at.
fn working(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Update => "Updating user #1",
        JobKind::Create | JobKind::CreateOrUpdate => "Creating User #1",
    }
}
