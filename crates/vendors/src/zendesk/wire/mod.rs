//! Bodies, member by member in the order recordings show.

mod brands;
mod deleted_users;
mod errors;
mod input;
mod jobs;
mod pages;
mod users;

pub(super) use brands::{BrandBody, BrandsResponse};
pub(super) use deleted_users::{DeletedUserBody, DeletedUserResponse, DeletedUsersResponse};
pub(super) use errors::{Detail, ErrorBody, ErrorWord, TitledError};
pub(super) use input::{Attributes, Role, Separation, SeparationScope, UserRequest};
pub(super) use jobs::{JobStatus, JobStatusResponse};
pub(super) use pages::{Links, Meta, PageBody};
pub(super) use users::{UserBody, UserResponse, UsersResponse};

/// How moments are written.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%SZ";
