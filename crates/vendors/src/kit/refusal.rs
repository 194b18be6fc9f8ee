//! What the framework refuses by itself, in neutral terms that each vendor puts in its own words.

use poem::error::{MethodNotAllowedError, NotFoundError};
use poem_openapi::error::{AuthorizationError, ParseParamError, ParsePathError};

use super::body::BodyFault;

/// A request refused before, or instead of, reaching an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No credential, or none the operation understands.
    NoCredential,
    /// No operation has this path.
    UnknownPath,
    /// Operations have this path, by other methods.
    WrongMethod {
        /// The methods there are, as the `Allow` header lists them.
        allow: String,
    },
    /// The body is larger than the server takes.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The body is not what the operation wants.
    Body(BodyFault),
    /// A parameter in the path or the query is not what the operation wants.
    Parameter {
        /// Its name.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A defect; the cause is in the log.
    Internal,
}

impl Refusal {
    /// Sorts an error of the framework; `allow` is asked only where the method was wrong.
    pub(super) fn of(error: &poem::Error, allow: impl FnOnce() -> String) -> Self {
        if error.is::<AuthorizationError>() {
            Self::NoCredential
        } else if let Some(fault) = error.downcast_ref::<BodyFault>() {
            Self::Body(fault.clone())
        } else if let Some(fault) = error.downcast_ref::<ParseParamError>() {
            Self::Parameter {
                name: fault.name.to_owned(),
                reason: fault.reason.clone(),
            }
        } else if let Some(fault) = error.downcast_ref::<ParsePathError>() {
            Self::Parameter {
                name: fault.name.to_owned(),
                reason: fault.reason.clone(),
            }
        } else if error.is::<NotFoundError>() {
            Self::UnknownPath
        } else if error.is::<MethodNotAllowedError>() {
            Self::WrongMethod { allow: allow() }
        } else {
            Self::Internal
        }
    }
}
