//! What can go wrong, in terms of meaning. Status codes and wording are a vendor's business.

use crate::{Identifier, JobId};

/// The result of every fallible call of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Everything a call of the directory can refuse or fail with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The account does not exist.
    #[error("unknown account")]
    UnknownAccount,
    /// A deletion that refuses unknown users met these positions of its batch (counted from 0).
    #[error("unknown users at positions {0:?}")]
    UnknownUsers(Vec<usize>),
    /// Another live user of the account already has this exclusive identifier.
    #[error("entry {position}: {identifier} is taken")]
    Taken {
        /// Position of the refused user in the batch, counted from 0.
        position: usize,
        /// The identifier that is not free.
        identifier: Identifier,
    },
    /// The account has as many unfinished jobs of this class as its policy allows.
    #[error("too many active jobs of class {class}")]
    TooManyActiveJobs {
        /// The class that is full.
        class: String,
        /// The unfinished jobs, oldest first.
        active: Vec<JobId>,
    },
    /// The database is locked by somebody else for longer than the busy timeout.
    #[error("the database is busy")]
    Busy,
    /// A defect or a broken disk; the cause is for the log, not for the caller.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Wraps a cause that no caller can do anything about.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::internal(cause)
    }
}

impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        let code = cause
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code);
        // SQLITE_BUSY and SQLITE_LOCKED, with their extended forms in the higher bits.
        let busy = code
            .and_then(|code| code.parse::<u32>().ok())
            .is_some_and(|code| matches!(code & 0xff, 5 | 6));
        if busy {
            Self::Busy
        } else {
            Self::internal(cause)
        }
    }
}
