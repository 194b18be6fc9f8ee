//! The test bench of dialects: one vendor on its seed, asked in-process, with the clock standing still.

use poem::{
    Endpoint, Request, Response,
    endpoint::BoxEndpoint,
    http::{HeaderMap, Method, StatusCode},
};
use serde_json::{Map, Value, json};
use umbridge_directory::{Clock, Database, Directory, Timestamp};

use crate::Vendor;

/// Bodies above this are refused on the bench.
pub(crate) const BODY_LIMIT: usize = 1 << 20;

pub(crate) struct Bench {
    pub(crate) directory: Directory,
    endpoint: BoxEndpoint<'static, Response>,
}

impl Bench {
    pub(crate) async fn new(vendor: &Vendor) -> Self {
        let clock = Clock::held(Timestamp::parse("2026-05-04T09:30:11Z").expect("a moment"));
        let directory = Directory::open(Database::Temporary, clock)
            .await
            .expect("a directory");
        directory.seed(&(vendor.seed)()).await.expect("a seed");
        let endpoint = (vendor.endpoint)(&directory, BODY_LIMIT);
        Self {
            directory,
            endpoint,
        }
    }

    /// Starts a request; `target` is a path with its query.
    pub(crate) fn ask(&self, method: &str, target: &str) -> Ask<'_> {
        let request = Request::builder()
            .method(method.parse::<Method>().expect("a method"))
            .uri_str(target)
            .header("host", "127.0.0.1:4010");
        Ask {
            bench: self,
            request,
        }
    }
}

pub(crate) struct Ask<'b> {
    bench: &'b Bench,
    request: poem::RequestBuilder,
}

impl Ask<'_> {
    pub(crate) fn header(self, name: &str, value: &str) -> Self {
        Self {
            request: self.request.header(name, value),
            ..self
        }
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub(crate) fn basic(self, user: &str, secret: &str) -> Self {
        let pair = base64::Engine::encode(
            &base64::engine::general_purpose::STANDARD,
            format!("{user}:{secret}"),
        );
        self.header("authorization", &format!("Basic {pair}"))
    }

    pub(crate) async fn json(self, body: &Value) -> Told {
        self.header("content-type", "application/json")
            .body(body.to_string())
            .await
    }

    pub(crate) async fn body(self, body: impl Into<Vec<u8>>) -> Told {
        let request = self.request.body(body.into());
        Told::by(self.bench.endpoint.get_response(request).await).await
    }

    pub(crate) async fn send(self) -> Told {
        self.body(Vec::new()).await
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body as JSON; null where there is none.
    pub(crate) body: Value,
}

impl Told {
    async fn by(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.into_vec().await.expect("a body");
        let body = if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes)
                .unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes)))
        };
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Status, the named headers and the body as one value to take a snapshot of.
    pub(crate) fn shown(&self, headers: &[&str]) -> Value {
        let shown: Map<String, Value> = headers
            .iter()
            .map(|name| ((*name).to_owned(), json!(self.header(name))))
            .collect();
        json!({"status": self.status.as_u16(), "headers": shown, "body": self.body})
    }
}
