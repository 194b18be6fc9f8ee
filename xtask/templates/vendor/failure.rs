//! Every error Acme gives, and how refusals of the framework are put in its words.

use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use umbridge_directory::Error;

use super::wire::ErrorBody;
use crate::kit::{Answer, Asked, Refusal};

/// An answer that is not a success.
#[derive(Debug, ApiResponse)]
pub(super) enum Failure {
    /// The request is not what the operation wants.
    #[oai(status = 400)]
    BadRequest(Answer<ErrorBody>),
    /// There is no token, or it is not valid.
    #[oai(status = 401)]
    Unauthorized(Answer<ErrorBody>),
    /// There is nothing here.
    #[oai(status = 404)]
    NotFound(Answer<ErrorBody>),
    /// The path has no such method.
    #[oai(status = 405)]
    WrongMethod(
        Answer<ErrorBody>,
        /// The methods it has.
        #[oai(header = "Allow")]
        String,
    ),
    /// The body is too large.
    #[oai(status = 413)]
    TooLarge(Answer<ErrorBody>),
    /// Something failed at the server.
    #[oai(status = 500)]
    Internal(Answer<ErrorBody>),
    /// The server cannot answer now.
    #[oai(status = 503)]
    Unavailable(Answer<ErrorBody>),
}

fn told(error: &str) -> Answer<ErrorBody> {
    Answer(ErrorBody { error: error.to_owned() })
}

impl Failure {
    pub(super) fn bad_request(error: &str) -> Self {
        Self::BadRequest(told(error))
    }

    pub(super) fn unauthenticated() -> Self {
        Self::Unauthorized(told("a valid token is needed"))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Busy => Self::Unavailable(told("try again later")),
            Error::Internal(cause) => {
                tracing::error!(%cause, "the directory failed");
                Self::Internal(told("something went wrong"))
            }
            other => Self::bad_request(&other.to_string()),
        }
    }
}

/// Puts what the framework refused in Acme's words.
pub(super) fn refuse(_asked: &Asked, refusal: Refusal) -> Response {
    let failure = match refusal {
        Refusal::NoCredential => Failure::unauthenticated(),
        Refusal::UnknownPath => Failure::NotFound(told("there is nothing here")),
        Refusal::WrongMethod { allow } => Failure::WrongMethod(told("the path has no such method"), allow),
        Refusal::TooLarge { limit } => Failure::TooLarge(told(&format!("a body may have {limit} bytes at most"))),
        Refusal::Body(fault) => Failure::bad_request(&fault.to_string()),
        Refusal::Parameter { name, reason } => Failure::bad_request(&format!("{name}: {reason}")),
        Refusal::Internal => Failure::Internal(told("something went wrong")),
    };
    failure.into_response()
}
