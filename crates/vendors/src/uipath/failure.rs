//! Every error the identity service gives, and how refusals of the framework are put in its words.

use std::collections::BTreeMap;

use poem::{
    IntoResponse, Response,
    http::{HeaderValue, header},
};
use poem_openapi::ApiResponse;
use umbridge_directory::Error;

use super::{
    auth::NoOrganization,
    creation::{self, NotCreated},
    paths, policy, problem,
    token::Refused,
    wire::{BadRequest, ErrorMessage, IdentityError, IdentityResult, ProblemBody},
};
use crate::kit::{Answer, Asked, BodyFault, Refusal};

/// An answer that is not a success.
#[derive(Debug, ApiResponse)]
pub(super) enum Failure {
    /// Values of the request cannot be read, or the service refuses what was asked.
    #[oai(status = 400)]
    BadRequest(BadRequest),
    /// There is no access token, or it is not valid.
    #[oai(status = 401)]
    Unauthorized(
        /// The scheme that is expected, and what is wrong with the token.
        #[oai(header = "WWW-Authenticate")]
        String,
    ),
    /// The access token lacks the scope.
    #[oai(status = 403)]
    Forbidden(Answer<ErrorMessage>),
    /// There is no such user or organization.
    #[oai(status = 404)]
    NotFound(ProblemBody),
    /// The request body is too large.
    #[oai(status = 413)]
    TooLarge(ProblemBody),
    /// The request body is not said to be JSON.
    #[oai(status = 415)]
    MediaType(ProblemBody),
    /// The organization made too many requests.
    #[oai(status = 429)]
    TooMany(
        ProblemBody,
        /// Seconds to wait before trying again.
        #[oai(header = "Retry-After")]
        Option<i64>,
    ),
    /// Something failed at the server.
    #[oai(status = 500)]
    Internal(ProblemBody),
    /// The server cannot answer now.
    #[oai(status = 503)]
    Unavailable(ProblemBody),
}

impl Failure {
    /// Inferred from the framework: whoever shows nothing is told the scheme and no more.
    pub(super) fn no_token() -> Self {
        Self::Unauthorized("Bearer".to_owned())
    }

    /// Inferred from the framework: the header says what is wrong with a token, the body nothing.
    pub(super) fn invalid_token(description: Option<&str>) -> Self {
        let described = description
            .map(|text| format!(", error_description=\"{text}\""))
            .unwrap_or_default();
        Self::Unauthorized(format!("Bearer error=\"invalid_token\"{described}"))
    }

    /// Recorded: the words, blank at the end included. Inferred: the status.
    pub(super) fn missing_scope(held: &[String], expected: &str) -> Self {
        let error_message = format!(
            "Scope(s) '{}' is(are) invalid. Expect to have {expected}. ",
            held.join(",")
        );
        Self::Forbidden(Answer(ErrorMessage { error_message }))
    }

    /// Documented (update page): the shape in which values are refused, by path.
    pub(super) fn invalid(errors: BTreeMap<String, Vec<String>>) -> Self {
        Self::BadRequest(BadRequest::Problem(problem::validation(errors)))
    }

    /// One value is refused.
    pub(super) fn invalid_value(path: &str, told: impl Into<String>) -> Self {
        Self::invalid([(path.to_owned(), vec![told.into()])].into())
    }

    /// Documented (page on the partition id): the words for an id that cannot be read.
    pub(super) fn unreadable(parameter: &str, value: &str) -> Self {
        Self::invalid_value(parameter, format!("The value '{value}' is not valid."))
    }

    /// Recorded: the code and the status. Inferred: the shape around it and the sentence.
    pub(super) fn foreign_partition() -> Self {
        Self::refused(vec![invalid_partition()])
    }

    /// Documented (published schema): how the service says why it did not do it.
    pub(super) fn refused(errors: Vec<IdentityError>) -> Self {
        Self::BadRequest(BadRequest::Refused(IdentityResult::failure(errors)))
    }

    /// Inferred: whoever may not be deleted is a change that is not made.
    pub(super) fn protected() -> Self {
        Self::refused(vec![IdentityError {
            code: "UserNotDeletable".to_owned(),
            description: "The user cannot be deleted.".to_owned(),
        }])
    }

    /// Documented (rate limits page): the status. Inferred: the body.
    pub(super) fn too_many(retry_after: Option<i64>) -> Self {
        Self::TooMany(problem::TOO_MANY.told(), retry_after)
    }

    /// Inferred: a user who is not there, or no longer, is an empty result of the framework.
    pub(super) fn not_found() -> Self {
        Self::NotFound(problem::NOT_FOUND.told())
    }
}

/// The partition is not the caller's.
pub(super) fn invalid_partition() -> IdentityError {
    IdentityError {
        code: "InvalidPartition".to_owned(),
        description: "The partition is invalid.".to_owned(),
    }
}

/// Documented (published schema): how one user is not created.
impl From<NotCreated> for Failure {
    fn from(refused: NotCreated) -> Self {
        match refused {
            NotCreated::Invalid(errors) => Self::refused(errors),
            NotCreated::Failed(error) => error.into(),
        }
    }
}

impl From<NoOrganization> for Failure {
    fn from(_: NoOrganization) -> Self {
        Self::not_found()
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownUsers(_) | Error::UnknownAccount => Self::not_found(),
            Error::Taken { identifier, .. } => {
                Self::refused(vec![creation::taken(&identifier, &identifier.value)])
            }
            Error::Busy | Error::TooManyActiveJobs { .. } => {
                Self::Unavailable(problem::UNAVAILABLE.told())
            }
            Error::Internal(cause) => {
                tracing::error!(%cause, "the directory failed");
                Self::Internal(problem::INTERNAL.told())
            }
        }
    }
}

/// Puts what the framework refused in the service's words.
pub(super) fn refuse(asked: &Asked, refusal: Refusal) -> Response {
    let failure = match refusal {
        Refusal::NoCredential => Failure::no_token(),
        Refusal::UnknownPath => Failure::not_found(),
        // Inferred from the framework: whatever is no form is told so, a GET included.
        Refusal::WrongMethod { .. } if is_token(asked) => {
            return Refused::invalid_request().into_response();
        }
        Refusal::WrongMethod { allow } => return wrong_method(&allow),
        Refusal::TooLarge { .. } => Failure::TooLarge(problem::TOO_LARGE.told()),
        Refusal::Body(fault) => unreadable_body(&fault),
        Refusal::Parameter { name, .. } => invalid_parameter(asked, &name),
        Refusal::Internal => Failure::Internal(problem::INTERNAL.told()),
    };
    failure.into_response()
}

/// What is wrong with a body as a whole.
fn unreadable_body(fault: &BodyFault) -> Failure {
    match fault {
        BodyFault::Empty => Failure::invalid_value("", "A non-empty request body is required."),
        BodyFault::MediaType => Failure::MediaType(problem::MEDIA_TYPE.told()),
        // Inferred: the parser's way to end a sentence; its words are its own.
        BodyFault::Syntax(fault) => Failure::invalid_value(
            "",
            format!(
                "{}. Path '', line {}, position {}.",
                fault.reason, fault.line, fault.column
            ),
        ),
        BodyFault::Shape { path, reason } => Failure::invalid_value(path, reason),
    }
}

/// No operation has this status, so that it stands in no document.
fn wrong_method(allow: &str) -> Response {
    let mut response = problem::WRONG_METHOD.told().into_response();
    response.set_status(problem::WRONG_METHOD.status);
    if let Ok(allow) = HeaderValue::from_str(allow) {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}

/// Inferred from the framework: a number outside its range is told the range, anything else that it is wrong.
fn invalid_parameter(asked: &Asked, name: &str) -> Failure {
    let request = poem::Request::builder().uri(asked.uri.clone()).finish();
    let given: Vec<(String, String)> = request.params().unwrap_or_default();
    let value = given
        .into_iter()
        .find_map(|(key, value)| (key == name).then_some(value))
        .unwrap_or_default();
    let ranges = [
        ("top", "Top", policy::MOST_PER_PAGE),
        ("skip", "Skip", policy::MOST_SKIPPED),
    ];
    let ranged = ranges.iter().find(|(parameter, ..)| *parameter == name);
    match ranged.filter(|_| value.parse::<i64>().is_ok()) {
        Some((_, field, most)) => Failure::invalid_value(
            name,
            format!("The field {field} must be between 0 and {most}."),
        ),
        None => Failure::unreadable(name, &value),
    }
}

fn is_token(asked: &Asked) -> bool {
    asked.uri.path() == paths::TOKEN
}

/// Inferred from the framework: every body says its encoding, and nobody keeps a token.
pub(super) fn finish(asked: &Asked, response: &mut Response) {
    if is_token(asked) {
        let headers = response.headers_mut();
        let kept = HeaderValue::from_static("no-store, no-cache, max-age=0");
        headers.insert(header::CACHE_CONTROL, kept);
        headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    }
    let encoded = match response.content_type() {
        Some("application/json") => "application/json; charset=utf-8",
        Some("application/problem+json") => "application/problem+json; charset=utf-8",
        _ => return,
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(encoded));
}
