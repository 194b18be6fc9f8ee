//! Every error Braze gives, and how refusals of the framework are put in its words.

use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use umbridge_directory::Error;

use super::wire::{ErrorBody, TrackError};
use crate::kit::{Answer, Asked, BodyFault, Refusal};

/// An answer that is not a success.
#[derive(Debug, ApiResponse)]
pub(super) enum Failure {
    /// The body is not JSON, a member is missing or has a wrong value, or there are too many.
    #[oai(status = 400)]
    BadRequest(Answer<ErrorBody>),
    /// There is no key, or it is not valid.
    #[oai(status = 401)]
    Unauthorized(Answer<ErrorBody>),
    /// The key lacks the permission for the operation.
    #[oai(status = 403)]
    Forbidden(Answer<ErrorBody>),
    /// There is no such URL, or it takes another method.
    #[oai(status = 404)]
    NotFound(Answer<ErrorBody>),
    /// The body is too large.
    #[oai(status = 413)]
    TooLarge(Answer<ErrorBody>),
    /// The content type is not JSON.
    #[oai(status = 415)]
    MediaType(Answer<ErrorBody>),
    /// Too many requests were made; the window that is full ends at `X-RateLimit-Reset`.
    #[oai(status = 429)]
    RateLimited(Answer<ErrorBody>),
    /// Something failed at the server.
    #[oai(status = 500)]
    Internal(Answer<ErrorBody>),
    /// The server cannot answer now.
    #[oai(status = 503)]
    Unavailable(Answer<ErrorBody>),
}

/// Recorded: an error is a message and nothing else.
fn told(message: impl Into<String>) -> Answer<ErrorBody> {
    Answer(ErrorBody {
        message: message.into(),
        errors: None,
    })
}

impl Failure {
    /// Recorded from 2019 to 2023: the key is echoed. Inferred: a missing one is told as an empty one.
    pub(super) fn invalid_key(key: &str) -> Self {
        Self::Unauthorized(told(format!("Invalid API key: {key}")))
    }

    /// Documented as a label of the error table. Inferred: that it is the message.
    pub(super) fn access_denied() -> Self {
        Self::Forbidden(told("Access Denied"))
    }

    /// Documented as a label of the error table. Inferred: that it is the message.
    pub(super) fn rate_limited() -> Self {
        Self::RateLimited(told("Rate Limited"))
    }

    /// Documented text. Inferred: that it is the one for deletion.
    pub(super) fn too_many_ids() -> Self {
        Self::BadRequest(told("The max number of ids per request was exceeded"))
    }

    /// Documented text. Inferred: that it is the one for operations that take aliases as such.
    pub(super) fn too_many_aliases() -> Self {
        Self::BadRequest(told(
            "The max number of external_ids and aliases per request was exceeded",
        ))
    }

    /// Documented as a label of the error table. Inferred: that it is the message.
    pub(super) fn too_many_objects() -> Self {
        Self::BadRequest(told("Max Input Length Exceeded"))
    }

    /// Inferred: that a request naming nobody is refused, and its words.
    pub(super) fn no_identifiers() -> Self {
        Self::BadRequest(told("No user identifiers were provided"))
    }

    /// Documented: one kind per request. Inferred: the words.
    pub(super) fn several_kinds(kinds: &[&str]) -> Self {
        let kinds: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
        Self::BadRequest(told(format!(
            "Only one kind of user identifier may be included in a request, found {}",
            kinds.join(", ")
        )))
    }

    /// Documented text.
    pub(super) fn too_many_merges() -> Self {
        Self::BadRequest(told(
            "a single request may not contain more than 50 merge updates",
        ))
    }

    /// Documented text.
    pub(super) fn merges_are_objects() -> Self {
        Self::BadRequest(told("'merge_updates' must be an array of objects"))
    }

    /// Documented text.
    pub(super) fn merges_are_pairs() -> Self {
        Self::BadRequest(told(
            "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'",
        ))
    }

    /// Documented: identifiers of a merge are checked. Inferred: the words.
    pub(super) fn merge_identifier(reason: &str) -> Self {
        Self::BadRequest(told(format!(
            "identifiers must be objects with one of 'external_id', 'user_alias', 'braze_id', 'email' \
             and 'phone', the last two with a 'prioritization': {reason}"
        )))
    }

    /// Documented on a sibling operation: the member is quoted and the rule follows. Inferred: here too.
    pub(super) fn invalid(member: &str, rule: &str) -> Self {
        Self::BadRequest(told(format!("'{member}' {rule}")))
    }

    /// Recorded by a client's test doubles: a call of which nothing is valid.
    pub(super) fn nothing_valid(errors: Vec<TrackError>) -> Self {
        Self::BadRequest(Answer(ErrorBody {
            message:
                "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields."
                    .into(),
            errors: (!errors.is_empty()).then_some(errors),
        }))
    }
}

impl From<BodyFault> for Failure {
    fn from(fault: BodyFault) -> Self {
        match fault {
            // Documented as labels of the error table. Inferred: that the message begins with them.
            BodyFault::MediaType => Self::MediaType(told("Unsupported Media Type")),
            BodyFault::Shape { path, reason } if path != "." => {
                Self::invalid(&path, &format!("is not valid: {reason}"))
            }
            BodyFault::Shape { reason, .. } => {
                Self::BadRequest(told(format!("Bad Request: {reason}")))
            }
            BodyFault::Empty | BodyFault::Syntax(_) => {
                Self::BadRequest(told(format!("Bad Request: {fault}")))
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            // Names are looked up before they are given away, so this is another writer at the same moment.
            Error::Taken { .. } | Error::Busy | Error::TooManyActiveJobs { .. } => {
                Self::Unavailable(told("Service Unavailable"))
            }
            Error::UnknownUsers(_) | Error::UnknownAccount | Error::Internal(_) => {
                tracing::error!(%error, cause = ?std::error::Error::source(&error), "the directory failed");
                Self::Internal(told("Internal Server Error"))
            }
        }
    }
}

/// Puts what the framework refused in Braze's words.
pub(super) fn refuse(_asked: &Asked, refusal: Refusal) -> Response {
    let failure = match refusal {
        Refusal::NoCredential => Failure::invalid_key(""),
        // Documented: an invalid URL is a 404. Inferred: a wrong method is one too.
        Refusal::UnknownPath | Refusal::WrongMethod { .. } => {
            Failure::NotFound(told("Invalid URL"))
        }
        Refusal::TooLarge { limit } => Failure::TooLarge(told(format!(
            "Request Entity Too Large: at most {limit} bytes"
        ))),
        Refusal::Body(fault) => fault.into(),
        Refusal::Parameter { name, reason } => {
            Failure::invalid(&name, &format!("is not valid: {reason}"))
        }
        Refusal::Internal => Failure::Internal(told("Internal Server Error")),
    };
    failure.into_response()
}
