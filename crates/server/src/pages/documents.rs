//! One Swagger UI page for all documents.
//!
//! The assets come embedded with the library; only the page and the script that starts it are ours.

use std::sync::Arc;

use poem::{IntoResponse, Response, handler, http::StatusCode, web::Path};
use serde_json::json;
use umbridge_vendors::VENDORS;
use utoipa_swagger_ui::Config;

use super::kept_at_home;

const PAGE: &str = include_str!("documents.html");
const START: &str = include_str!("documents.js");

#[handler]
pub(super) fn page() -> Response {
    kept_at_home("text/html; charset=utf-8", PAGE)
}

#[handler]
pub(super) fn asset(Path(file_name): Path<String>) -> Response {
    match file_name.as_str() {
        "start.js" => {
            let documents: Vec<_> = VENDORS
                .iter()
                .map(|vendor| json!({"name": vendor.name, "url": format!("/openapi/{}.json", vendor.name)}))
                .collect();
            let script = START.replace("{{documents}}", &json!(documents).to_string());
            kept_at_home("text/javascript", script)
        }
        "swagger-ui.css" | "swagger-ui-bundle.js" | "swagger-ui-standalone-preset.js" => {
            vendored(&file_name)
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn vendored(file_name: &str) -> Response {
    match utoipa_swagger_ui::serve(file_name, Arc::new(Config::from("/"))) {
        Ok(Some(file)) => {
            let mut response = kept_at_home(&file.content_type, file.bytes.into_owned());
            if file.gzpipped {
                let gzip = poem::http::HeaderValue::from_static("gzip");
                response
                    .headers_mut()
                    .insert(poem::http::header::CONTENT_ENCODING, gzip);
            }
            response
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
