//! Every error Ejento gives, and how refusals of the framework are put in its words.
//!
//! The document describes no errors, so all of them are inferred. `Inferred, as measured:` is what a stock
//! Django REST Framework was seen to answer, which shows nothing of Ejento itself; where only `Inferred:`
//! stands, not even that was measured. All words are said once, in [`Complaint`], for both error styles.

use poem::{IntoResponse, Response, http::header};
use poem_openapi::ApiResponse;
use umbridge_directory::Error;

use super::{complaint::Complaint, form::Fault, ids::EMAIL};
use crate::kit::{Asked, BodyFault, Refusal};

/// An answer that is not a success.
#[derive(Debug, ApiResponse)]
pub(super) enum Failure {
    /// The body is not what the operation wants; nothing was done.
    #[oai(status = 400)]
    BadRequest(Complaint),
    /// A credential that the account asks for is missing or not valid.
    #[oai(status = 401)]
    Unauthorized(
        Complaint,
        /// What kind of credential is asked for.
        #[oai(header = "WWW-Authenticate")]
        String,
    ),
    /// The caller may not do this.
    #[oai(status = 403)]
    Forbidden(Complaint),
    /// There is no such record or path.
    #[oai(status = 404)]
    NotFound(Complaint),
    /// The path exists, by other methods.
    #[oai(status = 405)]
    WrongMethod(
        Complaint,
        /// The methods there are.
        #[oai(header = "Allow")]
        String,
    ),
    /// Another user has the e-mail address.
    #[oai(status = 409)]
    Conflict(Complaint),
    /// The request body is too large.
    #[oai(status = 413)]
    TooLarge(Complaint),
    /// The request body is not JSON by its content type.
    #[oai(status = 415)]
    MediaType(Complaint),
    /// Something failed at the server.
    #[oai(status = 500)]
    Internal(Complaint),
    /// The server cannot answer now.
    #[oai(status = 503)]
    Unavailable(Complaint),
}

impl Failure {
    fn no_token(complaint: Complaint) -> Self {
        Self::Unauthorized(complaint, "Bearer realm=\"api\"".into())
    }

    /// Inferred, as measured: no access token.
    pub(super) fn missing_token() -> Self {
        Self::no_token(Complaint::sentence(
            "Authentication credentials were not provided.",
        ))
    }

    /// Inferred, as measured: an access token nobody was given, or that no longer holds.
    pub(super) fn invalid_token() -> Self {
        Self::no_token(Complaint::token())
    }

    /// Inferred: a token of a user who is not active.
    pub(super) fn inactive() -> Self {
        Self::no_token(Complaint::coded("User is inactive", "user_inactive"))
    }

    /// Inferred: the gateway in front, which asks for subscription keys, answers for them itself.
    pub(super) fn key(fault: &str) -> Self {
        let told = format!("Access denied due to {fault} subscription key.");
        let scheme = "AzureApiManagementKey name=\"Ocp-Apim-Subscription-Key\",type=\"header\"";
        Self::Unauthorized(Complaint::gateway(&told), scheme.into())
    }

    /// Inferred, as measured: a caller without the right.
    pub(super) fn forbidden() -> Self {
        Self::Forbidden(Complaint::sentence(
            "You do not have permission to perform this action.",
        ))
    }

    /// Inferred, as measured for users: a record that is not there, by what it is.
    pub(super) fn no_such(record: &str) -> Self {
        let told = format!("No {record} matches the given query.");
        Self::NotFound(Complaint::sentence(told))
    }

    /// Inferred: a defect.
    fn internal() -> Self {
        Self::Internal(Complaint::sentence("A server error occurred."))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownUsers(_) => Self::no_such("User"),
            Error::Taken { identifier, .. } if identifier.scheme == EMAIL => {
                // Inferred: that addresses are unique, and the status, by which programs tell this apart
                // from a wrong body. A stock server says 400.
                let taken = Fault::whole("user with this email already exists.");
                Self::Conflict(Complaint::members(&[(EMAIL, taken)]))
            }
            Error::UnknownAccount | Error::TooManyActiveJobs { .. } | Error::Busy => {
                Self::Unavailable(Complaint::sentence(
                    "Service temporarily unavailable, try again later.",
                ))
            }
            // Ids are counted up, so only a defect could give one out twice.
            Error::Taken { identifier, .. } => {
                tracing::error!(%identifier, "a new id is taken");
                Self::internal()
            }
            Error::Internal(cause) => {
                tracing::error!(%cause, "the directory failed");
                Self::internal()
            }
        }
    }
}

/// Puts what the framework refused in Ejento's words.
pub(super) fn refuse(asked: &Asked, refusal: Refusal) -> Response {
    let failure = match refusal {
        Refusal::NoCredential => Failure::missing_token(),
        // Inferred: JSON, where a stock server sends a page; and a path parameter that is no number is no
        // path, as with a numeric route.
        Refusal::UnknownPath | Refusal::Parameter { .. } => {
            Failure::NotFound(Complaint::sentence("Not found."))
        }
        // Inferred, as measured: this and the words for media types and malformed JSON.
        Refusal::WrongMethod { allow } => {
            let told = format!("Method \"{}\" not allowed.", asked.method);
            Failure::WrongMethod(Complaint::sentence(told), allow)
        }
        Refusal::TooLarge { limit } => Failure::TooLarge(Complaint::sentence(format!(
            "The body may have {limit} bytes at most."
        ))),
        Refusal::Body(BodyFault::MediaType) => {
            let given = asked.headers.get(header::CONTENT_TYPE);
            let given = given.map_or("".into(), |given| String::from_utf8_lossy(given.as_bytes()));
            let told = format!("Unsupported media type \"{given}\" in request.");
            Failure::MediaType(Complaint::sentence(told))
        }
        Refusal::Body(fault) => {
            Failure::BadRequest(Complaint::sentence(format!("JSON parse error - {fault}")))
        }
        Refusal::Internal => Failure::internal(),
    };
    failure.into_response()
}
