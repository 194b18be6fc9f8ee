//! Pages for people: what this is, and the documents to try out. Everything is embedded; the policy in
//! every page's header keeps it from asking any other host.

mod documents;
mod home;

use poem::{EndpointExt, IntoResponse, Response, Route, get, handler, http::StatusCode, web::Path};
use serde_json::json;

use crate::Mutant;

const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/// Everything that is not a vendor's.
pub(crate) fn endpoint(mutant: Option<&Mutant>) -> impl poem::Endpoint<Output = Response> + use<> {
    Route::new()
        .at("/", get(home::page))
        .at("/docs", get(documents::page))
        .at("/docs/:asset", get(documents::asset))
        .at("/openapi/:file", get(spec))
        .catch_all_error(|error: poem::Error| async move {
            let body = json!({"error": error.status().canonical_reason(), "message": "No vendor has this path."});
            poem::web::Json(body).with_status(error.status()).into_response()
        })
        .data(home::Warning::of(mutant))
        .map_to_response()
}

/// The document of a vendor, as committed.
#[handler]
fn spec(Path(file): Path<String>) -> Response {
    let name = file.strip_suffix(".json");
    match umbridge_vendors::VENDORS
        .iter()
        .find(|vendor| name == Some(vendor.name))
    {
        Some(vendor) => (vendor.spec)()
            .with_content_type("application/json")
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A page or asset with the policy that keeps it at home.
fn kept_at_home(content_type: &str, body: impl Into<poem::Body>) -> Response {
    let body: poem::Body = body.into();
    body.with_content_type(content_type)
        .with_header("Content-Security-Policy", POLICY)
        .with_header("Cache-Control", "no-cache")
        .into_response()
}
