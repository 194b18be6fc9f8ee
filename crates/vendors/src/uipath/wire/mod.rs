//! Bodies, member by member in the order recordings show.

mod coded;
mod command;
mod error;
mod given;
mod user;

pub(super) use coded::{UserCategory, UserType};
pub(super) use command::{BulkCreateUsers, BulkSoftDelete, CreateUserEntry};
pub(super) use error::{
    BadRequest, BulkCreateResult, ErrorMessage, IdentityError, IdentityResult, Problem, ProblemBody,
};
pub(super) use given::Given;
pub(super) use user::{UserDto, UserList};
