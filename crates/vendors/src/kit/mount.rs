//! Putting a dialect on the server: the one place where a vendor's operations meet the framework.
//!
//! On the way in, the path is brought to its documented form and the body is received within its limit. On
//! the way out, whatever the framework refused and whatever panicked is put in the vendor's words.

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use futures_util::{FutureExt, StreamExt};
use poem::{
    Body, Endpoint, EndpointExt, IntoEndpoint, Request, Response,
    endpoint::BoxEndpoint,
    http::{HeaderMap, Method, Uri},
};
use poem_openapi::{OpenApi, OpenApiService};
use umbridge_directory::Directory;

use super::{Received, Refusal, path, rate::Buckets, spec};

/// Bytes of an over-long body that are still read, so that the sender gets to see the refusal.
const DRAINED: usize = 64 << 20;

/// What was asked, for refusals that quote it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The method.
    pub method: Method,
    /// The path and query, in their documented form.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
}

/// The path as the client wrote it: data of requests whose path was brought to its documented form.
#[derive(Debug, Clone)]
pub struct Written(pub String);

/// What a vendor adds to its operations.
#[derive(Clone, Copy)]
pub struct Dialect {
    /// Brings a path that means the same to its documented form; `None` where it already has it.
    pub rewrite: fn(&str) -> Option<String>,
    /// Puts a refusal in the vendor's words.
    pub refuse: fn(&Asked, Refusal) -> Response,
    /// Puts what every answer of the vendor carries.
    pub finish: fn(&Asked, &mut Response),
    /// Renders the vendor's document, where a 405 finds the methods of a path.
    pub spec: fn() -> String,
}

/// Mounts the operations of one vendor; `body_limit` is in bytes.
///
/// # Panics
///
/// Panics if two operations or schemas of the service clash: a defect that every test of the vendor meets.
pub fn mount<A: OpenApi + 'static>(
    service: OpenApiService<A, ()>,
    dialect: Dialect,
    directory: &Directory,
    body_limit: usize,
) -> BoxEndpoint<'static, Response> {
    let inner = service
        .into_endpoint()
        .data(directory.clone())
        .data(Arc::new(Buckets::default()))
        .map_to_response();
    let endpoint = Mounted {
        inner,
        dialect,
        body_limit,
        methods: OnceLock::new(),
    };
    endpoint.boxed()
}

struct Mounted<E> {
    inner: E,
    dialect: Dialect,
    body_limit: usize,
    /// Read from the document when first needed, which most runs never do.
    methods: OnceLock<Vec<(String, String)>>,
}

impl<E: Endpoint<Output = Response>> Endpoint for Mounted<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let given = request.uri().path();
        let single = path::single_slash(given);
        let documented =
            (self.dialect.rewrite)(single).or_else(|| (single != given).then(|| single.to_owned()));
        if let Some(path) = documented {
            let written = Written(single.to_owned());
            request.extensions_mut().insert(written);
            *request.uri_mut() = with_path(request.uri(), &path);
        }
        let asked = Asked {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
        };
        let mut response = match self.answer(&asked, request).await {
            Ok(response) => response,
            Err(error) if error.is_from_response() => error.into_response(),
            Err(error) => {
                let refusal = Refusal::of(&error, || self.allow(asked.uri.path()));
                if refusal == Refusal::Internal {
                    tracing::error!(path = asked.uri.path(), %error, "a request failed");
                }
                (self.dialect.refuse)(&asked, refusal)
            }
        };
        (self.dialect.finish)(&asked, &mut response);
        Ok(response)
    }
}

impl<E: Endpoint<Output = Response>> Mounted<E> {
    async fn answer(&self, asked: &Asked, mut request: Request) -> poem::Result<Response> {
        match receive(request.take_body(), self.body_limit).await {
            Ok(Some(bytes)) => {
                request.extensions_mut().insert(Received(bytes));
            }
            Ok(None) => {
                return Ok((self.dialect.refuse)(
                    asked,
                    Refusal::TooLarge {
                        limit: self.body_limit,
                    },
                ));
            }
            Err(error) => return Err(poem::error::InternalServerError(error)),
        }
        match AssertUnwindSafe(self.inner.call(request))
            .catch_unwind()
            .await
        {
            Ok(answered) => answered,
            Err(panic) => {
                let cause = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
                let cause = cause.or_else(|| panic.downcast_ref::<String>().cloned());
                tracing::error!(path = asked.uri.path(), ?cause, "an operation panicked");
                Ok((self.dialect.refuse)(asked, Refusal::Internal))
            }
        }
    }

    /// The methods of a path, from the vendor's own document.
    fn allow(&self, path: &str) -> String {
        let methods = self
            .methods
            .get_or_init(|| spec::methods(&(self.dialect.spec)()));
        spec::allowed(methods, path).join(", ")
    }
}

/// The body, or `None` where it is longer than `limit`.
async fn receive(body: Body, limit: usize) -> Result<Option<Bytes>, std::io::Error> {
    let mut stream = body.into_bytes_stream();
    let Some(first) = stream.next().await.transpose()? else {
        return Ok(Some(Bytes::new()));
    };
    let mut seen = first.len();
    // Most bodies are one chunk, which needs no copy.
    let Some(second) = stream.next().await.transpose()? else {
        return Ok((seen <= limit).then_some(first));
    };
    let mut kept = Vec::with_capacity(first.len() + second.len());
    kept.extend_from_slice(&first);
    let mut next = Some(second);
    while let Some(chunk) = next {
        seen += chunk.len();
        if seen <= limit {
            kept.extend_from_slice(&chunk);
        } else if seen > DRAINED {
            break;
        }
        next = stream.next().await.transpose()?;
    }
    Ok((seen <= limit).then(|| kept.into()))
}

fn with_path(uri: &Uri, path: &str) -> Uri {
    let text = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    text.parse().unwrap_or_else(|_| uri.clone())
}

#[cfg(test)]
mod tests {
    use poem::{IntoResponse, Request, endpoint::BoxEndpoint, http::StatusCode, web::Data};
    use poem_openapi::{OpenApi, OpenApiService, payload::PlainText};
    use umbridge_directory::{Clock, Database, Directory};

    use super::{Dialect, Endpoint, Response, Written, mount};

    struct Trial;

    #[OpenApi]
    impl Trial {
        #[oai(path = "/panic", method = "get")]
        async fn panic(&self) {
            panic!("on purpose");
        }

        #[oai(path = "/documented", method = "get")]
        async fn documented(&self, written: Option<Data<&Written>>) -> PlainText<String> {
            PlainText(written.map_or_else(|| "as it is".to_owned(), |path| path.0.0.clone()))
        }
    }

    async fn mounted() -> BoxEndpoint<'static, Response> {
        let directory = Directory::open(Database::Temporary, Clock::system())
            .await
            .expect("a directory");
        let dialect = Dialect {
            rewrite: |path| (path == "/alias").then(|| "/documented".to_owned()),
            refuse: |_, refusal| {
                format!("{refusal:?}")
                    .with_status(StatusCode::IM_A_TEAPOT)
                    .into_response()
            },
            finish: |_, _| {},
            spec: String::new,
        };
        mount(OpenApiService::new(Trial, "t", "1"), dialect, &directory, 1)
    }

    async fn ask(endpoint: &BoxEndpoint<'static, Response>, target: &str) -> (u16, String) {
        let response = endpoint
            .get_response(Request::builder().uri_str(target).finish())
            .await;
        (
            response.status().as_u16(),
            response.into_body().into_string().await.expect("text"),
        )
    }

    #[tokio::test]
    async fn a_panic_is_told_in_the_vendors_words_and_the_next_request_is_answered() {
        let endpoint = mounted().await;
        assert_eq!(ask(&endpoint, "/panic").await, (418, "Internal".to_owned()));
        assert_eq!(ask(&endpoint, "/documented").await.0, 200);
    }

    #[tokio::test]
    async fn an_operation_knows_how_its_path_was_written() {
        let endpoint = mounted().await;
        assert_eq!(ask(&endpoint, "/alias?q=1").await.1, "/alias");
        assert_eq!(ask(&endpoint, "/documented").await.1, "as it is");
    }
}
