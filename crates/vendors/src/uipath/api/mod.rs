//! The operations, by what their paths are about.

mod list;
mod token;
mod user;
mod users;

pub(super) use list::List;
pub(super) use token::Token;
pub(super) use user::One;
pub(super) use users::Users;
