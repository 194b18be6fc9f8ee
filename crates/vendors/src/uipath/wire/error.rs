//! What is sent instead of a success: four shapes, by who refuses.

use std::collections::BTreeMap;

use poem::{IntoResponse, Response, http::header};
use poem_openapi::{
    Object,
    payload::Payload,
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ToJSON, Type},
};

use super::UserDto;

/// A problem that the framework found with a request.
#[derive(Debug, Object)]
#[oai(
    rename = "ProblemDetails",
    rename_all = "camelCase",
    skip_serializing_if_is_none
)]
pub(crate) struct Problem {
    /// What is wrong with each value, by the path of the value; empty for the whole body.
    pub(crate) errors: Option<BTreeMap<String, Vec<String>>>,
    /// A link to what the status means.
    pub(crate) r#type: String,
    /// The kind of problem.
    pub(crate) title: String,
    /// The HTTP status.
    pub(crate) status: i32,
    /// The W3C trace context of the request.
    pub(crate) trace_id: String,
}

/// What became of a change to users.
#[derive(Debug, Object)]
pub(crate) struct IdentityResult {
    /// Whether the change was made.
    pub(crate) succeeded: bool,
    /// Why it was not.
    pub(crate) errors: Vec<IdentityError>,
}

/// Why a change to users was not made.
#[derive(Debug, Object)]
pub(crate) struct IdentityError {
    /// A word for it.
    pub(crate) code: String,
    /// A sentence about it.
    pub(crate) description: String,
}

/// The users that were created, or why none was.
#[derive(Debug, Object)]
pub(crate) struct BulkCreateResult {
    /// What became of the request.
    pub(crate) result: IdentityResult,
    /// The users that were created.
    pub(crate) users: Vec<UserDto>,
}

/// A refusal for want of a scope.
#[derive(Debug, Object)]
#[oai(rename_all = "camelCase")]
pub(crate) struct ErrorMessage {
    /// Which scopes the token has and which are expected.
    pub(crate) error_message: String,
}

impl IdentityResult {
    /// The change was made.
    pub(crate) fn success() -> Self {
        Self {
            succeeded: true,
            errors: Vec::new(),
        }
    }

    /// The change was not made.
    pub(crate) fn failure(errors: Vec<IdentityError>) -> Self {
        Self {
            succeeded: false,
            errors,
        }
    }
}

/// A [`Problem`] under its own media type.
#[derive(Debug)]
pub(crate) struct ProblemBody(pub(crate) Box<Problem>);

impl Payload for ProblemBody {
    const CONTENT_TYPE: &'static str = "application/problem+json";

    fn schema_ref() -> MetaSchemaRef {
        Problem::schema_ref()
    }

    fn register(registry: &mut Registry) {
        Problem::register(registry);
    }
}

impl IntoResponse for ProblemBody {
    fn into_response(self) -> Response {
        Response::builder()
            .header(header::CONTENT_TYPE, Self::CONTENT_TYPE)
            .body(self.0.to_json_string())
    }
}

/// The bodies of a 400: the framework's for values it cannot read, the service's for what it will not do.
///
/// The framework knows one media type a status; [`super::super::document`] tells them apart in the document.
#[derive(Debug)]
pub(crate) enum BadRequest {
    /// Values cannot be read.
    Problem(ProblemBody),
    /// The change cannot be made.
    Refused(IdentityResult),
    /// The users cannot be created.
    NotCreated(BulkCreateResult),
}

impl BadRequest {
    /// The name of its schema, until the document is mended.
    pub(crate) const SCHEMA: &'static str = "BadRequest";
}

impl Payload for BadRequest {
    const CONTENT_TYPE: &'static str = "application/json";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(Self::SCHEMA.to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(Self::SCHEMA.to_owned(), |registry| {
            Problem::register(registry);
            IdentityResult::register(registry);
            BulkCreateResult::register(registry);
            MetaSchema::ANY
        });
    }
}

impl IntoResponse for BadRequest {
    fn into_response(self) -> Response {
        let body = match self {
            Self::Problem(problem) => return problem.into_response(),
            Self::Refused(result) => result.to_json_string(),
            Self::NotCreated(result) => result.to_json_string(),
        };
        Response::builder()
            .header(header::CONTENT_TYPE, Self::CONTENT_TYPE)
            .body(body)
    }
}
