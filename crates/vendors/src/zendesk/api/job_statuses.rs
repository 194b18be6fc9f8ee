//! Job statuses.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};
use umbridge_directory::{Job, JobId, JobState, Timestamp};

use super::super::{
    auth::Caller,
    failure::Failure,
    ids,
    paging::{Here, Paging},
    wire::{JobStatus, JobStatusResponse, JobStatusesResponse, PageBody},
};
use crate::kit::{Answer, Auth, Origin};

/// Operations on job statuses.
pub(in super::super) struct JobStatuses;

#[OpenApi]
impl JobStatuses {
    /// List job statuses
    ///
    /// Lists the jobs of the account that can still be read, those that are not done first, then the last done
    /// first; by cursor.
    #[oai(
        path = "/api/v2/job_statuses",
        method = "get",
        operation_id = "ListJobStatuses"
    )]
    async fn list(
        &self,
        Auth(caller): Auth<Caller>,
        here: Here,
        /// How many jobs a page has, at most 100.
        #[oai(name = "page[size]")]
        size: Query<Option<i64>>,
        /// The cursor after which the page begins.
        #[oai(name = "page[after]")]
        after: Query<Option<String>>,
        /// The cursor before which the page ends.
        #[oai(name = "page[before]")]
        before: Query<Option<String>>,
    ) -> Result<Answer<JobStatusesResponse>, Failure> {
        caller.require_agent()?;
        let paging = Paging::by_cursor(size.0, after.0.as_deref(), before.0.as_deref())?;
        let mut jobs = caller.directory.list_jobs(caller.account.id).await?;
        // Documented: by completion, then by creation, the last first.
        jobs.sort_by_key(|job| std::cmp::Reverse((completion(job), job.created_at)));
        let (jobs, extent) = paging.cut(jobs, |job| job.id.0.clone());
        Ok(Answer(JobStatusesResponse {
            job_statuses: statuses(&caller, jobs, &here.origin),
            page: paging.body(&here, extent),
        }))
    }

    /// Show many job statuses
    ///
    /// Shows up to 100 jobs in the order asked. Whichever is not found is left out.
    #[oai(
        path = "/api/v2/job_statuses/show_many",
        method = "get",
        operation_id = "ShowManyJobStatuses"
    )]
    async fn show_many(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        /// Ids of the jobs, comma separated.
        ids: Query<Option<String>>,
    ) -> Result<Answer<JobStatusesResponse>, Failure> {
        caller.require_agent()?;
        let wanted = ids::jobs(ids.0.as_deref())?;
        let jobs = caller
            .directory
            .find_jobs(caller.account.id, &wanted)
            .await?;
        Ok(Answer(JobStatusesResponse {
            job_statuses: statuses(&caller, jobs, &origin.0),
            page: PageBody::default(),
        }))
    }

    /// Show a job status
    ///
    /// Tells how far a job is and, once it is done, what became of each item. A job can be read for a day.
    #[oai(
        path = "/api/v2/job_statuses/:job_status_id",
        method = "get",
        operation_id = "ShowJobStatus"
    )]
    async fn show(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        /// The id of the job.
        job_status_id: Path<String>,
    ) -> Result<Answer<JobStatusResponse>, Failure> {
        caller.require_agent()?;
        let found = caller
            .directory
            .find_jobs(caller.account.id, &[JobId(job_status_id.0)])
            .await?;
        let job = statuses(&caller, found, &origin.0).pop();
        Ok(Answer(JobStatusResponse {
            job_status: job.ok_or_else(Failure::record_not_found)?,
        }))
    }
}

fn statuses(caller: &Caller, jobs: Vec<Job>, origin: &str) -> Vec<JobStatus> {
    let now = caller.directory.clock().now();
    jobs.into_iter()
        .map(|job| JobStatus::of(job, &caller.settings, now, origin))
        .collect()
}

/// When a job was done; those that are not done count as later than all that are.
fn completion(job: &Job) -> Timestamp {
    match job.state {
        JobState::Queued => Timestamp(i64::MAX),
        JobState::Finished { at, .. } => at,
    }
}
