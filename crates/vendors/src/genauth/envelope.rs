//! The envelope of every answer, put together last: only then is it known in which language to speak.
//!
//! Operations and failures leave a [`Told`] with their response; [`finish`] writes it as the body.

use poem::{
    IntoResponse, Response,
    http::{HeaderValue, StatusCode, header},
};
use poem_openapi::{
    ApiResponse, Object,
    registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry},
    types::ToJSON,
};
use serde_json::Value;
use uuid::Uuid;

use super::message::{Language, Message};
use crate::kit::Asked;

const SUCCESS: u16 = 200;

/// Documented: the example's word. Recorded: the Chinese one.
const SUCCEEDED: Message = Message::fixed("Success", "操作成功");

const JSON: &str = "application/json; charset=utf-8";

/// What an answer says, before it is written.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// The business status, 200 for success.
    pub(super) status: u16,
    /// A number for the exact error, on failures that have one.
    pub(super) api_code: Option<u16>,
    /// A sentence about it.
    pub(super) message: Message,
    /// What was asked for, on success.
    pub(super) data: Option<Value>,
}

/// How an answer begins, and all there is of a failure.
#[derive(Debug, Object)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
pub(super) struct CommonResponseDto {
    /// The business status; 200 means that it worked, whatever the HTTP status says.
    pub(super) status_code: u16,
    /// A sentence about it, in the language asked for.
    pub(super) message: String,
    /// A number for the exact error; absent on success and where an error has none.
    pub(super) api_code: Option<u16>,
    /// The id of the request, a UUID.
    pub(super) request_id: String,
}

/// What a caller is told who asks too often.
#[derive(Debug, Object)]
#[oai(rename_all = "camelCase")]
pub(super) struct ThrottledDto {
    /// The business status, 429.
    status_code: u16,
    /// A sentence about it, in the language asked for.
    message: String,
}

/// What stands in `data`, and what the vendor calls the envelope around it.
pub(super) trait Data: ToJSON {
    /// The name of the envelope's schema.
    const ENVELOPE: &'static str;
}

/// Success with its data.
#[derive(Debug)]
pub(super) struct Reply<T>(pub(super) T);

impl<T: Data> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        let mut response = Response::default();
        response.set_data(Told {
            status: SUCCESS,
            api_code: None,
            message: SUCCEEDED,
            data: self.0.to_json(),
        });
        response
    }
}

/// Recorded: one HTTP status for success and failure, told apart by `statusCode`.
const DESCRIPTION: &str = "\
`statusCode` 200 with `data`, or a failure without `data`:\n\n\
- 400: a parameter is missing, malformed, or names too many users\n\
- 401: no valid credential, or one of another user pool (`apiCode` 2020; 1300 to 1306 for signatures)\n\
- 403: the access key's secret is wrong (2333)\n\
- 404: no such user (2004), access key (2224) or path\n\
- 409: a name is taken by another user (2026)\n\
- 413: the request body is too large\n\
- 422: the request cannot be carried out as it stands\n\
- 500: something failed at the server\n\
- 501: a parameter is not supported\n\
- 503: the server cannot answer now\n\n\
A user pool that mirrors business statuses sends failures with the same HTTP status instead.";

impl<T: Data> ApiResponse for Reply<T> {
    fn meta() -> MetaResponses {
        let content = vec![MetaMediaType {
            content_type: "application/json",
            schema: MetaSchemaRef::Reference(T::ENVELOPE.to_owned()),
        }];
        MetaResponses {
            responses: vec![MetaResponse {
                description: DESCRIPTION,
                status: Some(SUCCESS),
                status_range: None,
                content,
                headers: Vec::new(),
            }],
        }
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(T::ENVELOPE.to_owned(), |registry| {
            T::register(registry);
            let data = match T::schema_ref() {
                // What is referred to says itself what it is.
                reference @ MetaSchemaRef::Reference(_) => reference,
                inline => inline.merge(MetaSchema {
                    description: Some("What was asked for."),
                    ..MetaSchema::ANY
                }),
            };
            let heading = registry.create_fake_schema::<CommonResponseDto>();
            let mut envelope = MetaSchema {
                title: Some(T::ENVELOPE.to_owned()),
                description: Some("The envelope of an answer; a failure has no `data`."),
                ..heading
            };
            envelope.properties.push(("data", data));
            envelope
        });
    }
}

/// Writes the body of an answer, in the language of its request.
pub(super) fn finish(asked: &Asked, response: &mut Response) {
    let Some(told) = response.data::<Told>() else {
        return;
    };
    let body = told.render(Language::of(&asked.headers));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
    response.set_body(body);
}

impl Told {
    fn render(&self, language: Language) -> String {
        let status_code = self.status;
        let message = self.message.text(language).to_owned();
        // Recorded: no `requestId` here.
        if status_code == StatusCode::TOO_MANY_REQUESTS.as_u16() {
            let throttled = ThrottledDto {
                status_code,
                message,
            };
            return throttled.to_json_string();
        }
        let heading = CommonResponseDto {
            status_code,
            message,
            api_code: self.api_code,
            // Documented: on failures. The example shows one on a success, so that every answer has one.
            request_id: Uuid::new_v4().to_string(),
        };
        let mut body = heading.to_json().unwrap_or_default();
        if let (Some(members), Some(data)) = (body.as_object_mut(), &self.data) {
            members.insert("data".to_owned(), data.clone());
        }
        body.to_string()
    }
}
