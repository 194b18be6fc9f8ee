//! Bodies, member by member in the order the document shows.

mod answers;
mod errors;
mod requests;

pub(super) use answers::{
    Organization, Permission, PermissionResponse, User, UserResponse, UsersResponse,
};
pub(super) use errors::{ErrorBody, ErrorDetail, ErrorEnvelope, GatewayError, TokenFault};
pub(super) use requests::{CreatePermission, CreateUser, DeleteUsers, EditPermission, EditUser};
