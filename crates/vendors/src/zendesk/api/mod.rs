//! The operations, one file per resource; those on users by what they answer.

mod brands;
mod deleted_users;
mod job_statuses;
mod queued;
mod user_jobs;
mod user_lookups;
mod users;

/// Zendesk's operations.
pub(super) type Apis = (
    users::Users,
    user_lookups::UserLookups,
    user_jobs::UserJobs,
    deleted_users::DeletedUsers,
    job_statuses::JobStatuses,
    brands::Brands,
);

pub(super) const ALL: Apis = (
    users::Users,
    user_lookups::UserLookups,
    user_jobs::UserJobs,
    deleted_users::DeletedUsers,
    job_statuses::JobStatuses,
    brands::Brands,
);
