//! The answer of operations that queue a job.

use poem_openapi::ApiResponse;
use umbridge_directory::{Job, JobId};
use uuid::Uuid;

use super::super::{
    auth::Caller,
    failure::{self, Failure},
    policy::JobKind,
    wire::{JobStatus, JobStatusResponse},
};
use crate::kit::Answer;

/// A job was queued.
#[derive(Debug, ApiResponse)]
pub(super) enum Queued {
    /// The job was queued; poll its URL.
    #[oai(status = 200)]
    Ok(
        Answer<JobStatusResponse>,
        /// How many jobs may be queued or running, and how many of those are left.
        #[oai(header = "zendesk-ratelimit-inflight-jobs")]
        String,
    ),
}

/// Recorded: job ids are `V3-` and 32 hexadecimal digits.
pub(super) fn new_id() -> Option<JobId> {
    Some(JobId(format!("V3-{}", Uuid::new_v4().simple())))
}

impl Queued {
    /// Tells of a job that was just accepted.
    pub(super) async fn of(
        caller: &Caller,
        kind: JobKind,
        job: Job,
        origin: &str,
    ) -> Result<Self, Failure> {
        let active = caller
            .directory
            .count_active_jobs(caller.account.id, kind.class())
            .await?;
        // As accepted, however long ago that is by now.
        let accepted = job.created_at;
        let job_status = JobStatus::of(job, &caller.settings, accepted, origin);
        Ok(Self::Ok(
            Answer(JobStatusResponse { job_status }),
            failure::inflight(active, caller.settings.max_active_jobs),
        ))
    }
}
