//! The operations, a file per group.

mod batch;
mod users;

/// All of Ejento's operations.
pub(super) type Api = (batch::Batch, users::Users);

pub(super) fn api() -> Api {
    (batch::Batch, users::Users)
}
