//! Bodies, member by member in the order recordings show.

mod coded;
mod command;
mod error;
mod given;
mod token;
mod user;

pub(super) use coded::{UserCategory, UserType};
pub(super) use command::{
    BulkCreateUsers, BulkSoftDelete, CreateUser, CreateUserEntry, UpdateUser,
};
pub(super) use error::{
    BadRequest, BulkCreateResult, ErrorMessage, IdentityError, IdentityResult, Problem, ProblemBody,
};
pub(super) use given::Given;
pub(super) use token::{OAuthError, TokenRequest, TokenResponse};
pub(super) use user::{UserDto, UserList};
