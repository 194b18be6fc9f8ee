//! One page that needs nothing else: every rule with its cases, every case with its exchange.
//!
//! The page is a template, a style and a script under `page/`. Everything a
//! report says is escaped by the template engine; should that ever fail, the
//! page's own policy runs no script but the one whose digest it names.

mod case;
mod filter;
mod view;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Report;
use view::Page;

const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/script.js");

const TEMPLATES: [(&str, &str); 4] = [
    ("page.html", include_str!("page/page.html")),
    ("parts.html", include_str!("page/parts.html")),
    ("claim.html", include_str!("page/claim.html")),
    ("case.html", include_str!("page/case.html")),
];

/// A text that the page carries, and the name by which its policy admits it.
#[derive(Debug, Serialize)]
struct Admitted {
    text: &'static str,
    hash: String,
}

impl Admitted {
    fn new(text: &'static str) -> Self {
        let digest = BASE64_STANDARD.encode(Sha256::digest(text));
        Self {
            text,
            hash: format!("sha256-{digest}"),
        }
    }
}

pub(super) fn render(report: &Report) -> String {
    let page = Page::of(report, Admitted::new(STYLE), Admitted::new(SCRIPT));
    let rendered = environment().and_then(|environment| {
        let template = environment.get_template("page.html")?;
        template.render(Serde(page))
    });
    // The templates are part of the program, and a test renders all of them.
    rendered.unwrap_or_else(|error| format!("the page could not be made: {error:#}\n"))
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("pretty", filter::pretty);
    environment.add_filter("differing", filter::pair);
    environment.add_filter("brief", filter::brief);
    environment.add_filter("prose", filter::prose);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}
