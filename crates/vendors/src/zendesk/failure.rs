//! Every error Zendesk gives, and how refusals of the framework are put in its words.

use poem::{
    IntoResponse, Response,
    http::{HeaderValue, StatusCode, header},
};
use poem_openapi::ApiResponse;
use umbridge_directory::{Error, JobId};

use super::{
    policy::{JOB_CLASS, MAX_ACTIVE_JOBS, RETRY_AFTER},
    wire::{Detail, ErrorBody, ErrorWord, TitledError},
    writing::Invalid,
};
use crate::kit::{Answer, Asked, BodyFault, Refusal};

/// An answer that is not a success.
#[derive(Debug, ApiResponse)]
pub(super) enum Failure {
    /// A parameter is missing, has a wrong value, or has too many.
    #[oai(status = 400)]
    BadRequest(Answer<Box<ErrorBody>>),
    /// There is no credential, or it is not valid.
    #[oai(status = 401)]
    Unauthorized(Answer<Box<ErrorBody>>),
    /// The caller may not do this.
    #[oai(status = 403)]
    Forbidden(Answer<Box<ErrorBody>>),
    /// There is no such record or endpoint.
    #[oai(status = 404)]
    NotFound(Answer<Box<ErrorBody>>),
    /// The request body is too large.
    #[oai(status = 413)]
    TooLarge(Answer<Box<ErrorBody>>),
    /// The record is not valid.
    #[oai(status = 422)]
    Unprocessable(Answer<Box<ErrorBody>>),
    /// Too many jobs are queued or running, or too many requests were made.
    #[oai(status = 429)]
    TooMany(
        Answer<Box<ErrorBody>>,
        /// Seconds to wait before trying again.
        #[oai(header = "Retry-After")]
        u32,
    ),
    /// Something failed at the server.
    #[oai(status = 500)]
    Internal(Answer<Box<ErrorBody>>),
    /// The server cannot answer now.
    #[oai(status = 503)]
    Unavailable(Answer<Box<ErrorBody>>),
}

fn body(error: ErrorWord, description: Option<&str>) -> Answer<Box<ErrorBody>> {
    Answer(Box::new(ErrorBody {
        error,
        description: description.map(str::to_owned),
        error_description: None,
        max_count: None,
        current_job_ids: None,
        details: None,
    }))
}

fn word(error: &str, description: Option<&str>) -> Answer<Box<ErrorBody>> {
    body(ErrorWord::Word(error.to_owned()), description)
}

fn titled(title: &str, message: String) -> Answer<Box<ErrorBody>> {
    body(
        ErrorWord::Titled(TitledError {
            title: title.to_owned(),
            message,
        }),
        None,
    )
}

impl Failure {
    /// Recorded: no credential and a wrong one are told alike.
    pub(super) fn unauthenticated() -> Self {
        Self::Unauthorized(word("Couldn't authenticate you", None))
    }

    /// Recorded: an access token that is not valid has an error of its own.
    pub(super) fn invalid_token() -> Self {
        let Answer(mut told) = word("invalid_token", None);
        told.error_description =
            Some("The access token is expired, revoked, malformed or otherwise invalid.".into());
        Self::Unauthorized(Answer(told))
    }

    /// Recorded: the shape of a refusal for want of the role.
    pub(super) fn forbidden() -> Self {
        Self::Forbidden(titled(
            "Forbidden",
            "You do not have access to this page.".into(),
        ))
    }

    /// Recorded: a refusal for want of an OAuth scope has a description instead.
    pub(super) fn missing_scope(scope: &str) -> Self {
        Self::Forbidden(word(
            "Forbidden",
            Some(&format!(
                "You are missing the following required scopes: {scope}"
            )),
        ))
    }

    /// Inferred: the shape of a parameter that is not there.
    pub(super) fn parameter_missing(parameters: &str) -> Self {
        Self::BadRequest(word(
            "ParameterMissing",
            Some(&format!("Required parameter missing: {parameters}")),
        ))
    }

    /// Recorded on sibling operations: too many values name the limit twice.
    pub(super) fn too_many_values(parameter: &str, most: usize) -> Self {
        let told = format!("Parameter {parameter} cannot specify more than {most} values");
        let Answer(mut told) = word("TooManyValues", Some(&told));
        told.max_count = u32::try_from(most).ok();
        Self::BadRequest(Answer(told))
    }

    /// Documented for a sibling operation: a value of the wrong type names the attribute and the action.
    pub(super) fn invalid_attribute(attribute: &str, rule: &str, action: &str) -> Self {
        let message = format!(
            "You passed an invalid value for the {attribute} attribute. \
             Invalid parameter: {attribute} {rule} from {action}"
        );
        Self::BadRequest(titled("Invalid attribute", message))
    }

    /// Documented for a sibling operation: a brand that is refused.
    pub(super) fn invalid_brand(given: &str) -> Self {
        Self::BadRequest(word(&format!("Invalid brand_id parameter: {given}"), None))
    }

    /// Documented: ids and a brand are refused together. Inferred: the words.
    pub(super) fn brand_with_ids() -> Self {
        Self::BadRequest(word("brand_id cannot be combined with ids", None))
    }

    /// Recorded: a record that is not there, or no longer.
    pub(super) fn record_not_found() -> Self {
        Self::NotFound(word("RecordNotFound", Some("Not found")))
    }

    /// Inferred: a cursor that no page has given.
    pub(super) fn invalid_cursor(parameter: &str) -> Self {
        let told = format!("{parameter} is not a cursor of this list");
        Self::BadRequest(word("InvalidPaginationParameter", Some(&told)))
    }

    /// Recorded: what is not valid is told by member.
    pub(super) fn invalid(invalid: Invalid) -> Self {
        let Answer(mut told) = word("RecordInvalid", Some("Record validation errors"));
        let detail = Detail {
            description: invalid.description,
            error: invalid.error.map(str::to_owned),
        };
        told.details = Some([(invalid.member, vec![detail])].into());
        Self::Unprocessable(Answer(told))
    }

    /// Documented: too many jobs name those that are active. Inferred: the status.
    fn too_many_jobs(active: Vec<JobId>) -> Self {
        let told =
            format!("Too many {JOB_CLASS} jobs are currently queued or running. Try again later.");
        let Answer(mut told) = word("TooManyJobs", Some(&told));
        told.current_job_ids = Some(active.into_iter().map(|job| job.0).collect());
        Self::TooMany(Answer(told), RETRY_AFTER)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::TooManyActiveJobs { active, .. } => Self::too_many_jobs(active),
            Error::UnknownUsers(_) | Error::UnknownAccount => Self::record_not_found(),
            Error::Taken { identifier, .. } => Self::invalid(Invalid::taken(&identifier)),
            Error::Busy => Self::Unavailable(word(
                "DatabaseError",
                Some("The service is busy. Try again later."),
            )),
            Error::Internal(cause) => {
                tracing::error!(%cause, "the directory failed");
                Self::Internal(word("InternalError", Some("Something went wrong.")))
            }
        }
    }
}

/// Puts what the framework refused in Zendesk's words.
pub(super) fn refuse(asked: &Asked, refusal: Refusal) -> Response {
    let failure = match refusal {
        Refusal::NoCredential => Failure::unauthenticated(),
        // Recorded: the router knows no such endpoint, whatever the method.
        Refusal::UnknownPath | Refusal::WrongMethod { .. } => {
            Failure::NotFound(word("InvalidEndpoint", Some("Not found")))
        }
        Refusal::TooLarge { limit } => Failure::TooLarge(word(
            "RequestEntityTooLarge",
            Some(&format!("The body may have {limit} bytes at most")),
        )),
        Refusal::Body(BodyFault::Shape { path, reason }) => {
            Failure::invalid_attribute(&path, &reason, &action(asked))
        }
        Refusal::Body(fault) => {
            Failure::BadRequest(word("UnprocessableBody", Some(&fault.to_string())))
        }
        // The framework numbers the parameters of a path. There is only one that can be wrong, an id.
        Refusal::Parameter { name, .. } if name == "param0" => {
            Failure::invalid_attribute("id", "must be an integer", &action_on_record(asked))
        }
        Refusal::Parameter { name, .. } => {
            Failure::invalid_attribute(&name, "is not valid", &action(asked))
        }
        Refusal::Internal => {
            Failure::Internal(word("InternalError", Some("Something went wrong.")))
        }
    };
    failure.into_response()
}

/// What an operation on a whole resource is called in refusals.
fn action(asked: &Asked) -> String {
    let path = asked.uri.path().trim_start_matches('/');
    let resource = path.split('/').count() == 3;
    match asked.method.as_str() {
        "GET" if resource => format!("{path}/index"),
        "POST" if resource => format!("{path}/create"),
        _ => path.to_owned(),
    }
}

/// Documented by its example: an operation on one record is called by what it does to it.
fn action_on_record(asked: &Asked) -> String {
    let path = asked.uri.path().trim_start_matches('/');
    let resource = path.rsplit_once('/').map_or(path, |(resource, _)| resource);
    let verb = match asked.method.as_str() {
        "DELETE" => "destroy",
        "PUT" => "update",
        _ => "show",
    };
    format!("{resource}/{verb}")
}

/// Recorded: what every answer carries.
pub(super) fn finish(_asked: &Asked, response: &mut Response) {
    let cache = if response.status().is_success() {
        "max-age=0, private, must-revalidate"
    } else {
        "no-cache"
    };
    let has_body = response.status() != StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    if has_body {
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        );
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert("x-zendesk-api-version", HeaderValue::from_static("v2"));
}

/// Documented: how many jobs are left, on answers of operations that queue one.
pub(super) fn inflight(active: u32) -> String {
    format!(
        "total={MAX_ACTIVE_JOBS}; remaining={}; resets=60",
        MAX_ACTIVE_JOBS.saturating_sub(active)
    )
}
