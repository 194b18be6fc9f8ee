//! Every error GenAuth gives, and how refusals of the framework are put in its words.
//!
//! There is one HTTP status for nearly all of them, so a failure is a business status with a sentence
//! rather than a variant per HTTP status.

use poem::{IntoResponse, Response, http::StatusCode};
use poem_openapi::{
    ApiResponse,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
};
use umbridge_directory::Error;

use super::{
    code::{ApiCode, Class},
    envelope::{CommonResponseDto, ThrottledDto, Told},
    message::Message,
    settings::{HttpStatus, Settings},
};
use crate::kit::{Asked, BodyFault, Refusal};

/// An answer that is not a success.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    class: Class,
    api_code: Option<ApiCode>,
    message: Message,
    /// How the pool wants its failures sent, where the request does not tell which pool it is.
    sent: Option<HttpStatus>,
}

impl Failure {
    fn new(class: Class, api_code: Option<ApiCode>, message: Message) -> Self {
        Self {
            class,
            api_code,
            message,
            sent: None,
        }
    }

    /// Recorded: missing, empty and ill-formed parameters are told alike.
    pub(super) fn bad_parameter(names: &str) -> Self {
        let message = Message::about_parameter(names);
        Self::new(Class::InvalidArgument, None, message)
    }

    /// A rule about the request that is stated in English only.
    pub(super) fn broken_rule(rule: impl Into<String>) -> Self {
        let message = Message::english_only(rule.into());
        Self::new(Class::InvalidArgument, None, message)
    }

    /// Inferred: a value of a custom field that several users share names nobody in particular.
    pub(super) fn ambiguous_user() -> Self {
        let message = Message::fixed(
            "Several users have this value of the custom field",
            "多个用户的自定义字段值相同",
        );
        Self::new(Class::InvalidOperation, None, message)
    }

    /// Recorded: the Chinese sentence.
    pub(super) fn throttled() -> Self {
        let message = Message::fixed(
            "Your requests exceed the limit, try again later",
            "您的请求已超过最大数量限制，请稍后重试",
        );
        Self::new(Class::Throttle, None, message)
    }

    fn unknown_path(asked: &Asked) -> Self {
        let told = format!("Cannot {} {}", asked.method, asked.uri.path());
        Self::new(Class::NotFound, None, Message::english_only(told))
    }

    fn too_large(limit: usize) -> Self {
        let told = format!("The request body may have {limit} bytes at most");
        Self::new(Class::PayloadTooLarge, None, Message::english_only(told))
    }

    /// Inferred: what the emulator does not do is refused rather than passed over.
    pub(super) fn unsupported(parameter: &str) -> Self {
        let told = format!("{parameter} is not supported");
        Self::new(Class::Unsupported, None, Message::english_only(told))
    }

    fn internal() -> Self {
        let message = Message::fixed("Something went wrong", "服务器内部错误");
        Self::new(Class::Server, None, message)
    }

    /// The same failure, sent the way of a pool that the request itself does not tell.
    pub(super) fn of_pool(self, settings: &Settings) -> Self {
        Self {
            sent: Some(settings.http_status),
            ..self
        }
    }
}

impl From<ApiCode> for Failure {
    fn from(api_code: ApiCode) -> Self {
        Self::new(api_code.class(), Some(api_code), api_code.message())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownUsers(_) => ApiCode::UnknownUser.into(),
            Error::UnknownAccount => ApiCode::UnknownPool.into(),
            Error::Taken { .. } => ApiCode::UserExists.into(),
            // No operation queues jobs.
            Error::TooManyActiveJobs { .. } => Self::throttled(),
            Error::Busy => {
                let message = Message::fixed("Busy, try again later", "服务繁忙，请稍后重试");
                Self::new(Class::Unavailable, None, message)
            }
            Error::Internal(cause) => {
                tracing::error!(%cause, "the directory failed");
                Self::internal()
            }
        }
    }
}

impl From<Failure> for poem::Error {
    fn from(failure: Failure) -> Self {
        // Recorded: HTTP 200, also for failures, except for who asks too often.
        let status = match failure.class {
            Class::Throttle => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::OK,
        };
        let mut error = Self::from_response(status.into_response());
        error.set_data(Told {
            status: failure.class as u16,
            api_code: failure.api_code.map(|code| code as u16),
            message: failure.message,
            data: None,
        });
        if let Some(sent) = failure.sent {
            error.set_data(sent);
        }
        error
    }
}

impl ApiResponse for Failure {
    fn meta() -> MetaResponses {
        let response = |status, description, schema| MetaResponse {
            description,
            status,
            status_range: None,
            content: vec![MetaMediaType {
                content_type: "application/json",
                schema,
            }],
            headers: Vec::new(),
        };
        let throttled = "Too many requests: the one failure with an HTTP status of its own.";
        let mirrored = "A failure of a user pool that mirrors `statusCode` as the HTTP status.";
        MetaResponses {
            responses: vec![
                response(Some(429), throttled, ThrottledDto::schema_ref()),
                response(None, mirrored, CommonResponseDto::schema_ref()),
            ],
        }
    }

    fn register(registry: &mut Registry) {
        ThrottledDto::register(registry);
        CommonResponseDto::register(registry);
    }
}

/// Puts what the framework refused in GenAuth's words.
pub(super) fn refuse(asked: &Asked, refusal: Refusal) -> Response {
    let failure = match refusal {
        Refusal::NoCredential => ApiCode::NotLoggedIn.into(),
        // Inferred: the classes know no wrong method, so that it is told as a path that is not there.
        Refusal::UnknownPath | Refusal::WrongMethod { .. } => Failure::unknown_path(asked),
        Refusal::TooLarge { limit } => Failure::too_large(limit),
        Refusal::Body(BodyFault::Shape { path, reason }) => match parameter(&path, &reason) {
            Some(name) => Failure::bad_parameter(&name),
            None => Failure::broken_rule(format!("Request body: {reason}")),
        },
        Refusal::Body(fault) => Failure::broken_rule(format!("Request body: {fault}")),
        Refusal::Parameter { name, .. } => Failure::bad_parameter(&name),
        Refusal::Internal => Failure::internal(),
    };
    poem::Error::from(failure).into_response()
}

/// Recorded: a parameter is told by its own name alone, without what it lies in or its position in a list.
fn parameter(path: &str, reason: &str) -> Option<String> {
    let missing = reason
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next());
    let last = path
        .rsplit('.')
        .next()
        .and_then(|last| last.split('[').next());
    missing
        .or(last)
        .filter(|name| !str::is_empty(name))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[rstest::rstest]
    #[case::member("userIds", "invalid type", Some("userIds"))]
    #[case::entry("userIds[3]", "invalid type", Some("userIds"))]
    #[case::nested("options.userIdType", "unknown variant", Some("userIdType"))]
    #[case::in_a_list("list[0].email", "invalid type", Some("email"))]
    #[case::missing(".", "missing field `userIds`", Some("userIds"))]
    #[case::missing_in_a_list("list[0]", "missing field `provider`", Some("provider"))]
    #[case::whole_body(".", "invalid type: sequence", None)]
    fn parameters_are_told_by_their_own_name(
        #[case] path: &str,
        #[case] reason: &str,
        #[case] expected: Option<&str>,
    ) {
        assert_eq!(parameter(path, reason).as_deref(), expected);
    }
}
