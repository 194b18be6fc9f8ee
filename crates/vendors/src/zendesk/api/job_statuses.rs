//! Job statuses.

use poem_openapi::{OpenApi, param::Path};
use umbridge_directory::JobId;

use super::super::{
    auth::Caller,
    failure::Failure,
    wire::{JobStatus, JobStatusResponse},
};
use crate::kit::{Answer, Auth, Origin};

/// Operations on job statuses.
pub(in super::super) struct JobStatuses;

#[OpenApi]
impl JobStatuses {
    /// Show a job status
    ///
    /// Tells how far a job is and, once it is done, what became of each item. A job can be read for a day.
    #[oai(
        path = "/api/v2/job_statuses/:job_status_id",
        method = "get",
        operation_id = "ShowJobStatus"
    )]
    async fn show_job_status(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        /// The id of the job.
        job_status_id: Path<String>,
    ) -> Result<Answer<JobStatusResponse>, Failure> {
        caller.require_agent()?;
        caller.require_scope("read")?;
        let found = caller
            .directory
            .find_jobs(caller.account.id, &[JobId(job_status_id.0)])
            .await?;
        let job = found
            .into_iter()
            .next()
            .ok_or_else(Failure::record_not_found)?;
        Ok(Answer(JobStatusResponse {
            job_status: JobStatus::of(job, &origin.0),
        }))
    }
}
