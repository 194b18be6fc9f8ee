//! The front page: what this is and what it answers.

use std::fmt::Write;

use poem::{Response, handler, web::Data};
use umbridge_vendors::VENDORS;

use super::kept_at_home;
use crate::Mutant;

const TEMPLATE: &str = include_str!("home.html");

/// What the page says of a fault that is there on purpose.
#[derive(Clone)]
pub(super) struct Warning(String);

impl Warning {
    /// Nothing where nothing is wrong. The catalogue's words have no markup in them.
    pub(super) fn of(mutant: Option<&Mutant>) -> Self {
        Self(mutant.map_or_else(String::new, |mutant| {
            format!(
                "<p role=\"alert\"><strong>This server is the mutant <code>{}</code>. {}</strong></p>",
                mutant.id, mutant.says
            )
        }))
    }
}

#[handler]
pub(super) fn page(Data(warning): Data<&Warning>) -> Response {
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
        TEMPLATE
            .replace("{{operations}}", &rows)
            .replace("{{warning}}", &warning.0),
    )
}
