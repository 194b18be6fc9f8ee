//! Absolute URLs in answers: clients follow them verbatim, so they are built from what was asked.

use poem::{
    FromRequest, Request, RequestBody,
    http::{header, uri::Scheme},
};

/// The scheme and host by which the client reached the server, such as `http://127.0.0.1:4010`.
#[derive(Debug, Clone)]
pub struct Origin(pub String);

impl<'a> FromRequest<'a> for Origin {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        let scheme = if *request.scheme() == Scheme::HTTPS {
            "https"
        } else {
            "http"
        };
        let host = request
            .header(header::HOST)
            .or_else(|| request.uri().host())
            .unwrap_or("127.0.0.1");
        Ok(Self(format!("{scheme}://{host}")))
    }
}
