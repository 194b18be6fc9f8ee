//! The operations, one file per resource.

mod brands;
mod deleted_users;
mod job_statuses;
mod user_batches;
mod users;

/// Zendesk's operations.
pub(super) type Apis = (
    users::Users,
    user_batches::UserBatches,
    deleted_users::DeletedUsers,
    job_statuses::JobStatuses,
    brands::Brands,
);

pub(super) const ALL: Apis = (
    users::Users,
    user_batches::UserBatches,
    deleted_users::DeletedUsers,
    job_statuses::JobStatuses,
    brands::Brands,
);
