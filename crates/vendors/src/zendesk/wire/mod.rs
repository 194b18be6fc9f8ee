//! Bodies, member by member in the order recordings show.

mod brands;
mod counts;
mod current_user;
mod deleted_users;
mod errors;
mod input;
mod jobs;
mod pages;
mod results;
mod users;

pub(super) use brands::{
    BrandBody, BrandInput, BrandRequest, BrandResponse, BrandsResponse, UserSeparation,
};
pub(super) use counts::CountResponse;
pub(super) use current_user::{CurrentUser, CurrentUserResponse};
pub(super) use deleted_users::{DeletedUserBody, DeletedUserResponse, DeletedUsersResponse};
pub(super) use errors::{Detail, ErrorBody, ErrorWord, PagingError, TitledError};
pub(super) use input::{
    Attributes, ChangesRequest, Role, Separation, SeparationScope, UserRequest, UsersRequest,
};
pub(super) use jobs::{JobStatus, JobStatusResponse, JobStatusesResponse};
pub(super) use pages::{Links, Meta, PageBody};
pub(super) use users::{UserBody, UserResponse, UsersResponse};

/// How moments are written.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%SZ";
