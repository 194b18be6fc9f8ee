//! Every error Zendesk gives, and how refusals of the framework are put in its words.

use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use umbridge_directory::{Error, JobId, Timestamp};

use super::{
    faults,
    operations::{self, Operation},
    policy::RETRY_AFTER,
    wire::{Detail, ErrorBody, ErrorWord, PagingError, TitledError},
    writing::Invalid,
};
use crate::kit::{Answer, Asked, BodyFault, Refusal, rate::Allowance};

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
        /// How many jobs may be queued or running, and how many of those are left; where it is about jobs.
        #[oai(header = "zendesk-ratelimit-inflight-jobs")]
        Option<String>,
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
        error: Some(error),
        description: description.map(str::to_owned),
        ..ErrorBody::default()
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

    /// Inferred: a body that is not even JSON, or no object.
    fn unreadable(reason: &str) -> Self {
        Self::BadRequest(word("UnprocessableBody", Some(reason)))
    }

    /// Recorded: what is wrong with the paging of a list comes as a list of errors.
    fn invalid_paging(code: &str, title: &str, detail: String) -> Self {
        let (code, title) = (code.to_owned(), title.to_owned());
        Self::BadRequest(Answer(Box::new(ErrorBody {
            errors: Some(vec![PagingError {
                code,
                title,
                detail,
            }]),
            ..ErrorBody::default()
        })))
    }

    /// Recorded: the code. Inferred: that a cursor which no page has given is told by it.
    pub(super) fn invalid_cursor(parameter: &str) -> Self {
        let detail = format!("{parameter} is not a cursor of this list");
        Self::invalid_paging("InvalidPaginationParameter", "Invalid cursor", detail)
    }

    /// Recorded: pages by number end at a depth.
    pub(super) fn too_deep(most: u32) -> Self {
        let detail = format!("Numbered pages reach {most} records; use cursors to go on");
        Self::invalid_paging("InvalidPaginationDepth", "Page is too far", detail)
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

    /// Documented for the creation of many users. Inferred: the words.
    pub(super) fn no_bulk_import() -> Self {
        Self::Forbidden(word(
            "Forbidden",
            Some("Bulk import of users is not enabled for this account"),
        ))
    }

    /// Recorded: more users than can be created in one call are told without a count.
    pub(super) fn too_many_users(most: usize, done: &str) -> Self {
        let told = format!("Maximum {most} users may be {done} per call");
        Self::BadRequest(word("TooManyValues", Some(&told)))
    }

    /// Documented: a rate limit is told with the seconds to wait. Inferred: as JSON.
    pub(super) fn too_many_requests(what: &str, allowance: Allowance, now: Timestamp) -> Self {
        let wait = allowance.reset.seconds().saturating_sub(now.seconds());
        let told = format!("All {} {what} are used up", allowance.limit);
        Self::TooMany(
            word("APIRateLimitExceeded", Some(&told)),
            u32::try_from(wait.max(1)).unwrap_or(u32::MAX),
            None,
        )
    }

    /// Documented: too many jobs name those that are active. Inferred: the status.
    fn too_many_jobs(class: &str, active: Vec<JobId>) -> Self {
        let told =
            format!("Too many {class} jobs are currently queued or running. Try again later.");
        let Answer(mut told) = word("TooManyJobs", Some(&told));
        let count = u32::try_from(active.len()).unwrap_or(u32::MAX);
        told.current_job_ids = Some(active.into_iter().map(|job| job.0).collect());
        Self::TooMany(Answer(told), RETRY_AFTER, Some(inflight(count, count)))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::TooManyActiveJobs { class, active } => Self::too_many_jobs(&class, active),
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
        Refusal::Body(BodyFault::Shape { path, reason }) => match faults::told(&path, &reason) {
            (member, rule) if str::is_empty(&member) => {
                Failure::unreadable(&format!("the body {rule}"))
            }
            (member, rule) => Failure::invalid_attribute(&member, &rule, &place(asked)),
        },
        Refusal::Body(fault) => Failure::unreadable(&fault.to_string()),
        // The framework numbers the parameters of a path. There is only one that can be wrong, an id.
        Refusal::Parameter { name, .. } if name == "param0" => {
            Failure::invalid_attribute("id", "must be an integer", &place(asked))
        }
        // Recorded: brackets become dots.
        Refusal::Parameter { name, reason } => {
            let name = name.replace("[]", "").replace('[', ".").replace(']', "");
            let rule = match reason {
                number if number.contains("integer") => "must be an integer",
                flag if flag.contains("boolean") => "must be a boolean",
                _ => "is not valid",
            };
            Failure::invalid_attribute(&name, rule, &place(asked))
        }
        Refusal::Internal => {
            Failure::Internal(word("InternalError", Some("Something went wrong.")))
        }
    };
    failure.into_response()
}

/// What the operation is called in refusals.
fn place(asked: &Asked) -> String {
    operations::find(&asked.method, asked.uri.path()).map_or_else(
        || asked.uri.path().trim_start_matches('/').to_owned(),
        Operation::place,
    )
}

/// Documented: how many jobs of a class there may be, and how many are left.
pub(super) fn inflight(active: u32, most: u32) -> String {
    format!(
        "total={most}; remaining={}; resets=60",
        most.saturating_sub(active)
    )
}
