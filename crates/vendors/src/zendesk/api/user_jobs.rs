//! Many users at once, as jobs.

use poem_openapi::{OpenApi, param::Query};
use umbridge_directory::{Deletion, OnUnknown, Write};

use super::{
    super::{
        auth::Caller,
        batches, brand,
        failure::Failure,
        ids,
        policy::{self, JobKind},
        wire::{ChangesRequest, UsersRequest},
    },
    queued::{Queued, new_id},
};
use crate::kit::{Auth, JsonBody, Origin};

/// Operations that queue a job on users.
pub(in super::super) struct UserJobs;

#[OpenApi]
impl UserJobs {
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
        /// Ids of the users, comma separated.
        ids: Query<Option<String>>,
        /// External ids of the users, comma separated, whatever their case.
        external_ids: Query<Option<String>>,
        /// Where the account separates users by brand: the brand within which `external_ids` are looked
        /// up, or 0 for users of the account itself. Ignored otherwise.
        brand_id: Query<Option<String>>,
    ) -> Result<Queued, Failure> {
        caller.require_admin()?;
        let place = "api/v2/users/destroy_many";
        let named = ids::parse(ids.0.as_deref(), external_ids.0.as_deref(), place)?;
        let scope = brand::scope(&caller.settings, &named, brand_id.0.as_deref())?;
        let deletion = Deletion {
            identifiers: named.identifiers(scope),
            on_unknown: OnUnknown::Report,
            retention: policy::retention(),
            // Inferred: nobody deletes themselves.
            spare: vec![caller.user.id],
        };
        let policy = JobKind::Update.policy(&caller.settings);
        let job = caller
            .directory
            .enqueue_deletion(caller.account.id, new_id(), &deletion, &policy)
            .await?;
        Queued::of(&caller, JobKind::Update, job, &origin.0).await
    }

    /// Create users in bulk
    ///
    /// Queues a job that creates up to 100 users. What is wrong with one of them is told in its result, and
    /// the others are created. Not every account may do this.
    #[oai(
        path = "/api/v2/users/create_many",
        method = "post",
        operation_id = "CreateManyUsers"
    )]
    async fn create_many(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        body: JsonBody<UsersRequest>,
    ) -> Result<Queued, Failure> {
        caller.require_manager()?;
        if !caller.settings.bulk_import {
            return Err(Failure::no_bulk_import());
        }
        let users = body.0.users;
        batches::within_limit(&users, "created")?;
        let writes = batches::creations(&caller, &users).await?;
        queue(&caller, JobKind::Create, &writes, &origin).await
    }

    /// Create or update users in bulk
    ///
    /// Queues a job that changes those of up to 100 users who are found by e-mail address or external id, and
    /// creates the others.
    #[oai(
        path = "/api/v2/users/create_or_update_many",
        method = "post",
        operation_id = "CreateOrUpdateManyUsers"
    )]
    async fn create_or_update_many(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        body: JsonBody<UsersRequest>,
    ) -> Result<Queued, Failure> {
        caller.require_manager()?;
        let users = body.0.users;
        batches::within_limit(&users, "created or updated")?;
        let writes = batches::puts(&caller, &users).await?;
        queue(&caller, JobKind::CreateOrUpdate, &writes, &origin).await
    }

    /// Update users in bulk
    ///
    /// Queues a job that changes up to 100 users: all alike where they are named by `ids` or by
    /// `external_ids`, or each as the body says.
    #[oai(
        path = "/api/v2/users/update_many",
        method = "put",
        operation_id = "UpdateManyUsers"
    )]
    async fn update_many(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        /// Ids of the users who are changed alike, comma separated.
        ids: Query<Option<String>>,
        /// External ids of the users who are changed alike, comma separated, whatever their case.
        external_ids: Query<Option<String>>,
        /// Where the account separates users by brand: the brand within which `external_ids` are looked
        /// up, or 0 for users of the account itself. Ignored otherwise.
        brand_id: Query<Option<String>>,
        body: JsonBody<ChangesRequest>,
    ) -> Result<Queued, Failure> {
        caller.require_manager()?;
        let place = "api/v2/users/update_many";
        let ChangesRequest { user, users } = body.0;
        let changed = match (user, users) {
            // Recorded: a change for all without anybody named is refused.
            (Some(user), None) => {
                let named = ids::parse(ids.0.as_deref(), external_ids.0.as_deref(), place)?;
                let scope = brand::scope(&caller.settings, &named, brand_id.0.as_deref())?;
                let names = named.identifiers(scope);
                let users: Vec<_> = names.into_iter().map(|name| (name, &user)).collect();
                batches::changes(&caller, &users).await?
            }
            (None, Some(users)) if ids.0.is_none() && external_ids.0.is_none() => {
                batches::within_limit(&users, "updated")?;
                let named = |sent| ids::sent(sent, place).map(|name| (name, sent));
                let users: Vec<_> = users.iter().map(named).collect::<Result<_, _>>()?;
                batches::changes(&caller, &users).await?
            }
            // Inferred: nothing to do, and two things at once, are refused alike.
            _ => {
                return Err(Failure::parameter_missing(
                    "user with ids or external_ids, or users",
                ));
            }
        };
        queue(&caller, JobKind::Update, &changed, &origin).await
    }
}

async fn queue(
    caller: &Caller,
    kind: JobKind,
    writes: &[Write],
    origin: &Origin,
) -> Result<Queued, Failure> {
    let policy = kind.policy(&caller.settings);
    let job = caller
        .directory
        .enqueue_writes(caller.account.id, new_id(), writes, &policy)
        .await?;
    Queued::of(caller, kind, job, &origin.0).await
}
