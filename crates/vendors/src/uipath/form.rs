//! A body that is a form.

use poem::{Body, FromRequest, Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use serde::de::DeserializeOwned;

use super::token::Refused;
use crate::kit::Received;

/// A form with the documented fields of `T`; what is not such a form is refused as OAuth refuses it.
#[derive(Debug)]
pub(super) struct Form<T>(pub(super) T);

impl<'a, T: DeserializeOwned + Type> ApiExtractor<'a> for Form<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType {
            content_type: "application/x-www-form-urlencoded",
            schema: T::schema_ref(),
        }];
        Some(MetaRequest {
            description: None,
            content,
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = Received::of(request);
        let mut body = RequestBody::new(Body::from(bytes));
        let read = <poem::web::Form<T> as FromRequest>::from_request(request, &mut body).await;
        let poem::web::Form(form) = read.map_err(|_| Refused::invalid_request())?;
        Ok(Self(form))
    }
}
