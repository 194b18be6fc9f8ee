//! Many users at once.

use poem_openapi::{ApiResponse, OpenApi, param::Query};
use umbridge_directory::{Deletion, JobId, OnUnknown, Standing};
use uuid::Uuid;

use super::super::{
    auth::Caller,
    brand,
    failure::{self, Failure},
    ids,
    paging::{Extent, Here, Paging},
    policy,
    wire::{JobStatus, JobStatusResponse, UserBody, UsersResponse},
};
use crate::kit::{Answer, Auth, Origin, Received};

/// Operations on many users at once.
pub(in super::super) struct UserBatches;

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
impl UserBatches {
    /// Delete users in bulk
    ///
    /// Queues a job that deletes up to 100 users, named by `ids` or by `external_ids`. Deletion is soft:
    /// the users become inactive and move to the deleted users. Only administrators may do this.
    #[oai(
        path = "/api/v2/users/destroy_many",
        method = "delete",
        operation_id = "DestroyManyUsers"
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

    /// Show many users
    ///
    /// Shows up to 100 users, named by `ids` or by `external_ids`, ordered by id. Whoever is not found is
    /// left out.
    #[oai(
        path = "/api/v2/users/show_many",
        method = "get",
        operation_id = "ShowManyUsers"
    )]
    async fn show_many(
        &self,
        Auth(caller): Auth<Caller>,
        here: Here,
        /// Ids of the users, comma separated.
        ids: Query<Option<String>>,
        /// External ids of the users, comma separated, whatever their case.
        external_ids: Query<Option<String>>,
        /// Whether deleted users are shown too.
        include_deleted: Query<Option<bool>>,
        /// Where the account separates users by brand: the brand within which `external_ids` are looked
        /// up, or 0 for users of the account itself. Ignored otherwise.
        brand_id: Query<Option<String>>,
    ) -> Result<Answer<UsersResponse>, Failure> {
        caller.require_agent()?;
        caller.require_scope("read")?;
        let named = ids::parse(
            ids.0.as_deref(),
            external_ids.0.as_deref(),
            "api/v2/users/show_many",
        )?;
        let scope = brand::scope(&caller.settings, &named, brand_id.0.as_deref())?;
        let found = caller
            .directory
            .find_users(caller.account.id, &named.identifiers(scope))
            .await?;
        let mut users: Vec<_> = found
            .into_iter()
            .map(|(_, user)| user)
            .filter(|user| match user.standing {
                Standing::Live => true,
                Standing::Deleted { .. } => include_deleted.0 == Some(true),
                Standing::Purged { .. } => false,
            })
            .collect();
        // Recorded: sorted by id, not in the order asked.
        users.sort_by_key(ids::of);
        let extent = Extent::whole(users.len());
        Ok(Answer(UsersResponse {
            users: users
                .iter()
                .map(|user| UserBody::of(user, &here.origin, &caller.settings))
                .collect(),
            page: Paging::WHOLE.body(&here, extent),
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
