//! The whole differ, from text to findings and reports.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accepting;
mod cases;
mod coverage;
mod hostile;
mod neutral;
mod pairs;
mod random;
mod rendering;
mod scale;
mod sound;
mod stable;
mod witness;

use serde_json::{Value, json};
use specdiff::{AcceptList, Comparison, Direction, Document, Policy, Report, compare};

/// A day on which the lists of these tests are read.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

const BASE: &str = include_str!("../documents/library.yaml");
const REVISION: &str = include_str!("../documents/library-next.yaml");

fn between(base: &str, revision: &str) -> Comparison {
    let document = |name, text| Document::parse(name, text).expect("a document");
    compare(
        &document("library.yaml", base),
        &document("library-next.yaml", revision),
        &Policy::default(),
    )
}

fn library() -> Comparison {
    between(BASE, REVISION)
}

/// The report of the two libraries under this accept-list.
fn report(list: &str) -> Report {
    let list = AcceptList::parse("accepted.yaml", list).expect("a list");
    Report::new(vec![library()], &list, TODAY)
}

/// A document whose one operation sends, or gets, this schema.
fn with_body(schema: &Value, direction: Direction) -> Document {
    with_components(schema, &json!({}), direction)
}

/// The same, with components that the schema may refer to.
fn with_components(schema: &Value, components: &Value, direction: Direction) -> Document {
    let body = json!({"content": {"application/json": {"schema": schema}}});
    let mut operation = json!({"responses": {"200": {"description": ""}}});
    match direction {
        Direction::Request => operation["requestBody"] = body,
        _ => operation["responses"]["200"]["content"] = body["content"].clone(),
    }
    let root =
        json!({"openapi": "3.1.0", "paths": {"/a": {"post": operation}}, "components": components});
    Document::parse("a.json", &root.to_string()).unwrap()
}
