//! A request or an answer taken to pieces, so that it can be bent and put together again.

use poem::{
    Body, Request, Response,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
};
use serde_json::Value;

use super::place::{Place, pointers};

/// What a request and an answer have in common, with the parts that only one of them has.
#[derive(Debug, Clone)]
pub(super) struct Message {
    method: Method,
    path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Message {
    pub(super) async fn of_request(request: Request) -> poem::Result<Self> {
        let (parts, body) = request.into_parts();
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self {
            method: parts.method,
            path: parts.uri.path().to_owned(),
            query: query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (name.to_owned(), value.to_owned())
                })
                .collect(),
            status: StatusCode::OK,
            headers: parts.headers,
            body: body.into_vec().await?,
        })
    }

    pub(super) async fn of_answer(answer: Response) -> poem::Result<Self> {
        let (parts, body) = answer.into_parts();
        Ok(Self {
            method: Method::GET,
            path: String::new(),
            query: Vec::new(),
            status: parts.status,
            headers: parts.headers,
            body: body.into_vec().await?,
        })
    }

    pub(super) fn request(mut self) -> Request {
        self.mend_length();
        let pairs: Vec<String> = self
            .query
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let text = if pairs.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, pairs.join("&"))
        };
        let uri: Uri = text.parse().unwrap_or_default();
        let mut request = Request::builder()
            .method(self.method)
            .uri(uri)
            .body(Body::from_vec(self.body));
        *request.headers_mut() = self.headers;
        request
    }

    pub(super) fn answer(mut self) -> Response {
        self.mend_length();
        let mut answer = Response::builder()
            .status(self.status)
            .body(Body::from_vec(self.body));
        *answer.headers_mut() = self.headers;
        answer
    }

    pub(super) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(super) fn set_json(&mut self, body: &Value) {
        self.body = body.to_string().into_bytes();
    }

    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.headers.insert(name, value);
        }
    }

    /// Everything at a place; a list in the query is one text with commas.
    pub(super) fn values(&self, place: &Place) -> Vec<Value> {
        match place {
            Place::Header(name) => {
                let found = self.headers.get(name).and_then(|value| value.to_str().ok());
                found.map(Value::from).into_iter().collect()
            }
            Place::Query(name) => {
                let named = self.query.iter().filter(|(known, _)| known == name);
                named
                    .map(|(_, value)| Value::from(value.as_str()))
                    .collect()
            }
            Place::Body(pattern) => {
                let Some(body) = self.json() else {
                    return Vec::new();
                };
                let pointers = pointers(&body, pattern);
                pointers
                    .iter()
                    .filter_map(|pointer| body.pointer(pointer).cloned())
                    .collect()
            }
        }
    }

    /// A body of another length than the message says would never be read to its end.
    fn mend_length(&mut self) {
        self.headers.remove(header::TRANSFER_ENCODING);
        if self.headers.remove(header::CONTENT_LENGTH).is_some() || !self.body.is_empty() {
            self.headers
                .insert(header::CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        }
    }
}
