//! Who asks: the first argument of an operation, so that a refused caller learns nothing about the request.

use std::future::Future;

use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaSecurityScheme, Registry},
};
use umbridge_directory::Directory;

use super::Received;

/// A vendor's way to recognise callers.
pub trait Authenticate: Sized + Send {
    /// The schemes as OpenAPI describes them, each an alternative.
    fn schemes() -> Vec<(&'static str, MetaSecurityScheme)>;

    /// Finds out who asks.
    ///
    /// # Errors
    ///
    /// The vendor's failure for a caller it does not know.
    fn authenticate(
        request: &Request,
        body: &[u8],
        directory: &Directory,
    ) -> impl Future<Output = poem::Result<Self>> + Send;
}

/// The caller of an operation, authenticated.
#[derive(Debug)]
pub struct Auth<C>(pub C);

impl<'a, C: Authenticate> ApiExtractor<'a> for Auth<C> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        for (name, scheme) in C::schemes() {
            registry.create_security_scheme(name, scheme);
        }
    }

    fn security_schemes() -> Vec<&'static str> {
        C::schemes().into_iter().map(|(name, _)| name).collect()
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let directory = request
            .data::<Directory>()
            .expect("every vendor is mounted with its directory");
        let body: &[u8] = request
            .data::<Received>()
            .map_or(&[], |received| &received.0);
        C::authenticate(request, body, directory).await.map(Self)
    }
}

/// The two halves of a Basic credential, where the request has a well-formed one.
pub fn basic(request: &Request) -> Option<(String, String)> {
    let encoded = scheme(request, "basic")?;
    let decoded =
        base64::Engine::decode(&base64::engine::general_purpose::STANDARD, encoded).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    text.split_once(':')
        .map(|(user, secret)| (user.to_owned(), secret.to_owned()))
}

/// The token of a Bearer credential, where the request has one.
pub fn bearer(request: &Request) -> Option<&str> {
    scheme(request, "bearer")
}

/// What follows the scheme word (given in lower case) in the `Authorization` header.
pub fn scheme<'r>(request: &'r Request, word: &str) -> Option<&'r str> {
    let (scheme, rest) = request.header("authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case(word).then(|| rest.trim())
}

/// A scheme of HTTP authentication (`basic`, `bearer`) for [`Authenticate::schemes`].
pub fn http_scheme(word: &'static str, description: &'static str) -> MetaSecurityScheme {
    MetaSecurityScheme {
        scheme: Some(word),
        description: Some(description),
        ..plain("http")
    }
}

/// A key in a header, query or cookie for [`Authenticate::schemes`].
pub fn key_scheme(
    place: &'static str,
    name: &'static str,
    description: &'static str,
) -> MetaSecurityScheme {
    MetaSecurityScheme {
        key_in: Some(place),
        name: Some(name),
        description: Some(description),
        ..plain("apiKey")
    }
}

fn plain(ty: &'static str) -> MetaSecurityScheme {
    MetaSecurityScheme {
        ty,
        description: None,
        name: None,
        key_in: None,
        scheme: None,
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    }
}
