//! The front page: what this is and what it answers.

use std::fmt::Write;

use poem::{Response, handler};
use umbridge_vendors::VENDORS;

use super::kept_at_home;

const TEMPLATE: &str = include_str!("home.html");

#[handler]
pub(super) fn page() -> Response {
    let mut rows = String::new();
    for vendor in VENDORS {
        let (name, title, operation) = (vendor.name, vendor.title, vendor.operation);
        // Writing to a string cannot fail.
        let _ = writeln!(
            rows,
            "<tr><td>{title}</td><td><code>{} {}</code></td><td><a href=\"/docs#{name}\">try</a></td>\
             <td><a href=\"/openapi/{name}.json\">OpenAPI</a></td></tr>",
            operation.method, operation.path
        );
    }
    kept_at_home(
        "text/html; charset=utf-8",
        TEMPLATE.replace("{{operations}}", &rows),
    )
}
