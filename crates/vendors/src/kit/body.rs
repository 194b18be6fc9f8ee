//! The request body: received once, read as typed JSON by whoever wants it.

use bytes::Bytes;
use poem::{Request, RequestBody, http::StatusCode, web::headers::HeaderMapExt};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use serde::de::DeserializeOwned;

use super::{
    json::{self, SyntaxFault},
    shape::{self, ShapeFault},
};

/// The bytes of the body, put on every request by the mount within the size limit.
#[derive(Debug, Clone)]
pub struct Received(pub Bytes);

impl Received {
    /// The bytes of a request's body; empty where the mount put none.
    pub fn of(request: &Request) -> Bytes {
        request
            .data::<Self>()
            .map_or_else(Bytes::new, |received| received.0.clone())
    }
}

/// Why a body could not be read as what the operation wants.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyFault {
    /// There is no body.
    #[error("the body is empty")]
    Empty,
    /// The operation insists on JSON and the content type says something else, or nothing.
    #[error("the content type is not JSON")]
    MediaType,
    /// The text is not JSON that can be acted upon.
    #[error("{} at line {}, column {}", .0.reason, .0.line, .0.column)]
    Syntax(SyntaxFault),
    /// It is JSON of another shape.
    #[error("{path}: {reason}")]
    Shape {
        /// Which member is wrong, such as `user_ids[0]`; `.` for the whole body.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl poem::error::ResponseError for BodyFault {
    fn status(&self) -> StatusCode {
        match self {
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

/// A JSON body of the documented shape `T`, read by serde so that no value is bent into another type.
///
/// With `STRICT`, a content type other than JSON is refused; without, it is not looked at.
#[derive(Debug)]
pub struct JsonBody<T, const STRICT: bool = false>(pub T);

/// Reads bytes as `T`, first for syntax, then for shape.
///
/// # Errors
///
/// [`BodyFault::Empty`], [`BodyFault::Syntax`] or [`BodyFault::Shape`].
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BodyFault> {
    if bytes.is_empty() {
        return Err(BodyFault::Empty);
    }
    let value = json::read(bytes).map_err(BodyFault::Syntax)?;
    shape::read(value).map_err(|ShapeFault { path, reason }| BodyFault::Shape { path, reason })
}

/// Whether the content type of a request is JSON, by whatever name and with whatever parameters.
pub fn says_json(request: &Request) -> bool {
    let Some(content_type) = request
        .headers()
        .typed_get::<poem::web::headers::ContentType>()
    else {
        return false;
    };
    let media = content_type.to_string();
    let essence = media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

impl<'a, T: DeserializeOwned + Type, const STRICT: bool> ApiExtractor<'a> for JsonBody<T, STRICT> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType {
            content_type: "application/json",
            schema: T::schema_ref(),
        }];
        Some(MetaRequest {
            description: None,
            content,
            required: T::IS_REQUIRED,
        })
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let Received(bytes) = request
            .data::<Received>()
            .cloned()
            .unwrap_or(Received(Bytes::new()));
        if STRICT && !bytes.is_empty() && !says_json(request) {
            return Err(BodyFault::MediaType.into());
        }
        Ok(Self(parse(&bytes)?))
    }
}
