//! The operations.

use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
};
use umbridge_directory::{Deletion, JobId, OnUnknown};
use uuid::Uuid;

use super::{
    auth::Caller,
    brand,
    failure::{self, Failure},
    ids, policy,
    wire::{JobStatus, JobStatusResponse},
};
use crate::kit::{Answer, Auth, Origin, Received};

/// Zendesk's operations.
pub(super) struct Api;

/// A job was queued.
#[derive(Debug, ApiResponse)]
enum Queued {
    /// The job was queued; poll its URL.
    #[oai(status = 200)]
    Ok(
        Answer<JobStatusResponse>,
        /// How many jobs may be queued or running, and how many of those are left.
        #[oai(header = "zendesk-ratelimit-inflight-jobs")]
        String,
        /// What was sent but not looked at.
        #[oai(header = "X-Zendesk-API-Warn")]
        Option<String>,
    ),
}

#[OpenApi]
impl Api {
    /// Delete users in bulk
    ///
    /// Queues a job that deletes up to 100 users, named by `ids` or by `external_ids`. Deletion is soft:
    /// the users become inactive and move to the deleted users. Only administrators may do this.
    #[oai(
        path = "/api/v2/users/destroy_many",
        method = "delete",
        operation_id = "DestroyManyUsers"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a parameter of the documented operation"
    )]
    async fn destroy_many(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        body: Option<poem::web::Data<&Received>>,
        /// Ids of the users, comma separated.
        ids: Query<Option<String>>,
        /// External ids of the users, comma separated, whatever their case.
        external_ids: Query<Option<String>>,
        /// Where the account separates users by brand: the brand within which `external_ids` are looked
        /// up, or 0 for users of the account itself. Ignored otherwise.
        brand_id: Query<Option<String>>,
    ) -> Result<Queued, Failure> {
        caller.require_admin()?;
        caller.require_scope("write")?;
        let named = ids::parse(
            ids.0.as_deref(),
            external_ids.0.as_deref(),
            "api/v2/users/destroy_many",
        )?;
        let scope = brand::scope(&caller.settings, &named, brand_id.0.as_deref())?;
        let deletion = Deletion {
            identifiers: named.identifiers(scope),
            on_unknown: OnUnknown::Report,
            retention: policy::retention(),
            // Inferred: nobody deletes themselves.
            spare: vec![caller.user.id],
        };
        // Recorded: job ids are `V3-` and 32 hexadecimal digits.
        let id = JobId(format!("V3-{}", Uuid::new_v4().simple()));
        let job = caller
            .directory
            .enqueue_deletion(
                caller.account.id,
                Some(id),
                &deletion,
                &policy::deletion_job(),
            )
            .await?;
        let active = caller
            .directory
            .count_active_jobs(caller.account.id, policy::JOB_CLASS)
            .await?;
        let warning = body.and_then(|body| ignored(&body.0.0, "destroy_many"));
        let job_status = JobStatus::of(job, &origin.0);
        Ok(Queued::Ok(
            Answer(JobStatusResponse { job_status }),
            failure::inflight(active),
            warning,
        ))
    }

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

/// Recorded: a body on an operation that takes none is not looked at, and its members are named in a header.
fn ignored(body: &[u8], action: &str) -> Option<String> {
    let value = crate::kit::json::read(body).ok()?;
    let keys: Vec<String> = value
        .as_object()?
        .keys()
        .map(|key| format!("{key:?}"))
        .collect();
    let printable = keys
        .iter()
        .all(|key| key.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
    (!keys.is_empty() && printable).then(|| {
        format!(
            "{{:allowed_parameters=>{{:controller=>\"users\", :action=>{action:?}, \
             :unpermitted_keys=>[{}], :invalid_values=>[]}}}}",
            keys.join(", ")
        )
    })
}
